// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_blocks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::CellPosition;

using Words = std::vector<absl::string_view>;

// Headings by column, the usual ones first.
const std::array<Words, kRowCells>& BudgetHeadings() {
  static const auto& headings = *new std::array<Words, kRowCells>{
      Words{"年初预算数", "年初预算", "年初预算金额", "年初数"},
      Words{"全年预算数", "全年预算", "调整后预算数", "调整预算数", "调整后预算", "预算数"},
      Words{"全年执行数", "全年执行", "执行数", "实际执行数", "全年支出数", "实际支出数", "决算数"},
      Words{"分值", "权重", "分值(权重)"},
      Words{"执行率", "预算执行率"},
      Words{"得分", "自评得分"},
      Words{"未完成原因分析", "原因分析", "偏差原因分析", "偏差原因分析及改进措施", "未完成原因", "情况说明",
            "说明"}};
  return headings;
}

const std::array<Words, kRowCells>& IndicatorHeadings() {
  static const auto& headings = *new std::array<Words, kRowCells>{
      Words{"年度指标值", "指标值", "年初指标值", "目标值", "年度目标值", "绩效指标值", "年度绩效指标值",
            "年初目标值"},
      Words{"实际完成值", "全年实际值", "全年完成值", "实际值", "完成值", "全年实际完成值", "实际完成指标值"},
      Words{"计量单位", "单位", "度量单位"},
      Words{"分值", "权重", "分值(权重)", "指标分值"},
      Words{"完成率", "指标完成率"},
      Words{"得分", "自评得分"},
      Words{"偏差原因分析及改进措施", "未完成原因分析", "偏差原因分析", "未完成原因及改进措施", "未完成原因",
            "原因分析", "偏差原因", "未完成原因分析及改进措施"}};
  return headings;
}

const Words& Level1Headings() {
  static const auto& words = *new Words{"一级指标"};
  return words;
}
const Words& Level2Headings() {
  static const auto& words = *new Words{"二级指标"};
  return words;
}
const Words& Level3Headings() {
  static const auto& words = *new Words{"三级指标", "指标名称", "绩效指标"};
  return words;
}

// A heading without a unit behind it: 年初预算数(万元).
std::string Heading(const SheetView& view, CellPosition position) {
  const std::string plain = view.PlainText(position);
  absl::string_view heading = plain;
  const size_t open = heading.rfind('(');
  if (open != absl::string_view::npos && open > 0 && absl::EndsWith(heading, ")") &&
      absl::StrContains(heading.substr(open), "元"))
    heading = heading.substr(0, open);
  return std::string(heading);
}

bool IsOneOf(absl::string_view text, const Words& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// The column with the first of the words that the row has at all.
int ColumnOf(const SheetView& view, int row, const Words& words) {
  for (const absl::string_view word : words) {
    for (int column = 0; column < view.columns(); ++column) {
      if (Heading(view, {row, column}) == word) return column;
    }
  }
  return kAbsent;
}

TableBlock BlockAt(const SheetView& view, int row, const std::array<Words, kRowCells>& headings) {
  TableBlock block{.heading_row = row};
  for (size_t i = 0; i < kRowCells; ++i) block.columns[i] = ColumnOf(view, row, headings[i]);
  return block;
}

std::optional<TableBlock> FindBudget(const SheetView& view, int end) {
  for (int row = 0; row < end; ++row) {
    const TableBlock block = BlockAt(view, row, BudgetHeadings());
    if (block[BudgetColumn::kAdjusted] != kAbsent && block[BudgetColumn::kExecuted] != kAbsent) return block;
  }
  return std::nullopt;
}

std::optional<IndicatorBlock> FindIndicators(const SheetView& view) {
  for (int row = 0; row < view.rows(); ++row) {
    const int level3 = ColumnOf(view, row, Level3Headings());
    if (level3 == kAbsent) continue;
    const TableBlock table = BlockAt(view, row, IndicatorHeadings());
    if (table[IndicatorColumn::kActual] == kAbsent) continue;
    IndicatorBlock block{table};
    block.level1 = ColumnOf(view, row, Level1Headings());
    block.level2 = ColumnOf(view, row, Level2Headings());
    block.level3 = level3;
    return block;
  }
  return std::nullopt;
}

std::optional<GoalBlock> FindGoals(const SheetView& view, int end) {
  for (int row = 0; row < end; ++row) {
    const int expected = ColumnOf(view, row, {"预期目标", "年初目标", "年度总体目标", "总体目标"});
    const int achieved = ColumnOf(
        view, row,
        {"实际完成情况", "完成情况", "年度总体目标实际完成情况", "总体目标完成情况", "目标实际完成情况"});
    if (expected != kAbsent && achieved > expected) return GoalBlock{row, expected, achieved, end};
  }
  return std::nullopt;
}

// What the first cell of a row says that shows anything.
std::string FirstText(const SheetView& view, int row) {
  for (int column = 0; column < view.columns(); ++column) {
    if (std::string text = view.PlainText({row, column}); !text.empty()) return text;
  }
  return "";
}

bool EndsIndicators(absl::string_view label) {
  absl::ConsumeSuffix(&label, ":");
  return IsOneOf(label, {"总分", "合计", "总计", "自评总分", "总得分", "自评等级", "评价等级", "等级",
                         "评价结论", "说明", "备注"}) ||
         absl::StartsWith(label, "注:") || absl::StartsWith(label, "填表人");
}

}  // namespace

RowCells CellsOfRow(const SheetView& view, const TableBlock& block, int row) {
  RowCells cells;
  for (size_t i = 0; i < kRowCells; ++i) {
    const int column = block.columns[i];
    if (column == kAbsent) continue;
    cells.cells[i] = {.text = view.Text({row, column}), .at = view.RangeAt({row, column}).first};
  }
  return cells;
}

std::optional<FormBlocks> FindBlocks(const SheetView& view) {
  const std::optional<IndicatorBlock> indicators = FindIndicators(view);
  if (!indicators) return std::nullopt;
  FormBlocks blocks{.indicators = *indicators};
  const int table = indicators->heading_row;
  blocks.goals = FindGoals(view, table);
  blocks.budget = FindBudget(view, table);
  if (blocks.budget) {
    const bool goals_below = blocks.goals && blocks.goals->heading_row > blocks.budget->heading_row;
    blocks.budget->end_row = goals_below ? blocks.goals->heading_row : table;
  }
  int row = table + 1;
  while (row < view.rows() && !EndsIndicators(FirstText(view, row))) ++row;
  blocks.indicators.end_row = row;
  for (; row < view.rows() && !blocks.total_row; ++row) {
    if (IsOneOf(FirstText(view, row), {"总分", "合计", "总计", "自评总分", "总得分"})) blocks.total_row = row;
  }
  return blocks;
}

std::optional<CellPosition> FindLabel(const SheetView& view, absl::Span<const absl::string_view> labels) {
  for (int row = 0; row < view.rows(); ++row) {
    for (int column = 0; column < view.columns(); ++column) {
      const std::string plain = view.PlainText({row, column});
      absl::string_view label = plain;
      absl::ConsumeSuffix(&label, ":");
      if (!label.empty() && std::find(labels.begin(), labels.end(), label) != labels.end())
        return CellPosition{row, column};
    }
  }
  return std::nullopt;
}

}  // namespace heng::forms
