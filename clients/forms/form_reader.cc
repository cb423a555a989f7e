// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_reader.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/forms/budget_rows.h"
#include "clients/forms/form_layout.h"
#include "clients/forms/indicator_table.h"
#include "clients/forms/plain_text.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::CellPosition;

TypedCell CellAt(const SheetView& view, CellPosition position) {
  return {.text = view.Text(position), .at = view.RangeAt(position).first};
}

TypedCell CellBeside(const SheetView& view, absl::Span<const absl::string_view> labels) {
  const std::optional<CellPosition> label = FindLabel(view, labels);
  return label ? CellAt(view, view.RightOf(*label)) : TypedCell();
}

bool ConsumeScale(absl::string_view& text) {
  for (const absl::string_view scale : {"十", "百", "千", "万", "亿"}) {
    if (absl::ConsumePrefix(&text, scale)) return true;
  }
  return false;
}

// The unit of money in front of a plain text, such as 元 or 人民币(万元); empty if there is none. Also one that heng does not read, such
// as 千元: it is reported and not passed over. 元谋县 is a place.
std::string UnitInFront(absl::string_view plain) {
  absl::ConsumePrefix(&plain, "人民币");
  absl::ConsumePrefix(&plain, "(");
  absl::string_view rest = plain;
  while (ConsumeScale(rest)) continue;
  const bool scaled = rest.size() < plain.size();
  if (!absl::ConsumePrefix(&rest, "元")) return "";
  const bool word_goes_on = !rest.empty() && !absl::ascii_isascii(static_cast<unsigned char>(rest[0]));
  return word_goes_on && !scaled ? "" : std::string(plain.substr(0, plain.size() - rest.size()));
}

// In 填报单位：广元市财政局 金额单位：万元, 万元.
std::string UnitBehindLabel(absl::string_view plain) {
  constexpr absl::string_view kLabel = "单位:";
  for (size_t at = plain.find(kLabel); at != absl::string_view::npos; at = plain.find(kLabel, at + 1)) {
    if (std::string unit = UnitInFront(plain.substr(at + kLabel.size())); !unit.empty()) return unit;
  }
  return "";
}

// What stands beside 金额单位 is a unit or a mistake; beside 单位 may stand the name of an office.
TypedCell UnitBesideLabel(const SheetView& view) {
  TypedCell beside = CellBeside(view, {Plain(kAmountUnitLabel)});
  if (absl::StrContains(beside.text, "元") || (!beside.text.empty() && view.HoldsError(beside.at)))
    return beside;
  beside = CellBeside(view, {"单位"});
  return UnitInFront(Plain(beside.text)).empty() ? TypedCell() : beside;
}

// The unit beside its label, or in one text with it (金额单位：万元), or in the headings of the budget block.
TypedCell AmountUnitCell(const SheetView& view, const FormBlocks& blocks) {
  if (TypedCell beside = UnitBesideLabel(view); !beside.text.empty()) return beside;
  const int end = blocks.budget ? blocks.budget->end_row : blocks.indicators.heading_row;
  for (int row = 0; row < end; ++row) {
    for (int column = 0; column < view.columns(); ++column) {
      const std::string& plain = view.PlainText({row, column});
      if (std::string unit = UnitBehindLabel(plain); !unit.empty())
        return {.text = std::move(unit), .at = {row, column}};
      const size_t bracket = plain.find('(');
      const bool heading = bracket != std::string::npos && absl::EndsWith(plain, "元)");
      if (heading)
        return {.text = plain.substr(bracket + 1, plain.size() - bracket - 2), .at = {row, column}};
    }
  }
  return {};
}

std::vector<GoalCells> ReadGoals(const SheetView& view, const GoalBlock& block) {
  std::vector<GoalCells> goals;
  for (int row = block.heading_row + 1; row < block.end_row; ++row) {
    const GoalCells cells{.expected = CellAt(view, {row, block.expected}),
                          .achieved = CellAt(view, {row, block.achieved})};
    // A merged cell is one goal, however many rows it has.
    const bool again = cells.expected.at.row < row && cells.achieved.at.row < row;
    if (!again && !(Plain(cells.expected.text).empty() && Plain(cells.achieved.text).empty()))
      goals.push_back(cells);
  }
  return goals;
}

// A cell with an error counts as empty from here on.
void ReportError(const SheetView& view, TypedCell& cell, CellProblems& problems) {
  if (cell.text.empty() || !view.HoldsError(cell.at)) return;
  problems.Add(cell.at, "NOT_A_DECIMAL",
               {.en = absl::StrCat("the formula here gives ", cell.text, ": mend it, or type the value"),
                .zh = absl::StrCat("此处公式结果为 ", cell.text, "：请修正公式或直接填写数值")});
  cell.text.clear();
}

void ReportErrors(const SheetView& view, FormCells& cells, CellProblems& problems) {
  for (auto& [code, row] : cells.budget_lines) {
    for (TypedCell& cell : row.cells) ReportError(view, cell, problems);
  }
  for (auto& [code, row] : cells.indicators) {
    for (TypedCell& cell : row.cells) ReportError(view, cell, problems);
  }
  for (GoalCells& goal : cells.goals) {
    ReportError(view, goal.expected, problems);
    ReportError(view, goal.achieved, problems);
  }
  for (TypedCell* cell :
       {&cells.amount_unit, &cells.form_date, &cells.total_weight, &cells.total_points, &cells.grade})
    ReportError(view, *cell, problems);
}

// Programs that fill in forms do not compute. An amount or a result would be taken for missing; what a department merely claims
// may be.
template <typename Column>
void ReportUncalculated(const SheetView& view, const TableBlock& block, const RowCells& row, Column column,
                        CellProblems& problems) {
  if (block[column] == kAbsent || !view.IsUncalculated(row[column].at)) return;
  problems.Add(row[column].at, "REQUIRED",
               {.en = "the formula here was never computed: open the file in a spreadsheet program and save "
                      "it, or type the value",
                .zh = "此处公式尚未计算：请用表格软件打开并保存，或直接填写数值"});
}

void ReportUncalculated(const SheetView& view, const FormBlocks& blocks, const FormCells& cells,
                        CellProblems& problems) {
  for (const auto& [code, row] : cells.budget_lines) {
    for (const BudgetColumn column :
         {BudgetColumn::kInitial, BudgetColumn::kAdjusted, BudgetColumn::kExecuted})
      ReportUncalculated(view, *blocks.budget, row, column, problems);
  }
  for (const auto& [code, row] : cells.indicators)
    ReportUncalculated(view, blocks.indicators, row, IndicatorColumn::kActual, problems);
}

}  // namespace

ReadForm ReadCells(const SheetView& view, const FormBlocks& blocks, const FormContext& context,
                   CellProblems& problems) {
  ReadForm form;
  form.cells.amount_unit = AmountUnitCell(view, blocks);
  form.cells.form_date = CellBeside(view, {kFormDateLabel, "填报日期", "填报时间"});
  if (blocks.budget) ReadBudgetRows(view, *blocks.budget, context, problems, form);
  if (blocks.goals) form.cells.goals = ReadGoals(view, *blocks.goals);
  ReadIndicatorTable(view, blocks.indicators, context, problems, form);
  if (blocks.total_row) {
    const int row = *blocks.total_row;
    const int weight = blocks.indicators[IndicatorColumn::kWeight];
    const int points = blocks.indicators[IndicatorColumn::kPoints];
    if (weight != kAbsent) form.cells.total_weight = CellAt(view, {row, weight});
    if (points != kAbsent) form.cells.total_points = CellAt(view, {row, points});
  }
  form.cells.grade = CellBeside(view, {kGradeLabel, "评价等级", "自评结论", "绩效等级", "等级"});
  ReportErrors(view, form.cells, problems);
  ReportUncalculated(view, blocks, form.cells, problems);
  return form;
}

}  // namespace heng::forms
