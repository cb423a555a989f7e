// SPDX-License-Identifier: Apache-2.0
#include "scoring/totals.h"

#include <algorithm>

#include "base/status_macros.h"
#include "scoring/row_problem.h"

namespace heng {
namespace {

const Decimal kHundred = Decimal::FromInt(100);

absl::Status AddPart(const Ratio& exact, const std::optional<Decimal>& rounded, const RoundingSpec& spec,
                     PointsSum& sum) {
  if (!rounded.has_value()) {
    sum.AddUnknown();
  } else if (spec.sum_once) {
    sum.AddExact(exact);
  } else {
    return sum.AddRounded(*rounded);
  }
  return absl::OkStatus();
}

// Rows that earn no points by their kind, or that do not apply, are no part of any sum.
bool IsPart(const Plan::Row& row, const RowScore& score) {
  return EarnsPoints(row.rule) && score.clause != v1::SCORE_CLAUSE_NOT_APPLICABLE;
}

absl::Status AddRow(const Plan::Row& row, const RowScore& score, PointsSum& sum) {
  if (!IsPart(row, score)) return absl::OkStatus();
  return AddPart(score.exact_points, score.points, row.points_rounding, sum);
}

absl::Status AddExecution(const Plan& plan, const FormScore& score, PointsSum& sum) {
  if (score.scored_line < 0) return absl::OkStatus();
  const LineScore& line = score.lines[score.scored_line];
  return AddPart(line.exact_points.value_or(Ratio()), line.points, plan.execution->points_rounding, sum);
}

absl::StatusOr<std::optional<Decimal>> WeightedPoints(const Plan& plan, size_t goal, const PointsSum& sum) {
  return sum.RoundScaled(plan.goal_rounding, plan.goal_parts[goal].ratio_percent, kHundred);
}

absl::Status AddWeightedGoals(const Plan& plan, const FormScore& score, PointsSum& total) {
  HENG_ASSIGN_OR_RETURN(const std::vector<PointsSum> goals, GoalSums(plan, score));
  for (size_t i = 0; i < goals.size(); ++i) {
    if (plan.goal_rounding.sum_once) {
      total.AddScaled(goals[i], plan.goal_parts[i].ratio_percent, kHundred);
      continue;
    }
    HENG_ASSIGN_OR_RETURN(const std::optional<Decimal> weighted, WeightedPoints(plan, i, goals[i]));
    HENG_RETURN_IF_ERROR(AddPart(Ratio(), weighted, plan.goal_rounding, total));
  }
  return absl::OkStatus();
}

absl::Status FillGoals(const Plan& plan, FormScore& score) {
  score.goals.clear();
  if (plan.goal_parts.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const std::vector<PointsSum> sums, GoalSums(plan, score));
  for (size_t i = 0; i < sums.size(); ++i) {
    GoalPartScore& goal = score.goals.emplace_back();
    HENG_ASSIGN_OR_RETURN(goal.points, sums[i].Round(plan.total_rounding));
    HENG_ASSIGN_OR_RETURN(goal.weighted_points, WeightedPoints(plan, i, sums[i]));
  }
  return absl::OkStatus();
}

void AddNothingApplies(absl::string_view path, FieldProblems& problems) {
  problems.Add(JoinPath(path, "results"), "NOT_ALLOWED",
               {"no indicator applies: want at least one that earns points",
                "所有指标均为“不适用”：至少应有一项计分指标适用"});
}

// What of the weights applies; under ratios a row counts by its goal's ratio.
absl::Status FillApplicableWeight(const Plan& plan, absl::string_view path, FormScore& score,
                                  FieldProblems& problems) {
  score.applicable_weight = plan.total_weight;
  int earning_count = 0;
  int applying_count = 0;
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    if (!EarnsPoints(plan.rows[i].rule)) continue;
    ++earning_count;
    if (score.rows[i].clause != v1::SCORE_CLAUSE_NOT_APPLICABLE) {
      ++applying_count;
      continue;
    }
    HENG_ASSIGN_OR_RETURN(const Decimal weight, WeightInTotal(plan, plan.rows[i]));
    HENG_ASSIGN_OR_RETURN(score.applicable_weight, Subtract(score.applicable_weight, weight));
  }
  if (earning_count > 0 && applying_count == 0) AddNothingApplies(path, problems);
  return absl::OkStatus();
}

void AddLimit(v1::TotalClause clause, const Decimal& limit, FormScore& score) {
  const Decimal points = std::min(score.total_steps.back().points, limit);
  score.total_steps.push_back({.clause = clause, .limit_points = limit, .points = points});
}

// A budget of nothing has no rate and is not capped. A missing amount counts as a rate of 0, or leaving it out would escape
// the cap.
const ExecutionCapRule* CapOf(const Plan& plan, const FormScore& score) {
  if (plan.execution_caps.empty() || score.scored_line < 0) return nullptr;
  const LineScore& line = score.lines[score.scored_line];
  if (line.clause == v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET) return nullptr;
  return FindExecutionCap(plan.execution_caps, *line.exact_rate_percent);
}

bool HasVeto(const FormScore& score) {
  return std::any_of(score.rows.begin(), score.rows.end(),
                     [](const RowScore& row) { return row.clause == v1::SCORE_CLAUSE_VETO; });
}

}  // namespace

absl::StatusOr<std::vector<PointsSum>> GoalSums(const Plan& plan, const FormScore& score) {
  std::vector<PointsSum> sums(plan.goal_parts.size());
  if (sums.empty()) return sums;
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    if (!IsPart(plan.rows[i], score.rows[i])) continue;
    HENG_RETURN_IF_ERROR(AddRow(plan.rows[i], score.rows[i], sums[plan.rows[i].goal_index]));
  }
  return sums;
}

absl::StatusOr<std::vector<PointsSum>> ClassSums(const Plan& plan, const FormScore& score) {
  std::vector<PointsSum> sums(plan.classes.size());
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    const Plan::Row& row = plan.rows[i];
    for (int c = row.class_index; c >= 0; c = plan.classes[c].parent) {
      if (row.goal_index < 0) {
        HENG_RETURN_IF_ERROR(AddRow(row, score.rows[i], sums[c]));
        continue;
      }
      PointsSum part;
      HENG_RETURN_IF_ERROR(AddRow(row, score.rows[i], part));
      sums[c].AddScaled(part, plan.goal_parts[row.goal_index].ratio_percent, kHundred);
    }
  }
  return sums;
}

absl::StatusOr<PointsSum> TotalSum(const Plan& plan, const FormScore& score) {
  PointsSum total;
  HENG_RETURN_IF_ERROR(AddExecution(plan, score, total));
  if (!plan.goal_parts.empty()) {
    HENG_RETURN_IF_ERROR(AddWeightedGoals(plan, score, total));
    return total;
  }
  for (size_t i = 0; i < plan.rows.size(); ++i)
    HENG_RETURN_IF_ERROR(AddRow(plan.rows[i], score.rows[i], total));
  return total;
}

absl::Status ScoreTotal(const Plan& plan, absl::string_view path, FormScore& score, FieldProblems& problems) {
  score.total_steps.clear();
  score.total_points.reset();
  score.grade = nullptr;
  HENG_RETURN_IF_ERROR(FillApplicableWeight(plan, path, score, problems));
  HENG_RETURN_IF_ERROR(FillGoals(plan, score));
  if (!problems.empty()) return absl::OkStatus();

  HENG_ASSIGN_OR_RETURN(const PointsSum sum, TotalSum(plan, score));
  HENG_ASSIGN_OR_RETURN(const std::optional<Decimal> points, sum.Round(plan.total_rounding));
  if (!points.has_value()) return absl::OkStatus();
  score.total_steps.push_back({.clause = v1::TOTAL_CLAUSE_SUM, .points = *points});
  if (plan.rescale && score.applicable_weight != plan.total_weight) {
    // Only where weights are not enforced can those that apply be 0.
    if (score.applicable_weight.is_zero()) {
      AddNothingApplies(path, problems);
      return absl::OkStatus();
    }
    HENG_ASSIGN_OR_RETURN(const std::optional<Decimal> rescaled,
                          sum.RoundScaled(plan.total_rounding, plan.whole_points, score.applicable_weight));
    // Parts of goals are rounded and weights are not, so the quotient can end a hair above the whole.
    HENG_ASSIGN_OR_RETURN(const Decimal whole,
                          Round(plan.whole_points, plan.total_rounding.places, RoundingMode::kTruncate));
    score.total_steps.push_back({.clause = v1::TOTAL_CLAUSE_RESCALED, .points = std::min(*rescaled, whole)});
  }
  if (const ExecutionCapRule* cap = CapOf(plan, score); cap != nullptr) {
    AddLimit(v1::TOTAL_CLAUSE_EXECUTION_CAP, cap->max_total_points, score);
  }
  if (HasVeto(score)) AddLimit(v1::TOTAL_CLAUSE_VETO, *plan.veto_max_total, score);
  score.total_points = score.total_steps.back().points;
  score.grade = plan.GradeOf(*score.total_points);
  return absl::OkStatus();
}

}  // namespace heng
