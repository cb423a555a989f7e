// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_reader.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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

// The unit beside its label, or in one text with it (金额单位：万元), or in the headings of the budget block.
TypedCell AmountUnitCell(const SheetView& view, const FormBlocks& blocks) {
  const std::string label = Plain(kAmountUnitLabel);
  if (TypedCell beside = CellBeside(view, {label, "单位"}); AmountUnitIn(beside.text)) return beside;
  const int end = blocks.budget ? blocks.budget->end_row : blocks.indicators.heading_row;
  for (int row = 0; row < end; ++row) {
    for (int column = 0; column < view.columns(); ++column) {
      const std::string& plain = view.PlainText({row, column});
      const size_t unit = plain.find("单位:");
      if (unit != std::string::npos && AmountUnitIn(plain.substr(unit)))
        return {.text = plain.substr(unit + sizeof("单位:") - 1), .at = {row, column}};
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
void ReportErrorCells(const SheetView& view, RowCells& row, CellProblems& problems) {
  for (TypedCell& cell : row.cells) {
    if (cell.text.empty() || !view.HoldsError(cell.at)) continue;
    problems.Add(cell.at, "NOT_A_DECIMAL",
                 {.en = absl::StrCat("the formula here gives ", cell.text, ": mend it, or type the value"),
                  .zh = absl::StrCat("此处公式结果为 ", cell.text, "：请修正公式或直接填写数值")});
    cell.text.clear();
  }
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
  for (auto& [code, row] : form.cells.budget_lines) ReportErrorCells(view, row, problems);
  for (auto& [code, row] : form.cells.indicators) ReportErrorCells(view, row, problems);
  return form;
}

}  // namespace heng::forms
