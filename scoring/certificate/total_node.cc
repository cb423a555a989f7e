// SPDX-License-Identifier: Apache-2.0
#include "scoring/certificate/total_node.h"

#include <vector>

#include "base/status_macros.h"
#include "scoring/certificate/values.h"
#include "scoring/totals.h"

namespace heng {
namespace {

const Decimal kHundred = Decimal::FromInt(100);

std::string ScaledText(const PointsSum& sum, const Decimal& numerator, const Decimal& denominator) {
  PointsSum scaled;
  scaled.AddScaled(sum, numerator, denominator);
  return scaled.ExactText();
}

// Caps as they are in force: the lowest one begins at 0.
void WriteCaps(const Plan& plan, v1::TotalNode& out) {
  for (const ExecutionCapRule& rule : plan.execution_caps) {
    v1::ExecutionCap& cap = *out.add_execution_caps();
    cap.set_lower_percent(rule.lower_percent.ToString());
    cap.set_lower_inclusive(rule.lower_inclusive);
    cap.set_upper_percent(rule.upper_percent.ToString());
    cap.set_upper_inclusive(rule.upper_inclusive);
    cap.set_max_total_points(rule.max_total_points.ToString());
  }
}

absl::Status WriteSteps(const Plan& plan, const FormScore& score, v1::TotalNode& out) {
  if (score.total_steps.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const PointsSum sum, TotalSum(plan, score));
  for (const TotalStepScore& source : score.total_steps) {
    v1::TotalStep& step = *out.add_steps();
    step.set_clause(source.clause);
    if (source.clause == v1::TOTAL_CLAUSE_SUM) step.set_exact_points(sum.ExactText());
    if (source.clause == v1::TOTAL_CLAUSE_RESCALED) {
      step.set_exact_points(ScaledText(sum, plan.whole_points, score.applicable_weight));
    }
    if (source.limit_points.has_value()) step.set_limit_points(source.limit_points->ToString());
    step.set_points(source.points.ToFixed(plan.total_rounding.places));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteClasses(const Plan& plan, const FormScore& score, v1::Certificate& out) {
  HENG_ASSIGN_OR_RETURN(const std::vector<PointsSum> sums, ClassSums(plan, score));
  out.mutable_classes()->Reserve(static_cast<int>(sums.size()));
  for (size_t i = 0; i < sums.size(); ++i) {
    const Plan::Class& source = plan.classes[i];
    v1::ClassNode& node = *out.add_classes();
    node.set_class_code(source.code);
    if (source.parent >= 0) node.set_parent_code(plan.classes[source.parent].code);
    node.set_exact_points(sums[i].ExactText());
    HENG_ASSIGN_OR_RETURN(const std::optional<Decimal> points, sums[i].Round(plan.total_rounding));
    if (points.has_value()) node.set_points(points->ToFixed(plan.total_rounding.places));
  }
  return absl::OkStatus();
}

absl::Status WriteGoals(const Plan& plan, const FormScore& score, v1::Certificate& out) {
  out.set_goal_policy(plan.goal_parts.empty() ? v1::GOAL_POLICY_SINGLE : v1::GOAL_POLICY_RATIOS);
  HENG_ASSIGN_OR_RETURN(const std::vector<PointsSum> sums, GoalSums(plan, score));
  for (size_t i = 0; i < sums.size(); ++i) {
    const Plan::Goal& source = plan.goal_parts[i];
    v1::GoalNode& node = *out.add_goal_parts();
    node.set_goal_code(source.code);
    node.set_ratio_percent(source.ratio_percent.ToString());
    node.set_exact_points(sums[i].ExactText());
    node.set_exact_weighted_points(ScaledText(sums[i], source.ratio_percent, kHundred));
    WriteRounding(plan.goal_rounding, *node.mutable_rounding());
    const std::optional<Decimal>& weighted = score.goals[i].weighted_points;
    if (weighted.has_value()) node.set_weighted_points(weighted->ToFixed(plan.goal_rounding.places));
  }
  return absl::OkStatus();
}

absl::Status WriteTotal(const Plan& plan, const FormScore& score, v1::TotalNode& out) {
  out.set_whole_points(plan.whole_points.ToString());
  out.set_not_applicable_policy(plan.rescale ? v1::NOT_APPLICABLE_POLICY_RESCALE
                                             : v1::NOT_APPLICABLE_POLICY_REFUSE);
  out.set_weight_points(plan.total_weight.ToString());
  out.set_applicable_weight_points(score.applicable_weight.ToString());
  WriteCaps(plan, out);
  if (plan.scheme->has_veto()) *out.mutable_veto() = plan.scheme->veto();
  WriteRounding(plan.total_rounding, *out.mutable_rounding());
  HENG_RETURN_IF_ERROR(WriteSteps(plan, score, out));
  if (score.total_points.has_value()) {
    out.set_points(score.total_points->ToFixed(plan.total_rounding.places));
  }
  *out.mutable_grades() = plan.scheme->grades();
  if (score.grade != nullptr) out.set_grade_code(score.grade->code);
  return absl::OkStatus();
}

}  // namespace heng
