// SPDX-License-Identifier: Apache-2.0
#include "scoring/points_sum.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }
Ratio R(const char* a, const char* b) { return *Ratio::Divide(D(a), D(b)); }

std::string Rounded(const PointsSum& sum, const RoundingSpec& spec) {
  const auto result = sum.Round(spec);
  return result.ok() && result->has_value() ? (*result)->ToFixed(spec.places) : "none";
}

TEST(PointsSum, OfNothingIsZero) { EXPECT_EQ(Rounded(PointsSum(), {}), "0.00"); }

TEST(PointsSum, AddsRoundedParts) {
  PointsSum sum;
  ASSERT_OK(sum.AddRounded(D("9.59")));
  ASSERT_OK(sum.AddRounded(D("83.03")));
  EXPECT_EQ(Rounded(sum, {}), "92.62");
}

TEST(PointsSum, RoundsExactPartsOnlyOnce) {
  PointsSum sum;
  for (int i = 0; i < 3; ++i) sum.AddExact(R("10", "3"));
  EXPECT_EQ(Rounded(sum, {}), "10.00");
}

TEST(PointsSum, MixesRoundedAndExactParts) {
  PointsSum sum;
  ASSERT_OK(sum.AddRounded(D("0.33")));
  sum.AddExact(R("1", "3"));
  EXPECT_EQ(Rounded(sum, {}), "0.66");
  EXPECT_EQ(Rounded(sum, {.places = 1}), "0.7");
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kTruncate, .places = 0}), "0");
}

TEST(PointsSum, RoundsHalvesByItsMode) {
  PointsSum sum;
  sum.AddExact(R("5", "1000"));  // 0.005
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kHalfUp}), "0.01");
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kHalfEven}), "0.00");
  sum.AddExact(R("1", "100"));  // 0.015
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kHalfEven}), "0.02");
}

TEST(PointsSum, KeepsDenominatorsThatOutgrow128Bits) {
  PointsSum sum;
  const char* primes[] = {"999999999989", "999999999961", "999999999959", "999999999937", "999999999899"};
  for (const char* prime : primes) sum.AddExact(R("1", prime));
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kHalfUp}), "0.00");
  sum.AddExact(R("1", "2"));
  EXPECT_EQ(Rounded(sum, {.mode = RoundingMode::kHalfUp, .places = 0}), "1");
}

TEST(PointsSum, IsUnknownOnceAPartIsUnknown) {
  PointsSum sum;
  ASSERT_OK(sum.AddRounded(D("9")));
  sum.AddUnknown();
  EXPECT_EQ(Rounded(sum, {}), "none");
}

TEST(PointsSum, RefusesPartsThatAreNotRounded) { EXPECT_FALSE(PointsSum().AddRounded(D("1.234")).ok()); }

}  // namespace
}  // namespace heng
