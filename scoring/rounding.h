// SPDX-License-Identifier: Apache-2.0
//
// From the rounding rules of a scheme to the arithmetic of base/ratio.h.
#pragma once

#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// The most places that a scheme may give points.
inline constexpr int kMaxPointsPlaces = 2;

// How one quantity is rounded.
struct RoundingSpec {
  RoundingMode mode = RoundingMode::kHalfUp;
  int places = 2;
  // The exact value enters the sum; the rounded one is for display.
  bool sum_once = false;
};

// What a scheme says of each quantity, with defaults (half up, 2 places, each part) filled in.
RoundingSpec SpecOf(const v1::RoundingRule& rule);
RoundingSpec ExecutionRateRounding(const v1::Rounding& rounding);
RoundingSpec ExecutionPointsRounding(const v1::Rounding& rounding);
RoundingSpec IndicatorPointsRounding(const v1::Rounding& rounding, v1::RuleKind rule);
RoundingSpec CompletionRounding(const v1::Rounding& rounding);
RoundingSpec GoalPointsRounding(const v1::Rounding& rounding);
RoundingSpec TotalRounding(const v1::Rounding& rounding);

// Rounds points that lie in [0, weight_points] so that they stay there: where rounding would lift them above
// a weight with more places than the points have (7.5 to 8 of 7.5), they are truncated.
absl::StatusOr<Decimal> RoundPoints(const Ratio& points, const RoundingSpec& spec,
                                    const Decimal& weight_points);

}  // namespace heng
