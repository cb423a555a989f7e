// SPDX-License-Identifier: Apache-2.0
#include "base/ratio.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/int128.h"
#include "base/status_macros.h"

namespace heng {
namespace {

constexpr int kMaxRoundedPlaces = 6;

UInt128 GreatestCommonDivisor(UInt128 a, UInt128 b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

// Divides out what two factors have in common.
void Cancel(Int128& above, Int128& below) {
  const auto common = static_cast<Int128>(GreatestCommonDivisor(Magnitude(above), Magnitude(below)));
  if (common <= 1) return;  // 2^127, which is negative here, stays in
  above /= common;
  below /= common;
}

// x·y·above / (z·below), where above and below are powers of ten and one of them is 1.
struct Factors {
  Int128 x;
  Int128 y;
  Int128 above;
  Int128 z;
  Int128 below;
};

struct Fraction {
  Int128 numerator;
  Int128 denominator;
};

std::optional<Fraction> MultiplyOut(const Factors& f) {
  Fraction result{};
  if (__builtin_mul_overflow(f.x, f.y, &result.numerator) ||
      __builtin_mul_overflow(result.numerator, f.above, &result.numerator) ||
      __builtin_mul_overflow(f.z, f.below, &result.denominator)) {
    return std::nullopt;
  }
  if (result.denominator < 0 &&
      (__builtin_sub_overflow(Int128{0}, result.numerator, &result.numerator) ||
       __builtin_sub_overflow(Int128{0}, result.denominator, &result.denominator))) {
    return std::nullopt;
  }
  return result;
}

// Lowest terms cost several long divisions, so they are sought only where the plain product does not fit.
std::optional<Fraction> MultiplyOutReduced(Factors f) {
  for (Int128* above : {&f.x, &f.y, &f.above}) {
    for (Int128* below : {&f.z, &f.below}) Cancel(*above, *below);
  }
  return MultiplyOut(f);
}

// Whether `remainder` of a division by `divisor` moves a quotient of magnitude `quotient` away from zero.
bool RoundsAway(UInt128 remainder, UInt128 divisor, UInt128 quotient, RoundingMode mode) {
  const UInt128 missing = divisor - remainder;
  switch (mode) {
    case RoundingMode::kTruncate:
      return false;
    case RoundingMode::kHalfUp:
      return remainder >= missing;
    case RoundingMode::kHalfEven:
      return remainder > missing || (remainder == missing && quotient % 2 == 1);
  }
  std::abort();
}

struct Quotient {
  UInt128 quotient;
  UInt128 remainder;
};

// magnitude·10^places / divisor; the whole part apart where the product does not fit.
std::optional<Quotient> DivideScaled(UInt128 magnitude, UInt128 divisor, int places) {
  const auto scale = static_cast<UInt128>(PowerOfTen(places));
  UInt128 scaled = 0;
  if (!__builtin_mul_overflow(magnitude, scale, &scaled)) return Quotient{scaled / divisor, scaled % divisor};
  UInt128 whole = magnitude / divisor;
  if (__builtin_mul_overflow(magnitude % divisor, scale, &scaled) ||
      __builtin_mul_overflow(whole, scale, &whole) ||
      __builtin_add_overflow(whole, scaled / divisor, &whole)) {
    return std::nullopt;
  }
  return Quotient{whole, scaled % divisor};
}

absl::Status DoesNotFit(const char* what) {
  return absl::OutOfRangeError(absl::StrCat(what, " does not fit 128 bits: want numbers of fewer digits"));
}

}  // namespace

Ratio::Ratio(const Decimal& value)
    : numerator_(value.coefficient()), denominator_(PowerOfTen(value.places())) {}

absl::StatusOr<Ratio> Ratio::Divide(const Decimal& a, const Decimal& b) {
  return MultiplyDivide(a, Decimal::FromInt(1), b);
}

absl::StatusOr<Ratio> Ratio::MultiplyDivide(const Decimal& a, const Decimal& b, const Decimal& c) {
  if (c.is_zero()) return absl::InvalidArgumentError("division by 0: want a divisor other than 0");
  const int exponent = c.places() - a.places() - b.places();
  const Factors factors{.x = a.coefficient(),
                        .y = b.coefficient(),
                        .above = PowerOfTen(std::max(exponent, 0)),
                        .z = c.coefficient(),
                        .below = PowerOfTen(std::max(-exponent, 0))};
  std::optional<Fraction> fraction = MultiplyOut(factors);
  if (!fraction.has_value()) fraction = MultiplyOutReduced(factors);
  if (!fraction.has_value()) return DoesNotFit("a quotient");
  return Ratio(fraction->numerator, fraction->denominator);
}

absl::StatusOr<Decimal> Ratio::Round(int places, RoundingMode mode) const {
  HENG_CHECK(places >= 0 && places <= kMaxRoundedPlaces);
  const auto divisor = static_cast<UInt128>(denominator_);
  const std::optional<Quotient> exact = DivideScaled(Magnitude(numerator_), divisor, places);
  if (!exact.has_value()) return DoesNotFit("a rounded quotient");
  UInt128 magnitude = exact->quotient;
  if (RoundsAway(exact->remainder, divisor, magnitude, mode)) ++magnitude;
  if (magnitude > Magnitude(std::numeric_limits<Int128>::max())) return DoesNotFit("a rounded quotient");
  const auto coefficient = static_cast<Int128>(magnitude);
  return Decimal::FromCoefficient(numerator_ < 0 ? -coefficient : coefficient, places);
}

std::string Ratio::ToString() const {
  const UInt128 common = GreatestCommonDivisor(Magnitude(numerator_), static_cast<UInt128>(denominator_));
  const auto lowest = static_cast<Int128>(common);
  std::string numerator = Decimal::FromCoefficient(numerator_ / lowest, 0).ToString();
  if (denominator_ == lowest) return numerator;
  return absl::StrCat(numerator, "/", Decimal::FromCoefficient(denominator_ / lowest, 0).ToString());
}

absl::StatusOr<Decimal> Round(const Decimal& value, int places, RoundingMode mode) {
  return Ratio(value).Round(places, mode);
}

}  // namespace heng
