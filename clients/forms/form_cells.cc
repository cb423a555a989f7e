// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/form_cells.h"

#include <algorithm>
#include <utility>

#include "clients/forms/result_words.h"
#include "clients/forms/shown_text.h"

namespace heng::forms {
namespace {

const std::string& FirstOf(const std::string& typed, const std::string& otherwise) {
  return typed.empty() ? otherwise : typed;
}

std::string AmountText(const std::string& yuan, AmountUnit unit) {
  return unit == AmountUnit::kWanYuan && !yuan.empty() ? MovePoint(yuan, -4) : yuan;
}

template <typename Rows>
auto FindRow(const Rows& rows, const std::string& code, const std::string& (Rows::value_type::*key)() const) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return (row.*key)() == code; });
}

const v1::BudgetLineClaim& ClaimOf(const v1::Evaluation& evaluation, const std::string& line) {
  const auto& claims = evaluation.claim().budget_lines();
  const auto found = FindRow(claims, line, &v1::BudgetLineClaim::line_code);
  return found == claims.end() ? v1::BudgetLineClaim::default_instance() : *found;
}

const v1::IndicatorResult& ResultOf(const v1::Evaluation& evaluation, const std::string& code) {
  const auto& results = evaluation.results();
  const auto found = FindRow(results, code, &v1::IndicatorResult::code);
  return found == results.end() ? v1::IndicatorResult::default_instance() : *found;
}

bool IsScoredLine(const v1::BudgetLine& line, const v1::Scheme& scheme) {
  if (!scheme.has_execution()) return false;
  return scheme.execution().line_code().empty() ? line.kind() == v1::BUDGET_LINE_KIND_TOTAL
                                                : line.code() == scheme.execution().line_code();
}

RowCells BudgetRow(const v1::BudgetLine& line, const FormContext& context, AmountUnit unit) {
  const v1::BudgetLineClaim& claim = ClaimOf(context.evaluation, line.code());
  RowCells row;
  row[BudgetColumn::kInitial].text = FirstOf(claim.initial_text(), AmountText(line.initial_yuan(), unit));
  row[BudgetColumn::kAdjusted].text = FirstOf(claim.adjusted_text(), AmountText(line.adjusted_yuan(), unit));
  row[BudgetColumn::kExecuted].text = FirstOf(claim.executed_text(), AmountText(line.executed_yuan(), unit));
  row[BudgetColumn::kWeight].text =
      FirstOf(claim.weight_text(),
              IsScoredLine(line, context.scheme) ? context.scheme.execution().weight_points() : "");
  row[BudgetColumn::kRate].text = claim.rate_text();
  row[BudgetColumn::kPoints].text = claim.points_text();
  row[BudgetColumn::kReason].text = FirstOf(claim.reason_text(), line.reason());
  return row;
}

std::string WeightOf(const v1::Indicator& indicator, const v1::ScoreReport& score) {
  if (!indicator.weight_points().empty()) return indicator.weight_points();
  const auto found = FindRow(score.indicators(), indicator.code(), &v1::IndicatorScore::code);
  return found == score.indicators().end() ? "" : found->weight_points();
}

RowCells IndicatorRow(const v1::Indicator& indicator, const FormContext& context) {
  const v1::IndicatorResult& result = ResultOf(context.evaluation, indicator.code());
  const v1::IndicatorClaim& claim = result.claim();
  RowCells row;
  row[IndicatorColumn::kTarget].text = FirstOf(claim.target_text(), TargetText(indicator));
  row[IndicatorColumn::kActual].text = FirstOf(claim.actual_text(), ResultText(result, context.scheme));
  row[IndicatorColumn::kUnit].text = FirstOf(claim.unit_text(), indicator.unit());
  row[IndicatorColumn::kWeight].text =
      FirstOf(claim.weight_text(), WeightOf(indicator, context.evaluation.score()));
  row[IndicatorColumn::kCompletion].text = claim.completion_text();
  row[IndicatorColumn::kPoints].text =
      FirstOf(claim.points_text(), indicator.rule() == v1::RULE_KIND_BY_HAND ? result.given_points() : "");
  row[IndicatorColumn::kReason].text = result.reason();
  return row;
}

std::vector<GoalCells> GoalRows(const FormContext& context) {
  std::vector<GoalCells> rows;
  const auto& completions = context.evaluation.goal_completions();
  for (const v1::GoalCompletion& completion : completions) {
    const auto goal = FindRow(context.goals.overall_goals(), completion.goal_code(), &v1::OverallGoal::code);
    const bool known = goal != context.goals.overall_goals().end();
    rows.push_back({.expected = {.text = FirstOf(completion.expected(), known ? goal->expected() : "")},
                    .achieved = {.text = completion.achieved()}});
  }
  for (const v1::OverallGoal& goal : context.goals.overall_goals()) {
    if (FindRow(completions, goal.code(), &v1::GoalCompletion::goal_code) == completions.end())
      rows.push_back({.expected = {.text = goal.expected()}, .achieved = {}});
  }
  if (rows.empty()) rows.emplace_back();
  return rows;
}

}  // namespace

FormCells ShownCells(const FormContext& context, AmountUnit unit) {
  const v1::Evaluation& evaluation = context.evaluation;
  const v1::FormClaim& claim = evaluation.claim();
  if (const auto printed = AmountUnitIn(claim.amount_unit_text())) unit = *printed;
  FormCells shown;
  shown.amount_unit.text = FirstOf(claim.amount_unit_text(), unit == AmountUnit::kYuan ? "元" : "万元");
  shown.form_date.text = DateText(evaluation.form_date());
  for (const v1::BudgetLine& line : evaluation.budget().lines())
    shown.budget_lines[line.code()] = BudgetRow(line, context, unit);
  shown.goals = GoalRows(context);
  for (const v1::Indicator& indicator : context.goals.indicators())
    shown.indicators[indicator.code()] = IndicatorRow(indicator, context);
  shown.total_weight.text = FirstOf(claim.total_weight_text(), context.scheme.total_points());
  shown.total_points.text = claim.total_points_text();
  shown.grade.text = claim.grade_text();
  return shown;
}

}  // namespace heng::forms
