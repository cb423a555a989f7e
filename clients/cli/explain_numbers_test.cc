// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/explain_numbers.h"

#include "gtest/gtest.h"

namespace heng::cli {
namespace {

TEST(ReadableFraction, EndsAsADecimalWithinSixPlacesOrGetsAnApproximation) {
  EXPECT_EQ(ReadableFraction("384/49"), "384/49 ≈ 7.8367…");
  EXPECT_EQ(ReadableFraction("2/3"), "2/3 ≈ 0.6666…");
  EXPECT_EQ(ReadableFraction("15/2"), "7.5");
  EXPECT_EQ(ReadableFraction("1/1000000"), "0.000001");
  EXPECT_EQ(ReadableFraction("1/10000000"), "1/10000000 ≈ 0.0000…");
  EXPECT_EQ(ReadableFraction("8"), "8");
}

TEST(ReadableFraction, LeavesWhatItCannotReadAsItIs) {
  for (const char* text : {"", "x/2", "1/0", "1/-2", "123456789012345678901234567890123456789/7"}) {
    EXPECT_EQ(ReadableFraction(text), text);
  }
}

TEST(RoundingWords, NameModeAndPlacesInBothLanguages) {
  v1::RoundingRule rule;
  rule.set_mode(v1::ROUNDING_MODE_HALF_UP);
  rule.set_places(2);
  EXPECT_EQ(RoundingWords(rule).zh, "四舍五入至 2 位");
  EXPECT_EQ(RoundingWords(rule).en, "half up to 2 places");
  rule.set_mode(v1::ROUNDING_MODE_TRUNCATE);
  rule.set_places(0);
  EXPECT_EQ(RoundingWords(rule).zh, "截断至整数");
  EXPECT_EQ(RoundingWords(rule).en, "truncated to a whole number");
  rule.set_mode(v1::ROUNDING_MODE_HALF_EVEN);
  rule.set_places(1);
  EXPECT_EQ(RoundingWords(rule).en, "half even to 1 place");
}

TEST(ReadableDate, GoesAsFarAsTheDateDoes) {
  google::type::Date date;
  date.set_year(2024);
  EXPECT_EQ(ReadableDate(date), "2024");
  date.set_month(9);
  EXPECT_EQ(ReadableDate(date), "2024-09");
  date.set_day(5);
  EXPECT_EQ(ReadableDate(date), "2024-09-05");
}

TEST(Interval, ContainsItsInclusiveEndsAndGoesOnWhereItHasNone) {
  const Interval interval{.lower = "10", .lower_inclusive = false, .upper = "20", .upper_inclusive = true};
  EXPECT_EQ(interval.ToString(), "(10, 20]");
  EXPECT_FALSE(interval.Contains("10"));
  EXPECT_TRUE(interval.Contains("10.01"));
  EXPECT_TRUE(interval.Contains("20.0"));
  EXPECT_FALSE(interval.Contains("20.1"));
  EXPECT_EQ((Interval{.upper = "0"}.ToString()), "(−∞, 0)");
  EXPECT_TRUE((Interval{.lower = "0", .lower_inclusive = true}.Contains("123456")));
}

}  // namespace
}  // namespace heng::cli
