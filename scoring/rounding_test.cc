// SPDX-License-Identifier: Apache-2.0
#include "scoring/rounding.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

TEST(Rounding, IsHalfUpAtTwoPlacesForEachPartByDefault) {
  const v1::Rounding nothing;
  for (const RoundingSpec& spec : {ExecutionRateRounding(nothing), ExecutionPointsRounding(nothing),
                                   IndicatorPointsRounding(nothing, v1::RULE_KIND_BAND),
                                   CompletionRounding(nothing), TotalRounding(nothing)}) {
    EXPECT_EQ(spec.mode, RoundingMode::kHalfUp);
    EXPECT_EQ(spec.places, 2);
    EXPECT_FALSE(spec.sum_once);
  }
}

TEST(Rounding, OfARuleKindWinsOverThatOfAllIndicators) {
  v1::Rounding rounding;
  rounding.mutable_indicator_points()->set_places(1);
  v1::RuleKindRounding& band = *rounding.add_indicator_points_by_rule();
  band.set_rule(v1::RULE_KIND_BAND);
  band.mutable_rounding()->set_mode(v1::ROUNDING_MODE_TRUNCATE);

  EXPECT_EQ(IndicatorPointsRounding(rounding, v1::RULE_KIND_AT_LEAST).places, 1);
  EXPECT_EQ(IndicatorPointsRounding(rounding, v1::RULE_KIND_BAND).places, 0);
  EXPECT_EQ(IndicatorPointsRounding(rounding, v1::RULE_KIND_BAND).mode, RoundingMode::kTruncate);
}

struct PointsCase {
  const char* exact;
  const char* weight;
  RoundingMode mode;
  int places;
  const char* want;
};

const PointsCase kPoints[] = {
    {"6.426", "7.14", RoundingMode::kHalfUp, 2, "6.43"},
    {"6.426", "7.14", RoundingMode::kTruncate, 2, "6.42"},
    {"6.425", "7.14", RoundingMode::kHalfEven, 2, "6.42"},
    {"6.435", "7.14", RoundingMode::kHalfEven, 2, "6.44"},
    {"9.8", "10", RoundingMode::kTruncate, 0, "9"},
    {"2.917", "3", RoundingMode::kHalfUp, 0, "3"},
    {"7.5", "7.5", RoundingMode::kHalfUp, 0, "7"},
    {"3.3350", "3.335", RoundingMode::kHalfUp, 2, "3.33"},
};

TEST(RoundPoints, FollowsTheModeAndNeverExceedsTheWeight) {
  for (const PointsCase& c : kPoints) {
    ASSERT_OK_AND_ASSIGN(Decimal got,
                         RoundPoints(Ratio(D(c.exact)), {.mode = c.mode, .places = c.places}, D(c.weight)));
    EXPECT_EQ(got.ToFixed(c.places), c.want) << c.exact << " of " << c.weight;
  }
}

}  // namespace
}  // namespace heng
