// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/budget_rows.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/forms/plain_text.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::CellPosition;

constexpr BudgetColumn kAmounts[] = {BudgetColumn::kInitial, BudgetColumn::kAdjusted,
                                     BudgetColumn::kExecuted};

struct KindWord {
  absl::string_view word;
  v1::BudgetLineKind kind;
  absl::string_view code;
};

constexpr KindWord kKindWords[] = {
    {"年度资金总额", v1::BUDGET_LINE_KIND_TOTAL, "total"},
    {"资金总额", v1::BUDGET_LINE_KIND_TOTAL, "total"},
    {"年度预算总额", v1::BUDGET_LINE_KIND_TOTAL, "total"},
    {"基本支出", v1::BUDGET_LINE_KIND_BASIC, "basic"},
    {"人员经费", v1::BUDGET_LINE_KIND_PERSONNEL, "personnel"},
    {"公用经费", v1::BUDGET_LINE_KIND_PUBLIC, "public"},
    {"项目支出", v1::BUDGET_LINE_KIND_PROJECT, "project"},
    {"一般性项目", v1::BUDGET_LINE_KIND_GENERAL_PROJECT, "general-project"},
    {"重点项目", v1::BUDGET_LINE_KIND_KEY_PROJECT, "key-project"},
    {"当年财政拨款", v1::BUDGET_LINE_KIND_APPROPRIATION, "appropriation"},
    {"财政拨款", v1::BUDGET_LINE_KIND_APPROPRIATION, "appropriation"},
    {"财政专户管理资金", v1::BUDGET_LINE_KIND_FISCAL_ACCOUNT, "fiscal-account"},
    {"单位资金", v1::BUDGET_LINE_KIND_UNIT_FUNDS, "unit-funds"},
    {"上年结转资金", v1::BUDGET_LINE_KIND_CARRY_OVER, "carry-over"},
    {"其他资金", v1::BUDGET_LINE_KIND_OTHER, "other"},
};

const KindWord* KindWordOf(absl::string_view label) {
  const std::string plain = PlainLabel(label);
  for (const KindWord& word : kKindWords) {
    if (plain == word.word) return &word;
  }
  return nullptr;
}

// A row's label and its cells; label_at differs from the cells' row where labels stand beside their amounts.
struct Row {
  std::string label;
  CellPosition label_at;
  RowCells cells;
};

class BudgetReader {
 public:
  BudgetReader(const SheetView& view, const TableBlock& block, const FormContext& context,
               CellProblems& problems, ReadForm& form)
      : view_(view), block_(block), context_(context), problems_(problems), form_(form) {
    for (const BudgetColumn column : kAmounts) {
      if (block_[column] != kAbsent) first_amount_ = std::min(first_amount_, block_[column]);
    }
  }

  void Read() {
    std::vector<Row> rows = PairRows();
    if (context_.evaluation.budget().lines().empty()) return MakeLines(std::move(rows));
    for (Row& row : rows) Assign(std::move(row));
    for (const v1::BudgetLine& line : context_.evaluation.budget().lines()) {
      if (form_.cells.budget_lines.count(line.code()) > 0) continue;
      problems_.Add({block_.heading_row, first_amount_}, "MISSING_ROW",
                    {.en = absl::StrCat("the budget block has no row labelled ", line.label(),
                                        ", a line of the stored budget"),
                     .zh = absl::StrCat("预算部分没有“", line.label(), "”一行，而已存预算有此行")});
    }
  }

 private:
  // The heading of the whole block: merged over its rows, or, in CSV, repeated in each of them.
  bool IsBlockHeading(int row, int column) const {
    const spreadsheet::CellRange range = view_.RangeAt({row, column});
    if (range.first.row != range.last.row) return true;
    return row != block_.heading_row &&
           view_.PlainText({row, column}) == view_.PlainText({block_.heading_row, column});
  }

  // The rightmost text left of the amounts.
  std::pair<std::string, CellPosition> LabelIn(int row) const {
    for (int column = first_amount_ - 1; column >= 0; --column) {
      std::string text = view_.Text({row, column});
      if (!Plain(text).empty() && !IsBlockHeading(row, column))
        return {std::move(text), view_.RangeAt({row, column}).first};
    }
    return {"", {row, 0}};
  }

  bool HasAmounts(int row) const {
    return std::any_of(std::begin(kAmounts), std::end(kAmounts), [&](BudgetColumn column) {
      return block_[column] != kAbsent && !view_.PlainText({row, block_[column]}).empty();
    });
  }

  bool IsLineLabel(absl::string_view label) const {
    if (KindWordOf(label) != nullptr) return true;
    const std::string plain = PlainLabel(label);
    const auto& lines = context_.evaluation.budget().lines();
    return std::any_of(lines.begin(), lines.end(),
                       [&](const v1::BudgetLine& line) { return PlainLabel(line.label()) == plain; });
  }

  // By how many rows the amounts stand below their labels: 0 in a sound table, else 1 or -1. Only a whole block that is off by
  // one tells: as many labels as rows of amounts, the first or last label without amounts, and amounts behind the other end.
  int FindShift(const std::vector<int>& labels, const std::vector<int>& amounts) const {
    if (labels.empty() || labels.size() != amounts.size() || labels == amounts) return 0;
    for (const int shift : {1, -1}) {
      if (std::equal(labels.begin(), labels.end(), amounts.begin(),
                     [&](int a, int b) { return a + shift == b; }))
        return shift;
    }
    return 0;
  }

  std::vector<Row> PairRows() {
    std::vector<int> labels;
    std::vector<int> amounts;
    // In a shifted table the first label stands beside the headings.
    if (IsLineLabel(LabelIn(block_.heading_row).first)) labels.push_back(block_.heading_row);
    for (int row = block_.heading_row + 1; row < block_.end_row; ++row) {
      if (!LabelIn(row).first.empty()) labels.push_back(row);
      if (HasAmounts(row)) amounts.push_back(row);
    }
    const int shift = FindShift(labels, amounts);
    if (shift != 0) NoteShift(labels, shift);
    if (shift == 0) ReportUnlabelled(labels, amounts);
    std::vector<Row> rows;
    for (const int row : labels) {
      auto [label, at] = LabelIn(row);
      rows.push_back(
          {.label = std::move(label), .label_at = at, .cells = CellsOfRow(view_, block_, row + shift)});
    }
    return rows;
  }

  void NoteShift(const std::vector<int>& labels, int shift) {
    const std::string first = view_.AddressOf(LabelIn(labels.front()).second);
    const std::string last = spreadsheet::A1(LabelIn(labels.back()).second);
    form_.notices.push_back(
        {.en = absl::StrCat(first, ":", last, ": the labels stand one row ", shift > 0 ? "above" : "below",
                            " their amounts; each was read with the amounts one row ",
                            shift > 0 ? "below" : "above", " it"),
         .zh = absl::StrCat(first, ":", last, "：科目名称比金额", shift > 0 ? "高" : "低", "一行；已按",
                            shift > 0 ? "下" : "上", "一行的金额读取")});
  }

  void ReportUnlabelled(const std::vector<int>& labels, const std::vector<int>& amounts) {
    for (const int row : amounts) {
      if (std::binary_search(labels.begin(), labels.end(), row)) continue;
      problems_.Add({row, first_amount_}, "MISSING_ROW",
                    {.en = "these amounts have no label: write the name of the budget line left of them",
                     .zh = "金额左侧没有科目名称：请填写"});
    }
  }

  void Assign(Row row) {
    const std::string plain = PlainLabel(row.label);
    const KindWord* word = KindWordOf(row.label);
    const auto& lines = context_.evaluation.budget().lines();
    const auto free = [&](const v1::BudgetLine& line) {
      return form_.cells.budget_lines.count(line.code()) == 0;
    };
    auto found = std::find_if(lines.begin(), lines.end(), [&](const v1::BudgetLine& line) {
      return free(line) && PlainLabel(line.label()) == plain;
    });
    if (found == lines.end() && word != nullptr) {
      found = std::find_if(lines.begin(), lines.end(), [&](const v1::BudgetLine& line) {
        return free(line) && line.kind() == word->kind;
      });
    }
    if (found != lines.end()) {
      form_.cells.budget_lines[found->code()] = std::move(row.cells);
    } else if (!IsHeading(row)) {
      problems_.Add(row.label_at, "UNKNOWN_CODE",
                    {.en = absl::StrCat("\"", row.label, "\" is no line of the stored budget: want one of ",
                                        LabelsOf(lines)),
                     .zh = absl::StrCat("“", row.label, "”不是已存预算的科目；应为：", LabelsOf(lines))});
    }
  }

  // A line of text without any amount: a remark or a heading of its own.
  static bool IsHeading(const Row& row) {
    return std::all_of(std::begin(kAmounts), std::end(kAmounts),
                       [&](BudgetColumn column) { return Plain(row.cells[column].text).empty(); });
  }

  template <typename Lines>
  static std::string LabelsOf(const Lines& lines) {
    std::string text;
    for (const v1::BudgetLine& line : lines) absl::StrAppend(&text, text.empty() ? "" : ", ", line.label());
    return text;
  }

  // Rows without amounts say nothing: a form may be printed with more lines than a department has.
  // Numbering tells what is part of what: (一) of the line without a number above it, 1. of (一).
  void MakeLines(std::vector<Row> rows) {
    std::vector<std::pair<int, std::string>> above;  // depth and code
    std::set<std::string> codes;
    for (Row& row : rows) {
      const KindWord* word = KindWordOf(row.label);
      const bool total = word != nullptr && word->kind == v1::BUDGET_LINE_KIND_TOTAL;
      if (IsHeading(row) && !total) continue;
      v1::BudgetLine line;
      line.set_label(row.label);
      if (word != nullptr) line.set_kind(word->kind);
      line.set_code(word != nullptr ? std::string(word->code)
                                    : absl::StrCat("line-", form_.new_lines.size() + 1));
      if (!codes.insert(line.code()).second) {
        line.set_code(absl::StrCat("line-", form_.new_lines.size() + 1));
        codes.insert(line.code());
      }
      const int depth = total ? 0 : std::max(1, NumberingDepth(row.label));
      while (!above.empty() && above.back().first >= depth) above.pop_back();
      if (!above.empty()) line.set_parent_code(above.back().second);
      above.emplace_back(depth, line.code());
      form_.cells.budget_lines[line.code()] = std::move(row.cells);
      form_.new_lines.push_back(std::move(line));
    }
  }

  const SheetView& view_;
  const TableBlock& block_;
  const FormContext& context_;
  CellProblems& problems_;
  ReadForm& form_;
  int first_amount_ = SheetView::kMaxColumns;
};

}  // namespace

void ReadBudgetRows(const SheetView& view, const TableBlock& block, const FormContext& context,
                    CellProblems& problems, ReadForm& form) {
  BudgetReader(view, block, context, problems, form).Read();
}

}  // namespace heng::forms
