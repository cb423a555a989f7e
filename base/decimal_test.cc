// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include <limits>
#include <string>

#include "base/testing/status_matchers.h"

namespace heng {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasCodeAndMessage;
using ::heng::testing::IsOkAndHolds;
using ::testing::HasSubstr;

constexpr DecimalLimits kWidest{.max_digits = 38, .max_places = 18};
constexpr Int128 kLargest = static_cast<Int128>(~static_cast<unsigned __int128>(0) >> 1);

Decimal D(absl::string_view text) { return Decimal::Parse(text, kWidest).value(); }

TEST(DecimalParse, ReadsTheGrammar) {
  const struct {
    const char* text;
    int64_t coefficient;
    int places;
  } cases[] = {{"0", 0, 0},        {"0.0", 0, 1},
               {"7", 7, 0},        {"95.93", 9593, 2},
               {"-1.5", -15, 1},   {"-0.01", -1, 2},
               {"0.000001", 1, 6}, {"10", 10, 0},
               {"1.50", 150, 2},   {"3002094.97", 300209497, 2},
               {"-20", -20, 0},    {"999999999999999999", 999999999999999999, 0}};
  for (const auto& c : cases) {
    ASSERT_OK_AND_ASSIGN(const Decimal decimal, Decimal::Parse(c.text));
    EXPECT_TRUE(decimal.coefficient() == c.coefficient) << c.text;
    EXPECT_EQ(decimal.places(), c.places) << c.text;
    EXPECT_TRUE(Decimal::IsWellFormed(c.text)) << c.text;
  }
}

TEST(DecimalParse, ReadsEveryDigitBelowAndAbove64Bits) {
  for (const std::string text :
       {"9999999999999999999", "10000000000000000000", "18446744073709551615", "18446744073709551616",
        "99999999999.99999999", "99999999999999999999999999999999999999"}) {
    ASSERT_OK_AND_ASSIGN(const Decimal positive, Decimal::Parse(text, kWidest));
    ASSERT_OK_AND_ASSIGN(const Decimal negative, Decimal::Parse("-" + text, kWidest));
    EXPECT_EQ(positive.ToString(), text);
    EXPECT_EQ(negative.ToString(), "-" + text);
  }
}

TEST(DecimalParse, RefusesWhatIsNotInTheGrammar) {
  const std::string cases[] = {"",    "-",    ".",   "+1",   "1e3",  "1E3",   "1,000", "1 ",
                               " 1",  "1.",   ".5",  "-.5",  "--1",  "1-",    "1..2",  "1.2.3",
                               "00",  "01",   "-01", "00.5", "-0",   "-0.00", "NaN",   "inf",
                               "0x1", "１２", "95%", "一",   "1.5-", "1.-5",  "１.5",  std::string("1\0", 2)};
  for (const std::string& text : cases) {
    EXPECT_THAT(Decimal::Parse(text), HasCodeAndMessage(absl::StatusCode::kInvalidArgument,
                                                        HasSubstr("is not a decimal: want digits")))
        << text;
    EXPECT_FALSE(Decimal::IsWellFormed(text)) << text;
  }
}

TEST(DecimalParse, SaysWhatItGotAndWhatItWants) {
  EXPECT_EQ(Decimal::Parse("1e3").status().message(),
            "\"1e3\" is not a decimal: want digits with an optional sign and point, such as 95.93");
}

TEST(DecimalParse, ShowsOnlyTheBeginningOfALongText) {
  EXPECT_LT(Decimal::Parse(std::string(100'000, 'x')).status().message().size(), 200u);
}

TEST(DecimalParse, RefusesWhatIsBeyondTheLimits) {
  const DecimalLimits amount{.max_digits = 17, .max_places = 2, .allow_negative = false};
  const struct {
    const char* text;
    DecimalLimits limits;
    const char* wanted;
  } cases[] = {{"1.234", amount, "at most 2 digits after the point"},
               {"1.000", amount, "at most 2 digits after the point"},
               {"1234567890123456.78", amount, "at most 17 digits"},
               {"-1", amount, "not negative"},
               {"1234567890123456789", {}, "at most 18 digits"},
               {"123456789012.3456789", {}, "at most 6 digits after the point"}};
  for (const auto& c : cases) {
    EXPECT_THAT(Decimal::Parse(c.text, c.limits),
                HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr(c.wanted)))
        << c.text;
    EXPECT_TRUE(Decimal::IsWellFormed(c.text)) << c.text;
  }
}

TEST(DecimalParse, AcceptsWhatIsJustInsideTheLimits) {
  EXPECT_OK(Decimal::Parse("123456789012.345678"));
  EXPECT_OK(Decimal::Parse("-999999999999999999"));
  EXPECT_OK(Decimal::Parse(std::string(38, '9'), kWidest));
}

TEST(DecimalText, ToStringIsShortest) {
  const struct {
    const char* text;
    const char* want;
  } cases[] = {{"2.50", "2.5"},   {"2.00", "2"},     {"0.00", "0"}, {"100", "100"},
               {"-0.10", "-0.1"}, {"0.050", "0.05"}, {"-7", "-7"}};
  for (const auto& c : cases) EXPECT_EQ(D(c.text).ToString(), c.want);
}

TEST(DecimalText, ToFixedHasExactlyThePlacesAskedFor) {
  EXPECT_EQ(D("9.5").ToFixed(2), "9.50");
  EXPECT_EQ(D("9.500").ToFixed(1), "9.5");
  EXPECT_EQ(D("9.00").ToFixed(0), "9");
  EXPECT_EQ(D("0").ToFixed(2), "0.00");
  EXPECT_EQ(D("-0.05").ToFixed(3), "-0.050");
  EXPECT_EQ(D("1").ToFixed(40), "1." + std::string(40, '0'));
}

TEST(DecimalText, WritesTheExtremes) {
  EXPECT_EQ(Decimal::FromCoefficient(kLargest, 0).ToString(), "170141183460469231731687303715884105727");
  EXPECT_EQ(Decimal::FromCoefficient(-kLargest - 1, 18).ToString(),
            "-170141183460469231731.687303715884105728");
}

TEST(DecimalTextDeathTest, ToFixedNeverDropsADigit) {
  EXPECT_DEATH(D("9.55").ToFixed(1), "HENG_CHECK failed");
}

TEST(DecimalDeathTest, PlacesBeyondTheLimitAreAMistake) {
  EXPECT_DEATH(Decimal::FromCoefficient(1, 19), "HENG_CHECK failed");
  EXPECT_DEATH(Decimal::FromCoefficient(1, -1), "HENG_CHECK failed");
}

TEST(DecimalCompare, OrdersByValueWhateverThePlaces) {
  const Decimal ascending[] = {Decimal::FromCoefficient(-kLargest - 1, 0),
                               Decimal::FromCoefficient(-kLargest - 1, 18),
                               D("-1.5"),
                               D("-1"),
                               D("-0.000000000000000001"),
                               D("0"),
                               D("0.000000000000000001"),
                               D("1"),
                               D("1.01"),
                               Decimal::FromCoefficient(kLargest, 18),
                               Decimal::FromCoefficient(kLargest, 0)};
  const int count = static_cast<int>(std::size(ascending));
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < count; ++j) {
      EXPECT_EQ(Decimal::Compare(ascending[i], ascending[j]), i < j ? -1 : (i > j ? 1 : 0)) << i << " " << j;
    }
  }
}

TEST(DecimalCompare, TypedZerosDoNotMatter) {
  EXPECT_EQ(D("1.50"), D("1.5"));
  EXPECT_EQ(D("0.00"), Decimal());
  EXPECT_NE(D("1.51"), D("1.5"));
  EXPECT_LE(D("1.5"), D("1.50"));
  EXPECT_GE(D("-1"), D("-1.0"));
}

TEST(DecimalUnits, CountsInTheUnitAskedFor) {
  EXPECT_THAT(D("9.5").ToUnits(2), IsOkAndHolds(950));
  EXPECT_THAT(D("-0.10").ToUnits(1), IsOkAndHolds(-1));
  EXPECT_THAT(D("999999999999999.99").ToUnits(2), IsOkAndHolds(99999999999999999));
  EXPECT_THAT(D("9223372036854775807").ToUnits(0), IsOkAndHolds(std::numeric_limits<int64_t>::max()));
  EXPECT_THAT(D("-9223372036854775808").ToUnits(0), IsOkAndHolds(std::numeric_limits<int64_t>::min()));
}

TEST(DecimalUnits, RefusesLostDigitsAndOverflow) {
  EXPECT_THAT(D("9.555").ToUnits(2), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(D("9223372036854775808").ToUnits(0), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(D("-9223372036854775809").ToUnits(0), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(Decimal::FromCoefficient(kLargest, 0).ToUnits(18), HasCode(absl::StatusCode::kOutOfRange));
}

TEST(DecimalArithmetic, IsExact) {
  EXPECT_THAT(Add(D("0.1"), D("0.25")), IsOkAndHolds(D("0.35")));
  EXPECT_THAT(Add(D("-1"), D("1.00")), IsOkAndHolds(D("0")));
  EXPECT_THAT(Subtract(D("1"), D("1.001")), IsOkAndHolds(D("-0.001")));
  EXPECT_THAT(Multiply(D("-1.5"), D("0.2")), IsOkAndHolds(D("-0.3")));
}

TEST(DecimalArithmetic, RefusesWhatDoesNotFit) {
  const Decimal largest = Decimal::FromCoefficient(kLargest, 0);
  const Decimal smallest = Decimal::FromCoefficient(-kLargest - 1, 0);
  EXPECT_THAT(Add(largest, D("1")), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(Add(largest, D("0.1")), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(Subtract(smallest, D("1")), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(Multiply(largest, D("2")), HasCode(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(Multiply(D("0.0000000001"), D("0.0000000001")), HasCode(absl::StatusCode::kOutOfRange));
}

TEST(DecimalArithmetic, TypedZerosDoNotDecideWhetherAResultFits) {
  EXPECT_THAT(Add(Decimal::FromCoefficient(kLargest, 0), D("0.000")),
              IsOkAndHolds(Decimal::FromCoefficient(kLargest, 0)));
  EXPECT_THAT(Multiply(D("2.0000000000"), D("3.0000000000")), IsOkAndHolds(D("6")));
}

}  // namespace
}  // namespace heng
