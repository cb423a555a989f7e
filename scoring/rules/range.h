// SPDX-License-Identifier: Apache-2.0
//
// "Range" (区间): a value that should lie between two ends.
#pragma once

#include "heng/v1/scheme.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// A row whose target is a range; lower <= upper, both in the unit of the actual value. Weight in points, >= 0.
struct RangeRow {
  Decimal lower;
  Decimal upper;
  Decimal actual;
  Decimal weight_points;
};

// lower <= B <= upper earns w and counts as completed to 100. Outside, by option: RATIO as "at least" with A = lower below
// the range, and as "at most" with A = upper and `at_most` above it; ZERO 0, without a completion; BY_HAND a person
// decides. Source: docs/scoring-rules.md#range.
absl::StatusOr<RuleScore> ScoreRange(const RangeRow& row, v1::RangeOption option, v1::AtMostOption at_most);

}  // namespace heng
