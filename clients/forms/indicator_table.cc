// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/indicator_table.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/forms/placed_indicators.h"
#include "clients/forms/plain_text.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::CellPosition;

// Names of one row, by Plain; a name that spans several columns is the name of the row.
struct RowNames {
  std::string level1;
  std::string level2;
  std::string name;
  std::string typed_name;
  CellPosition at;
};

class TableReader {
 public:
  TableReader(const SheetView& view, const IndicatorBlock& block, const FormContext& context,
              CellProblems& problems, ReadForm& form)
      : view_(view),
        block_(block),
        problems_(problems),
        form_(form),
        open_(InOrder(context.goals, context.scheme)) {}

  void Read() {
    for (int row = block_.heading_row + 1; row < block_.end_row; ++row) {
      const RowNames names = NamesIn(row);
      if (names.name.empty()) {
        ReportNameless(row);
      } else {
        Assign(names, row);
      }
    }
    for (const PlacedIndicator& placed : open_) {
      problems_.Add(
          {block_.heading_row, block_.level3}, "MISSING_ROW",
          {.en = absl::StrCat("the table has no row for the indicator ", placed.indicator->display_name(),
                              " of the goals (", placed.indicator->code(), ")"),
           .zh = absl::StrCat("表中缺少绩效目标中的指标“", placed.indicator->display_name(), "”（",
                              placed.indicator->code(), "）")});
    }
  }

 private:
  RowNames NamesIn(int row) const {
    RowNames names;
    if (block_.level1 != kAbsent) names.level1 = view_.PlainText({row, block_.level1});
    if (block_.level2 != kAbsent) names.level2 = view_.PlainText({row, block_.level2});
    for (const int column : {block_.level3, block_.level2}) {
      if (column == kAbsent || !names.name.empty()) continue;
      names.at = view_.RangeAt({row, column}).first;
      names.name = view_.PlainText({row, column});
      names.typed_name = view_.Text({row, column});
    }
    return names;
  }

  void ReportNameless(int row) {
    for (const int column : block_.columns) {
      if (column == kAbsent || view_.PlainText({row, column}).empty()) continue;
      problems_.Add({row, block_.level3}, "REQUIRED",
                    {.en = "this row has values and no name of an indicator: fill in 三级指标",
                     .zh = "此行有数值但没有指标名称：请填写三级指标"});
      return;
    }
  }

  // Indicators of one name are told apart by their classes, and below one class by their order.
  void Assign(const RowNames& names, int row) {
    auto best = open_.end();
    int best_match = -1;
    for (auto it = open_.begin(); it != open_.end(); ++it) {
      if (Plain(it->indicator->display_name()) != names.name) continue;
      const int match =
          (Plain(it->level2) == names.level2 ? 2 : 0) + (Plain(it->level1) == names.level1 ? 1 : 0);
      if (match > best_match) {
        best = it;
        best_match = match;
      }
    }
    if (best == open_.end()) return ReportUnknown(names);
    form_.cells.indicators[best->indicator->code()] = CellsOfRow(view_, block_, row);
    taken_.push_back(Plain(best->indicator->display_name()));
    open_.erase(best);
  }

  void ReportUnknown(const RowNames& names) {
    const bool twice = std::find(taken_.begin(), taken_.end(), names.name) != taken_.end();
    if (twice) {
      problems_.Add(
          names.at, "DUPLICATE_CODE",
          {.en = absl::StrCat("the indicator ", names.typed_name, " has a row already: delete one of them"),
           .zh = absl::StrCat("指标“", names.typed_name, "”重复：请删除其中一行")});
      return;
    }
    problems_.Add(
        names.at, "UNKNOWN_CODE",
        {.en = absl::StrCat("the goals have no indicator called ", names.typed_name,
                            ": write its name as the goals do, or delete the row"),
         .zh = absl::StrCat("绩效目标中没有指标“", names.typed_name, "”：请按绩效目标填写名称，或删除此行")});
  }

  const SheetView& view_;
  const IndicatorBlock& block_;
  CellProblems& problems_;
  ReadForm& form_;
  std::vector<PlacedIndicator> open_;  // without a row so far
  std::vector<std::string> taken_;
};

}  // namespace

void ReadIndicatorTable(const SheetView& view, const IndicatorBlock& block, const FormContext& context,
                        CellProblems& problems, ReadForm& form) {
  TableReader(view, block, context, problems, form).Read();
}

}  // namespace heng::forms
