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

// Nearly all numbers of a form fit 64 bits; the product of two of them always fits 128.
constexpr int kMaxShortPower = std::numeric_limits<int64_t>::digits10;

bool IsShort(const Decimal& value) {
  return value.coefficient() == static_cast<int64_t>(value.coefficient());
}

Int128 ShortProduct(Int128 a, Int128 b) { return Int128{static_cast<int64_t>(a)} * static_cast<int64_t>(b); }

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

// Most numbers fit 64 bits, where a division costs a fraction of one of 128 bits.
Quotient Divide(UInt128 magnitude, UInt128 divisor) {
  constexpr UInt128 kMax64 = std::numeric_limits<uint64_t>::max();
  if (magnitude <= kMax64 && divisor <= kMax64) {
    const auto dividend = static_cast<uint64_t>(magnitude);
    return {dividend / static_cast<uint64_t>(divisor), dividend % static_cast<uint64_t>(divisor)};
  }
  const UInt128 quotient = magnitude / divisor;
  return {quotient, magnitude - quotient * divisor};
}

// magnitude·10^places / divisor; the whole part apart where the product does not fit.
std::optional<Quotient> DivideScaled(UInt128 magnitude, UInt128 divisor, int places) {
  const auto scale = static_cast<UInt128>(PowerOfTen(places));
  UInt128 scaled = 0;
  if (!__builtin_mul_overflow(magnitude, scale, &scaled)) return Divide(scaled, divisor);
  UInt128 whole = magnitude / divisor;
  if (__builtin_mul_overflow(magnitude % divisor, scale, &scaled) ||
      __builtin_mul_overflow(whole, scale, &whole) ||
      __builtin_add_overflow(whole, scaled / divisor, &whole)) {
    return std::nullopt;
  }
  return Quotient{whole, scaled % divisor};
}

// a / b against c / d, where b and d are above 0: by whole parts, and where these are equal by the inverses of
// the rests, as Euclid would. So no product has to fit.
int CompareQuotients(UInt128 a, UInt128 b, UInt128 c, UInt128 d) {
  while (a / b == c / d) {
    const UInt128 rest_of_a = a % b;
    const UInt128 rest_of_c = c % d;
    if (rest_of_a == 0 || rest_of_c == 0) return (rest_of_a != 0) - (rest_of_c != 0);
    a = std::exchange(d, rest_of_a);
    c = std::exchange(b, rest_of_c);
  }
  return a / b < c / d ? -1 : 1;
}

int Sign(Int128 value) { return (value > 0) - (value < 0); }

// What both sides of a difference are multiplied by to have one denominator.
struct Widening {
  Int128 minuend;
  Int128 subtrahend;
};

// f − value / scale, where f.denominator·by.minuend = scale·by.subtrahend.
std::optional<Fraction> SubtractWidened(const Fraction& f, Int128 value, const Widening& by) {
  Fraction result{};
  Int128 product = 0;
  if (__builtin_mul_overflow(f.numerator, by.minuend, &result.numerator) ||
      __builtin_mul_overflow(value, by.subtrahend, &product) ||
      __builtin_sub_overflow(result.numerator, product, &result.numerator) ||
      __builtin_mul_overflow(f.denominator, by.minuend, &result.denominator)) {
    return std::nullopt;
  }
  return result;
}

// Over the least common denominator; as for products, only where the plain one does not fit.
std::optional<Fraction> SubtractReduced(Fraction f, Int128 value, Int128 scale) {
  Cancel(f.numerator, f.denominator);
  Cancel(value, scale);
  Widening by{.minuend = scale, .subtrahend = f.denominator};
  Cancel(by.minuend, by.subtrahend);
  return SubtractWidened(f, value, by);
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
  if (exponent <= 0 && -exponent <= kMaxShortPower && IsShort(a) && IsShort(b) && IsShort(c) &&
      !c.is_negative()) {
    return Ratio(ShortProduct(a.coefficient(), b.coefficient()),
                 ShortProduct(c.coefficient(), PowerOfTen(-exponent)));
  }
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

int Compare(const Ratio& a, const Decimal& b) {
  const int sign = Sign(a.numerator());
  if (sign != Sign(b.coefficient())) return sign < Sign(b.coefficient()) ? -1 : 1;
  const Int128 scale = PowerOfTen(b.places());
  Int128 left = 0;
  Int128 right = 0;
  if (!__builtin_mul_overflow(a.numerator(), scale, &left) &&
      !__builtin_mul_overflow(b.coefficient(), a.denominator(), &right)) {
    return (left > right) - (left < right);
  }
  return sign * CompareQuotients(Magnitude(a.numerator()), Magnitude(a.denominator()),
                                 Magnitude(b.coefficient()), Magnitude(scale));
}

absl::StatusOr<Ratio> Subtract(const Ratio& a, const Decimal& b) {
  const Fraction fraction{a.numerator(), a.denominator()};
  const Int128 scale = PowerOfTen(b.places());
  std::optional<Fraction> result = SubtractWidened(fraction, b.coefficient(), {scale, a.denominator()});
  if (!result.has_value()) result = SubtractReduced(fraction, b.coefficient(), scale);
  if (!result.has_value()) return DoesNotFit("a difference");
  return Ratio(result->numerator, result->denominator);
}

absl::StatusOr<Decimal> Round(const Decimal& value, int places, RoundingMode mode) {
  return Ratio(value).Round(places, mode);
}

}  // namespace heng
