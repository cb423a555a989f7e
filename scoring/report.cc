// SPDX-License-Identifier: Apache-2.0
//
// MakeReport of scorer.h: a score as text.
#include "base/status_macros.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "scoring/totals.h"

namespace heng {
namespace {

void FillLine(const Plan& plan, const v1::BudgetLine& line, const LineScore& score,
              v1::BudgetLineScore& out) {
  out.set_line_code(line.code());
  out.set_clause(score.clause);
  if (score.rate_percent.has_value())
    out.set_rate_percent(score.rate_percent->ToFixed(plan.rate_rounding.places));
  if (!plan.execution.has_value()) return;
  out.set_weight_points(plan.execution->weight_text);
  if (score.points.has_value()) out.set_points(score.points->ToFixed(plan.execution->points_rounding.places));
}

void AddDeduction(v1::DeductionKind kind, const std::optional<Decimal>& points, v1::IndicatorScore& out) {
  if (!points.has_value()) return;
  v1::PointsDeduction& deduction = *out.add_deductions();
  deduction.set_kind(kind);
  deduction.set_points(points->ToString());
}

absl::Status FillRow(const Plan& plan, const Plan::Row& row, const RowScore& score, bool full,
                     v1::IndicatorScore& out) {
  out.set_code(row.code);
  if (score.points.has_value()) out.set_points(score.points->ToFixed(row.points_rounding.places));
  if (!full) return absl::OkStatus();
  out.set_clause(score.clause);
  out.set_weight_points(row.weight_text);
  if (score.points.has_value()) out.set_exact_points(score.exact_points.ToString());
  AddDeduction(v1::DEDUCTION_KIND_OVER_COMPLETION, score.over_completion_deduction, out);
  AddDeduction(v1::DEDUCTION_KIND_EXTRA, score.extra_deduction, out);
  if (score.completion_percent.has_value()) {
    const RoundingSpec& spec = plan.completion_rounding;
    HENG_ASSIGN_OR_RETURN(Decimal completion, score.completion_percent->Round(spec.places, spec.mode));
    out.set_completion_percent(completion.ToFixed(spec.places));
  }
  return absl::OkStatus();
}

absl::Status FillClasses(const Plan& plan, const FormScore& score, v1::ScoreReport& report) {
  HENG_ASSIGN_OR_RETURN(const std::vector<PointsSum> sums, ClassSums(plan, score));
  for (size_t i = 0; i < plan.classes.size(); ++i) {
    HENG_ASSIGN_OR_RETURN(const std::optional<Decimal> points, sums[i].Round(plan.total_rounding));
    v1::ClassScore& out = *report.add_classes();
    out.set_class_code(plan.classes[i].code);
    out.set_weight_points(plan.classes[i].weight_text);
    if (points.has_value()) out.set_points(points->ToFixed(plan.total_rounding.places));
  }
  return absl::OkStatus();
}

void FillGoals(const Plan& plan, const FormScore& score, v1::ScoreReport& report) {
  for (size_t i = 0; i < plan.goal_parts.size(); ++i) {
    v1::GoalScore& out = *report.add_goal_scores();
    out.set_goal_code(plan.goal_parts[i].code);
    out.set_ratio_percent(plan.goal_parts[i].ratio_percent.ToString());
    const GoalPartScore& goal = score.goals[i];
    if (goal.points.has_value()) out.set_points(goal.points->ToFixed(plan.total_rounding.places));
    if (goal.weighted_points.has_value()) {
      out.set_weighted_points(goal.weighted_points->ToFixed(plan.goal_rounding.places));
    }
  }
}

absl::Status FillSteps(const Plan& plan, const FormScore& score, v1::ScoreReport& report) {
  if (score.total_steps.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const PointsSum sum, TotalSum(plan, score));
  for (const TotalStepScore& step : score.total_steps) {
    v1::TotalStep& out = *report.add_total_steps();
    out.set_clause(step.clause);
    out.set_points(step.points.ToFixed(plan.total_rounding.places));
    if (step.limit_points.has_value()) {
      out.set_limit_points(step.limit_points->ToString());
    } else if (step.clause == v1::TOTAL_CLAUSE_SUM) {
      out.set_exact_points(sum.ExactText());
    } else {
      PointsSum rescaled;
      rescaled.AddScaled(sum, plan.whole_points, score.applicable_weight);
      out.set_exact_points(rescaled.ExactText());
    }
  }
  return absl::OkStatus();
}

absl::Status FillDerivation(const Plan& plan, const v1::Evaluation& evaluation, const FormScore& score,
                            v1::ScoreReport& report) {
  for (int i = 0; i < evaluation.budget().lines_size(); ++i)
    FillLine(plan, evaluation.budget().lines(i), score.lines[i], *report.add_budget_lines());
  HENG_RETURN_IF_ERROR(FillClasses(plan, score, report));
  FillGoals(plan, score, report);
  HENG_RETURN_IF_ERROR(FillSteps(plan, score, report));
  report.set_total_weight_points(plan.total_weight_text);
  report.set_applicable_weight_points(score.applicable_weight.ToString());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ScoreReport> MakeReport(const Plan& plan, const v1::Evaluation& evaluation,
                                           const FormScore& score, v1::View view) {
  const bool full = view == v1::VIEW_FULL;
  v1::ScoreReport report;
  if (score.scored_line >= 0) {
    FillLine(plan, evaluation.budget().lines(score.scored_line), score.lines[score.scored_line],
             *report.mutable_execution());
  }
  report.mutable_indicators()->Reserve(static_cast<int>(plan.rows.size()));
  for (size_t i = 0; i < plan.rows.size(); ++i)
    HENG_RETURN_IF_ERROR(FillRow(plan, plan.rows[i], score.rows[i], full, *report.add_indicators()));
  if (full) HENG_RETURN_IF_ERROR(FillDerivation(plan, evaluation, score, report));
  if (score.total_points.has_value()) {
    report.set_total_points(score.total_points->ToFixed(plan.total_rounding.places));
  }
  if (score.grade != nullptr) {
    report.set_grade(score.grade->display_name);
    report.set_grade_code(score.grade->code);
  }
  report.set_scheme(plan.scheme_name);
  report.set_goals(plan.goals_name);
  return report;
}

}  // namespace heng
