// SPDX-License-Identifier: Apache-2.0
#include "base/ratio.h"

#include <gmpxx.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/int128.h"
#include "base/testing/status_matchers.h"

namespace heng {
namespace {

using ::heng::testing::HasCode;

constexpr DecimalLimits kWidest{.max_digits = 38, .max_places = 18};
constexpr RoundingMode kModes[] = {RoundingMode::kHalfUp, RoundingMode::kTruncate, RoundingMode::kHalfEven};

Decimal D(absl::string_view text) { return Decimal::Parse(text, kWidest).value(); }

TEST(RatioRound, FollowsTheModeOnBothSidesOfZero) {
  const struct {
    const char* value;
    int places;
    const char* half_up;
    const char* truncate;
    const char* half_even;
  } cases[] = {
      {"0.5", 0, "1", "0", "0"},
      {"1.5", 0, "2", "1", "2"},
      {"2.5", 0, "3", "2", "2"},
      {"-0.5", 0, "-1", "0", "0"},
      {"-1.5", 0, "-2", "-1", "-2"},
      {"-2.5", 0, "-3", "-2", "-2"},
      {"0.49", 0, "0", "0", "0"},
      {"-0.49", 0, "0", "0", "0"},
      {"-0.51", 0, "-1", "0", "-1"},
      {"9.585", 2, "9.59", "9.58", "9.58"},
      {"9.595", 2, "9.60", "9.59", "9.60"},
      {"-9.585", 2, "-9.59", "-9.58", "-9.58"},
      {"0.005", 2, "0.01", "0.00", "0.00"},
      {"99.995", 2, "100.00", "99.99", "100.00"},
      {"7", 2, "7.00", "7.00", "7.00"},
      {"0", 2, "0.00", "0.00", "0.00"},
      {"0.0000005", 6, "0.000001", "0.000000", "0.000000"},
  };
  for (const auto& c : cases) {
    const std::string wants[] = {c.half_up, c.truncate, c.half_even};
    for (size_t i = 0; i < std::size(kModes); ++i) {
      ASSERT_OK_AND_ASSIGN(const Decimal rounded, Round(D(c.value), c.places, kModes[i]));
      EXPECT_EQ(rounded.ToFixed(c.places), wants[i]) << c.value;
      EXPECT_EQ(rounded.places(), c.places) << c.value;
    }
  }
}

// Budget execution of the reference form: cases/liangzhou-federation-of-trade-unions-2024.json.
TEST(RatioRound, ScoresTheExecutionOfTheReferenceForm) {
  const Decimal adjusted = D("3002094.97");
  const Decimal executed = D("2879927.69");
  ASSERT_OK_AND_ASSIGN(const Ratio rate, Ratio::MultiplyDivide(executed, D("100"), adjusted));
  ASSERT_OK_AND_ASSIGN(const Ratio points, Ratio::MultiplyDivide(executed, D("10"), adjusted));
  ASSERT_OK_AND_ASSIGN(const Decimal rounded_rate, rate.Round(2, RoundingMode::kTruncate));
  ASSERT_OK_AND_ASSIGN(const Decimal rounded_points, points.Round(2, RoundingMode::kTruncate));
  EXPECT_EQ(rounded_rate.ToFixed(2), "95.93");
  EXPECT_EQ(rounded_points.ToFixed(2), "9.59");
}

TEST(RatioDivide, KeepsTheDenominatorPositive) {
  ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::Divide(D("1"), D("-3")));
  EXPECT_TRUE(ratio.numerator() == -1);
  EXPECT_TRUE(ratio.denominator() == 3);
}

TEST(RatioDivide, RefusesZero) {
  EXPECT_THAT(Ratio::Divide(D("1"), D("0.00")), HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Ratio::MultiplyDivide(D("1"), D("1"), D("0")), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST(RatioToString, IsInLowestTerms) {
  const struct {
    const char* a;
    const char* b;
    const char* want;
  } cases[] = {{"6.426", "1", "3213/500"}, {"4", "2", "2"},     {"0", "7", "0"},
               {"-1", "0.3", "-10/3"},     {"1", "-4", "-1/4"}, {"0.5", "0.25", "2"}};
  for (const auto& c : cases) {
    ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::Divide(D(c.a), D(c.b)));
    EXPECT_EQ(ratio.ToString(), c.want);
  }
  EXPECT_EQ(Ratio().ToString(), "0");
  EXPECT_EQ(Ratio(D("2.50")).ToString(), "5/2");
}

TEST(RatioMultiplyDivide, FitsWheneverTheLowestTermsFit) {
  const Decimal large = D("10000000000000000000000000000000000000");  // 10^37
  ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::MultiplyDivide(large, large, large));
  EXPECT_EQ(ratio.ToString(), large.ToString());
  EXPECT_THAT(Ratio::MultiplyDivide(large, large, D("3")), HasCode(absl::StatusCode::kOutOfRange));
}

TEST(RatioRound, RefusesOverflow) {
  const Ratio large(D("99999999999999999999999999999999999999"));
  EXPECT_OK(large.Round(0, RoundingMode::kHalfUp));
  EXPECT_THAT(large.Round(6, RoundingMode::kHalfUp), HasCode(absl::StatusCode::kOutOfRange));
}

TEST(RatioRound, SplitsOffTheWholePartWhereTheProductDoesNotFit) {
  ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::Divide(D("10000000000000000000000000000000001"), D("2000")));
  ASSERT_OK_AND_ASSIGN(const Decimal rounded, ratio.Round(6, RoundingMode::kHalfUp));
  EXPECT_EQ(rounded.ToFixed(6), "5000000000000000000000000000000.000500");
}

TEST(RatioCompare, IsExactWhereProductsDoNotFit) {
  const char* const large = "99999999999999999999999999999999999999";
  const struct {
    const char* a;
    const char* b;
    const char* than;
    int want;
  } cases[] = {
      {"1", "3", "0.333333", 1},  {"1", "3", "0.333334", -1}, {"1", "4", "0.2500", 0},
      {"-1", "3", "-0.3", -1},    {"-1", "3", "0", -1},       {"0", "3", "0.00", 0},
      {"0", "3", "-0.01", 1},     {"1", "3", "-1", 1},        {"130", "100", "1.3", 0},
      {large, "1", large, 0},     {large, "3", large, -1},    {"1", large, "0.000000000000000001", -1},
      {large, "1", "0.000001", 1}};
  for (const auto& c : cases) {
    ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::Divide(D(c.a), D(c.b)));
    EXPECT_EQ(Compare(ratio, D(c.than)), c.want) << c.a << " / " << c.b << " against " << c.than;
  }
}

TEST(RatioSubtract, IsExactAndMayBeNegative) {
  const struct {
    const char* a;
    const char* b;
    const char* less;
    const char* want;
  } cases[] = {{"1", "3", "0.25", "1/12"}, {"1", "3", "0.5", "-1/6"}, {"6.426", "1", "2", "2213/500"},
               {"5", "2", "2.50", "0"},    {"5", "2", "0.00", "5/2"}, {"-1", "3", "-1", "2/3"}};
  for (const auto& c : cases) {
    ASSERT_OK_AND_ASSIGN(const Ratio ratio, Ratio::Divide(D(c.a), D(c.b)));
    ASSERT_OK_AND_ASSIGN(const Ratio difference, Subtract(ratio, D(c.less)));
    EXPECT_EQ(difference.ToString(), c.want) << c.a << " / " << c.b << " less " << c.less;
  }
}

TEST(RatioSubtract, FitsWheneverTheLeastCommonDenominatorFits) {
  const Decimal large = D("10000000000000000000000000000000000000");  // 10^37
  ASSERT_OK_AND_ASSIGN(const Ratio small, Ratio::Divide(D("3"), large));
  ASSERT_OK_AND_ASSIGN(const Ratio difference, Subtract(small, D("0.10")));
  EXPECT_EQ(difference.ToString(),
            "-999999999999999999999999999999999997/10000000000000000000000000000000000000");
  EXPECT_THAT(Subtract(Ratio(large), D("0.001")), HasCode(absl::StatusCode::kOutOfRange));
}

TEST(RatioDeathTest, MoreThanSixPlacesAreAMistake) {
  EXPECT_DEATH((void)Ratio().Round(7, RoundingMode::kHalfUp), "HENG_CHECK failed");
}

// ---- Against GMP ----

mpz_class ToGmp(Int128 value) { return mpz_class(Decimal::FromCoefficient(value, 0).ToString()); }

mpq_class ToGmp(const Decimal& value) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(value.places()));
  mpq_class result(ToGmp(value.coefficient()), scale);
  result.canonicalize();
  return result;
}

bool FitsInt128(const mpz_class& value) {
  static const mpz_class limit("170141183460469231731687303715884105728");  // 2^127
  return value >= -limit && value < limit;
}

// The coefficient that rounding must give.
mpz_class RoundedCoefficient(const mpq_class& exact, int places, RoundingMode mode) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(places));
  const mpq_class scaled = exact * scale;
  const mpq_class magnitude = abs(scaled);
  mpz_class whole = magnitude.get_num() / magnitude.get_den();
  const mpq_class twice_rest = (magnitude - whole) * 2;
  const bool away =
      (mode == RoundingMode::kHalfUp && twice_rest >= 1) ||
      (mode == RoundingMode::kHalfEven && (twice_rest > 1 || (twice_rest == 1 && whole % 2 == 1)));
  if (away) ++whole;
  return sgn(scaled) < 0 ? mpz_class(-whole) : whole;
}

// Mostly the sizes of real forms, now and then up to the edge of 128 bits; small numbers make halves
// frequent.
Decimal RandomDecimal(std::mt19937_64& random) {
  const int digits =
      random() % 8 == 0 ? static_cast<int>(random() % 38) + 1 : static_cast<int>(random() % 18) + 1;
  std::string text;
  for (int i = 0; i < digits; ++i) text += static_cast<char>('0' + random() % 10);
  const size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
  const Int128 coefficient = D(text.substr(first)).coefficient();
  return Decimal::FromCoefficient(random() % 3 == 0 ? -coefficient : coefficient,
                                  static_cast<int>(random() % 7));
}

void ExpectSameQuotient(const Decimal& a, const Decimal& b, const Decimal& c, std::mt19937_64& random) {
  const absl::StatusOr<Ratio> ratio = Ratio::MultiplyDivide(a, b, c);
  if (c.is_zero()) {
    EXPECT_THAT(ratio, HasCode(absl::StatusCode::kInvalidArgument));
    return;
  }
  const mpq_class exact = ToGmp(a) * ToGmp(b) / ToGmp(c);
  const bool fits = FitsInt128(exact.get_num()) && FitsInt128(exact.get_den());
  ASSERT_EQ(ratio.ok(), fits) << ratio.status();
  if (!fits) return;
  EXPECT_EQ(mpq_class(ToGmp(ratio->numerator()), 1) / ToGmp(ratio->denominator()), exact);
  EXPECT_EQ(ratio->ToString(), exact.get_str());
  const int places = static_cast<int>(random() % 7);
  for (const RoundingMode mode : kModes) {
    const mpz_class want = RoundedCoefficient(exact, places, mode);
    const absl::StatusOr<Decimal> rounded = ratio->Round(places, mode);
    if (!rounded.ok()) {
      // Only what does not fit may fail: the result, or a remainder of a denominator near 128 bits.
      EXPECT_TRUE(!FitsInt128(want) || !FitsInt128(ToGmp(ratio->denominator()) * 1'000'000))
          << rounded.status();
      continue;
    }
    EXPECT_EQ(ToGmp(rounded->coefficient()), want) << exact << " at " << places << " places";
  }
}

// A result fails only if one of the numbers on the way to it does not fit at the places it needs.
void ExpectSame(const absl::StatusOr<Decimal>& result, const mpq_class& exact, int places,
                const std::vector<mpq_class>& on_the_way) {
  if (result.ok()) {
    EXPECT_EQ(ToGmp(*result), exact);
    return;
  }
  const mpz_class scale = ToGmp(PowerOfTen(places));
  const bool all_fit = std::all_of(on_the_way.begin(), on_the_way.end(), [&](const mpq_class& value) {
    return FitsInt128(mpz_class(mpq_class(value * scale).get_num()));
  });
  EXPECT_TRUE(places > Decimal::kMaxPlaces || !all_fit) << exact;
}

void ExpectSameArithmetic(const Decimal& a, const Decimal& b) {
  const mpq_class x = ToGmp(a);
  const mpq_class y = ToGmp(b);
  const int a_places = a.Normalized().places();
  const int b_places = b.Normalized().places();
  EXPECT_EQ(Decimal::Compare(a, b), sgn(x - y));
  ExpectSame(Add(a, b), x + y, std::max(a_places, b_places), {x, y, x + y});
  ExpectSame(Subtract(a, b), x - y, std::max(a_places, b_places), {x, y, x - y});
  ExpectSame(Multiply(a, b), x * y, a_places + b_places, {x * y});
}

// A difference fails only if its parts over the least common denominator do not fit.
void ExpectSameDifference(const Decimal& a, const Decimal& b, const Decimal& c) {
  const absl::StatusOr<Ratio> ratio = Ratio::Divide(a, b);
  if (!ratio.ok()) return;
  const mpq_class minuend = ToGmp(a) / ToGmp(b);
  const mpq_class subtrahend = ToGmp(c);
  EXPECT_EQ(Compare(*ratio, c), sgn(mpq_class(minuend - subtrahend)));
  const absl::StatusOr<Ratio> difference = Subtract(*ratio, c);
  if (difference.ok()) {
    EXPECT_EQ(difference->ToString(), mpq_class(minuend - subtrahend).get_str());
    return;
  }
  const mpz_class common = lcm(minuend.get_den(), subtrahend.get_den());
  const auto fits = [&](const mpq_class& value) {
    return FitsInt128(mpz_class(mpq_class(value * common).get_num()));
  };
  EXPECT_FALSE(FitsInt128(common) && fits(minuend) && fits(subtrahend) && fits(minuend - subtrahend))
      << difference.status();
}

TEST(RatioAgainstGmp, AgreesOnRandomNumbers) {
  const unsigned long seed = 20240602;
  std::mt19937_64 random(seed);
  for (int i = 0; i < 100'000; ++i) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", case " << i);
    const Decimal a = RandomDecimal(random);
    const Decimal b = RandomDecimal(random);
    const Decimal c = RandomDecimal(random);
    ExpectSameQuotient(a, b, c, random);
    ExpectSameDifference(a, b, c);
    ExpectSameArithmetic(a, b);
    EXPECT_EQ(D(a.ToString()), a);
    if (HasFailure()) break;
  }
}

TEST(RatioAgainstGmp, AgreesOnHalves) {
  const unsigned long seed = 7;
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", case " << i);
    const Decimal a = Decimal::FromCoefficient(static_cast<int>(random() % 2001) - 1000, 3);
    const Decimal b = Decimal::FromCoefficient(static_cast<int>(random() % 41) - 20, 0);
    const Decimal c =
        Decimal::FromCoefficient(static_cast<int>(random() % 16) + 1, static_cast<int>(random() % 3));
    ExpectSameQuotient(a, b, c, random);
    ExpectSameDifference(a, c, b);
    if (HasFailure()) break;
  }
}

// Ratios that differ from a decimal by less than any random ones would, or not at all.
TEST(RatioAgainstGmp, AgreesOnNeighbours) {
  const unsigned long seed = 11;
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed << ", case " << i);
    const Decimal b = RandomDecimal(random);
    const Decimal c = RandomDecimal(random);
    const absl::StatusOr<Decimal> product = Multiply(b, c);
    if (b.is_zero() || !product.ok()) continue;
    const Decimal step = Decimal::FromCoefficient(static_cast<int>(random() % 3) - 1, product->places());
    const absl::StatusOr<Decimal> neighbour = Add(*product, step);
    if (neighbour.ok()) ExpectSameDifference(*neighbour, b, c);
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace heng
