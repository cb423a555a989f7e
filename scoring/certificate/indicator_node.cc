// SPDX-License-Identifier: Apache-2.0
#include "scoring/certificate/indicator_node.h"

#include "base/status_macros.h"
#include "scoring/certificate/values.h"

namespace heng {
namespace {

void WriteThresholds(const Plan::Row& row, v1::IndicatorNode& out) {
  for (const OverCompletionRule& rule : row.over_completion) {
    v1::OverCompletionThreshold& threshold = *out.add_over_completion();
    threshold.set_completion_percent(rule.completion_percent.ToString());
    threshold.set_effect(rule.effect);
    if (rule.effect == v1::OVER_COMPLETION_EFFECT_DEDUCT) {
      threshold.set_deducted_points(rule.deducted_points.ToString());
    }
  }
}

void WriteStepDeduction(const v1::StepDeduction& source, const StepDeductionRule& rule,
                        v1::StepDeduction& out) {
  out = source;
  out.set_counting(rule.counting);
}

// What goals and scheme say of the row, as far as its rule reads it.
void WriteRule(const Plan& plan, const Plan::Row& row, v1::IndicatorNode& out) {
  switch (row.rule) {
    case v1::RULE_KIND_AT_LEAST:
      out.set_target(row.target.ToString());
      break;
    case v1::RULE_KIND_AT_MOST:
      out.set_target(row.target.ToString());
      out.set_at_most(row.at_most);
      break;
    case v1::RULE_KIND_EQUAL:
      out.set_target(row.target.ToString());
      out.set_equal(row.equal);
      break;
    case v1::RULE_KIND_RANGE:
      out.set_target(row.target.ToString());
      out.set_target_upper(row.target_upper.ToString());
      out.set_range(row.range);
      out.set_at_most(row.at_most);
      break;
    case v1::RULE_KIND_DATE:
      *out.mutable_deadline() = row.deadline;
      out.set_date(row.date);
      break;
    case v1::RULE_KIND_STEP_DEDUCTION:
      out.set_target(row.target.ToString());
      WriteStepDeduction(plan.scheme->step_deductions(row.step_deduction),
                         plan.step_deductions[row.step_deduction], *out.mutable_step_deduction());
      break;
    case v1::RULE_KIND_BRACKETS:
      *out.mutable_bracket_table() = plan.scheme->bracket_tables(row.bracket_table);
      break;
    default:
      break;
  }
  WriteThresholds(row, out);
}

void WriteBand(const v1::Band& source, v1::Band& out) {
  out = source;
  out.clear_description();
}

// What was reported, as far as the rule reads it. Of a row that does not apply, or that is kept for information, nothing
// is read.
void WriteResult(const Plan& plan, const v1::IndicatorResult& result, const RowScore& score,
                 v1::IndicatorNode& out) {
  out.set_status(result.status());
  if (score.clause == v1::SCORE_CLAUSE_NOT_APPLICABLE || score.clause == v1::SCORE_CLAUSE_INFORMATION) return;
  out.set_actual(Shortest(result.actual()));
  if (result.has_completed_date()) *out.mutable_completed_date() = result.completed_date();
  out.set_outcome(result.outcome());
  if (score.band >= 0) WriteBand(plan.scheme->bands(score.band), *out.mutable_band());
  out.set_given_points(Shortest(result.given_points()));
}

void AddDeduction(v1::DeductionKind kind, const std::optional<Decimal>& points, v1::IndicatorNode& out) {
  if (!points.has_value()) return;
  v1::PointsDeduction& deduction = *out.add_deductions();
  deduction.set_kind(kind);
  deduction.set_points(points->ToString());
}

absl::Status WriteCompletion(const Plan& plan, const Ratio& completion, v1::IndicatorNode& out) {
  const RoundingSpec& spec = plan.completion_rounding;
  out.set_exact_completion_percent(completion.ToString());
  WriteRounding(spec, *out.mutable_completion_rounding());
  HENG_ASSIGN_OR_RETURN(const Decimal rounded, completion.Round(spec.places, spec.mode));
  out.set_completion_percent(rounded.ToFixed(spec.places));
  return absl::OkStatus();
}

void WritePoints(const Plan::Row& row, const RowScore& score, v1::IndicatorNode& out) {
  if (score.extra_deduction.has_value()) out.set_extra_deducted_points(score.extra_deduction->ToString());
  out.set_rule_points(score.rule_points.ToString());
  AddDeduction(v1::DEDUCTION_KIND_OVER_COMPLETION, score.over_completion_deduction, out);
  AddDeduction(v1::DEDUCTION_KIND_EXTRA, score.extra_deduction, out);
  out.set_exact_points(score.exact_points.ToString());
  WriteRounding(row.points_rounding, *out.mutable_points_rounding());
  out.set_points(score.points->ToFixed(row.points_rounding.places));
}

}  // namespace

absl::Status WriteIndicator(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                            const RowScore& score, v1::IndicatorNode& out) {
  out.set_code(row.code);
  out.set_class_code(plan.classes[row.class_index].code);
  if (row.goal_index >= 0) out.set_goal_code(plan.goal_parts[row.goal_index].code);
  out.set_rule(row.rule);
  out.set_weight_points(row.weight_text);
  WriteRule(plan, row, out);
  WriteResult(plan, result, score, out);
  out.set_clause(score.clause);
  if (score.completion_percent.has_value()) {
    HENG_RETURN_IF_ERROR(WriteCompletion(plan, *score.completion_percent, out));
  }
  if (score.points.has_value()) WritePoints(row, score, out);
  return absl::OkStatus();
}

}  // namespace heng
