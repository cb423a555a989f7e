// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/step_deduction.h"

#include "base/status_macros.h"

namespace heng {
namespace {

Decimal Negated(const Decimal& value) {
  return Decimal::FromCoefficient(-value.coefficient(), value.places());
}

// How far B lies beyond A in the direction that costs points; 0 or negative if it does not.
absl::StatusOr<Decimal> BeyondTarget(const ValueRow& row, v1::StepDirection direction) {
  HENG_ASSIGN_OR_RETURN(Decimal above, Subtract(row.actual, row.target));
  const bool below =
      direction == v1::STEP_DIRECTION_BELOW || (direction == v1::STEP_DIRECTION_BOTH && above.is_negative());
  return below ? Negated(above) : above;
}

// The whole steps in `beyond`, which is above 0; a begun one counts unless only full ones do.
absl::StatusOr<Decimal> CountSteps(const Decimal& beyond, const StepDeductionRule& rule) {
  HENG_ASSIGN_OR_RETURN(Ratio steps, Ratio::Divide(beyond, rule.step));
  const Int128 full = steps.numerator() / steps.denominator();
  const bool begun = full * steps.denominator() != steps.numerator();
  const bool counts = begun && rule.counting != v1::STEP_COUNTING_FULL;
  return Decimal::FromCoefficient(counts ? full + 1 : full, 0);
}

// w·step − d·|B − A|, whose quotient by the step is what proportional counting leaves.
absl::StatusOr<Decimal> LeftTimesStep(const ValueRow& row, const Decimal& beyond,
                                      const StepDeductionRule& rule) {
  HENG_ASSIGN_OR_RETURN(Decimal all, Multiply(row.weight_points, rule.step));
  HENG_ASSIGN_OR_RETURN(Decimal lost, Multiply(rule.points_per_step, beyond));
  return Subtract(all, lost);
}

absl::StatusOr<Decimal> LeftOfSteps(const ValueRow& row, const Decimal& beyond,
                                    const StepDeductionRule& rule) {
  HENG_ASSIGN_OR_RETURN(Decimal steps, CountSteps(beyond, rule));
  HENG_ASSIGN_OR_RETURN(Decimal lost, Multiply(steps, rule.points_per_step));
  return Subtract(row.weight_points, lost);
}

// What is left of w, at least 0.
absl::StatusOr<Ratio> PointsLeft(const ValueRow& row, const Decimal& beyond, const StepDeductionRule& rule) {
  const bool proportional = rule.counting == v1::STEP_COUNTING_PROPORTIONAL;
  HENG_ASSIGN_OR_RETURN(Decimal left,
                        proportional ? LeftTimesStep(row, beyond, rule) : LeftOfSteps(row, beyond, rule));
  if (left.is_negative()) return Ratio();
  if (proportional) return Ratio::Divide(left, rule.step);
  return Ratio(left);
}

}  // namespace

absl::StatusOr<RuleScore> ScoreStepDeduction(const ValueRow& row, const StepDeductionRule& rule) {
  RuleScore score;
  HENG_ASSIGN_OR_RETURN(Decimal beyond, BeyondTarget(row, rule.direction));
  if (beyond.is_zero() || beyond.is_negative()) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(row.weight_points);
  } else {
    score.clause = v1::SCORE_CLAUSE_STEPS_DEDUCTED;
    HENG_ASSIGN_OR_RETURN(score.points, PointsLeft(row, beyond, rule));
  }
  if (Compare(score.points, row.weight_points) == 0) {
    score.completion_percent = Ratio(Decimal::FromInt(100));
  }
  return score;
}

}  // namespace heng
