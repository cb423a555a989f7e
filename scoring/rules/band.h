// SPDX-License-Identifier: Apache-2.0
//
// Bands (定性指标档次): a qualitative result earns the band's share of the weight, or points that a person
// gives inside the limits of the band.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// A band of the scheme; shares of the weight, 0 to 1.
struct BandRule {
  std::string code;
  Decimal share;
  Decimal lower_share;
  Decimal upper_share;
  bool lower_inclusive = true;
  bool upper_inclusive = true;
};

// The points that a band allows.
struct BandLimits {
  Decimal lower_points;
  Decimal upper_points;
  bool lower_inclusive = true;
  bool upper_inclusive = true;

  bool Contains(const Decimal& points) const;
  // As an interval: "[1.60, 2.00]", "[1.20, 1.60)".
  std::string ToString() const;
};

// w times the shares, half up at 2 places; a share of 1 is w itself, whatever its places.
// Source: docs/scoring-rules.md#band. w = 7.14, 0.8 to 1: 5.71 to 7.14.
absl::StatusOr<BandLimits> LimitsOfBand(const BandRule& band, const Decimal& weight_points);

// share·w. Completion is 100.
absl::StatusOr<RuleScore> ScoreBandShare(const BandRule& band, const Decimal& weight_points);

// The points given, which must lie inside the limits (the caller checks). Completion is 100.
RuleScore ScoreBandPoints(const Decimal& given_points);

}  // namespace heng
