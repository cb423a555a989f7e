// SPDX-License-Identifier: Apache-2.0
#include "scoring/rounding.h"

#include "base/status_macros.h"

namespace heng {
namespace {

RoundingMode ModeOf(v1::RoundingMode mode) {
  switch (mode) {
    case v1::ROUNDING_MODE_TRUNCATE:
      return RoundingMode::kTruncate;
    case v1::ROUNDING_MODE_HALF_EVEN:
      return RoundingMode::kHalfEven;
    default:
      return RoundingMode::kHalfUp;
  }
}

}  // namespace

RoundingSpec SpecOf(const v1::RoundingRule& rule) {
  return {.mode = ModeOf(rule.mode()),
          .places = rule.places(),
          .sum_once = rule.stage() == v1::ROUNDING_STAGE_SUM_ONCE};
}

RoundingSpec ExecutionRateRounding(const v1::Rounding& rounding) {
  return rounding.has_execution_rate() ? SpecOf(rounding.execution_rate()) : RoundingSpec();
}

RoundingSpec ExecutionPointsRounding(const v1::Rounding& rounding) {
  return rounding.has_execution_points() ? SpecOf(rounding.execution_points()) : RoundingSpec();
}

RoundingSpec IndicatorPointsRounding(const v1::Rounding& rounding, v1::RuleKind rule) {
  for (const v1::RuleKindRounding& special : rounding.indicator_points_by_rule()) {
    if (special.rule() == rule) return SpecOf(special.rounding());
  }
  return rounding.has_indicator_points() ? SpecOf(rounding.indicator_points()) : RoundingSpec();
}

RoundingSpec CompletionRounding(const v1::Rounding& rounding) {
  return rounding.has_completion() ? SpecOf(rounding.completion()) : RoundingSpec();
}

RoundingSpec GoalPointsRounding(const v1::Rounding& rounding) {
  return rounding.has_goal_points() ? SpecOf(rounding.goal_points()) : RoundingSpec();
}

RoundingSpec TotalRounding(const v1::Rounding& rounding) {
  return rounding.has_total() ? SpecOf(rounding.total()) : RoundingSpec();
}

absl::StatusOr<Decimal> RoundPoints(const Ratio& points, const RoundingSpec& spec,
                                    const Decimal& weight_points) {
  HENG_ASSIGN_OR_RETURN(Decimal rounded, points.Round(spec.places, spec.mode));
  if (rounded <= weight_points) return rounded;
  return points.Round(spec.places, RoundingMode::kTruncate);
}

}  // namespace heng
