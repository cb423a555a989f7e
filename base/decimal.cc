// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/int128.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace heng {
namespace {

// Every text of so many digits fits 128 bits.
constexpr int kMaxDigits = 38;

// A text that follows the grammar.
struct Shape {
  bool is_negative = false;
  int integer_digits = 0;
  int places = 0;
  uint64_t number = 0;  // all digits, modulo 2^64: enough for short texts, which nearly all are
};

// How many digits `text` begins with; they are appended to `number`.
size_t ReadRun(absl::string_view text, uint64_t& number) {
  size_t count = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) break;
    number = number * 10 + digit;
    ++count;
  }
  return count;
}

bool HasOnlyZeros(absl::string_view text) { return text.find_first_not_of("-0.") == absl::string_view::npos; }

std::optional<Shape> Scan(absl::string_view text) {
  Shape shape;
  shape.is_negative = !text.empty() && text[0] == '-';
  absl::string_view rest = text.substr(shape.is_negative ? 1 : 0);
  const size_t integer_digits = ReadRun(rest, shape.number);
  if (integer_digits == 0 || (integer_digits > 1 && rest[0] == '0')) return std::nullopt;
  shape.integer_digits = static_cast<int>(integer_digits);
  rest.remove_prefix(integer_digits);
  if (!rest.empty()) {
    const size_t places = rest[0] == '.' ? ReadRun(rest.substr(1), shape.number) : 0;
    if (places == 0 || places + 1 != rest.size()) return std::nullopt;
    shape.places = static_cast<int>(places);
  }
  if (shape.is_negative && HasOnlyZeros(text)) return std::nullopt;
  return shape;
}

// The digits of a text that follows the grammar and has at most kMaxDigits, as one number.
Int128 ReadLong(absl::string_view text) {
  Int128 number = 0;
  for (const char c : text) {
    if (c != '-' && c != '.') number = number * 10 + (c - '0');
  }
  return number;
}

absl::Status NotADecimal(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", ForPeople(text),
                   "\" is not a decimal: want digits with an optional sign and point, such as 95.93"));
}

absl::Status BeyondLimits(absl::string_view text, absl::string_view wanted) {
  return absl::InvalidArgumentError(absl::StrCat("\"", ForPeople(text), "\" is out of range: want ", wanted));
}

absl::Status CheckLimits(absl::string_view text, const Shape& shape, const DecimalLimits& limits) {
  if (shape.places > limits.max_places) {
    return BeyondLimits(text, absl::StrCat("at most ", limits.max_places, " digits after the point"));
  }
  if (shape.integer_digits + shape.places > limits.max_digits) {
    return BeyondLimits(text, absl::StrCat("at most ", limits.max_digits, " digits"));
  }
  if (shape.is_negative && !limits.allow_negative) return BeyondLimits(text, "a number that is not negative");
  return absl::OkStatus();
}

// Digits of a magnitude, at least `min_digits` of them.
std::string Digits(UInt128 magnitude, int min_digits) {
  std::array<char, kMaxDigits + 2> buffer;
  auto* const end = buffer.data() + buffer.size();
  char* begin = end;
  while (magnitude != 0 || end - begin < min_digits) {
    *--begin = static_cast<char>('0' + static_cast<int>(magnitude % 10));
    magnitude /= 10;
  }
  return std::string(begin, end);
}

// Coefficients of both at the greater number of places.
struct Aligned {
  Int128 a;
  Int128 b;
  int places;
};

std::optional<Aligned> Align(const Decimal& a, const Decimal& b) {
  Aligned aligned{a.coefficient(), b.coefficient(), std::max(a.places(), b.places())};
  if (__builtin_mul_overflow(aligned.a, PowerOfTen(aligned.places - a.places()), &aligned.a) ||
      __builtin_mul_overflow(aligned.b, PowerOfTen(aligned.places - b.places()), &aligned.b)) {
    return std::nullopt;
  }
  return aligned;
}

std::optional<Decimal> TryAdd(const Decimal& a, const Decimal& b) {
  const std::optional<Aligned> aligned = Align(a, b);
  Int128 sum = 0;
  if (!aligned.has_value() || __builtin_add_overflow(aligned->a, aligned->b, &sum)) return std::nullopt;
  return Decimal::FromCoefficient(sum, aligned->places);
}

std::optional<Decimal> TrySubtract(const Decimal& a, const Decimal& b) {
  const std::optional<Aligned> aligned = Align(a, b);
  Int128 difference = 0;
  if (!aligned.has_value() || __builtin_sub_overflow(aligned->a, aligned->b, &difference))
    return std::nullopt;
  return Decimal::FromCoefficient(difference, aligned->places);
}

std::optional<Decimal> TryMultiply(const Decimal& a, const Decimal& b) {
  const int places = a.places() + b.places();
  Int128 product = 0;
  if (places > Decimal::kMaxPlaces || __builtin_mul_overflow(a.coefficient(), b.coefficient(), &product)) {
    return std::nullopt;
  }
  return Decimal::FromCoefficient(product, places);
}

// Trailing zeros that were typed must not decide whether a result fits, so a failure is tried again without
// them.
template <typename Operation>
absl::StatusOr<Decimal> Exactly(Operation operation, const Decimal& a, const Decimal& b, const char* sign) {
  if (std::optional<Decimal> result = operation(a, b); result.has_value()) return *result;
  if (std::optional<Decimal> result = operation(a.Normalized(), b.Normalized()); result.has_value())
    return *result;
  return absl::OutOfRangeError(absl::StrCat(a.ToString(), " ", sign, " ", b.ToString(),
                                            " does not fit 128 bits and 18 places: want smaller numbers"));
}

}  // namespace

Decimal Decimal::FromCoefficient(Int128 coefficient, int places) {
  HENG_CHECK(places >= 0 && places <= kMaxPlaces);
  Decimal decimal;
  decimal.coefficient_ = coefficient;
  decimal.places_ = places;
  return decimal;
}

bool Decimal::IsWellFormed(absl::string_view text) { return Scan(text).has_value(); }

absl::StatusOr<Decimal> Decimal::Parse(absl::string_view text, const DecimalLimits& limits) {
  HENG_CHECK(limits.max_digits <= kMaxDigits && limits.max_places <= kMaxPlaces);
  const std::optional<Shape> shape = Scan(text);
  if (!shape.has_value()) return NotADecimal(text);
  HENG_RETURN_IF_ERROR(CheckLimits(text, *shape, limits));
  const bool is_short = shape->integer_digits + shape->places <= std::numeric_limits<uint64_t>::digits10;
  const Int128 coefficient = is_short ? Int128{shape->number} : ReadLong(text);
  return FromCoefficient(shape->is_negative ? -coefficient : coefficient, shape->places);
}

std::string Decimal::ToString() const { return ToFixed(Normalized().places()); }

std::string Decimal::ToFixed(int places) const {
  const Decimal shortest = Normalized();
  HENG_CHECK(places >= shortest.places_);
  std::string text = Digits(Magnitude(shortest.coefficient_), shortest.places_ + 1);
  if (places > 0) text.insert(text.size() - static_cast<size_t>(shortest.places_), 1, '.');
  text.append(static_cast<size_t>(places - shortest.places_), '0');
  if (is_negative()) text.insert(0, 1, '-');
  return text;
}

Decimal Decimal::Normalized() const {
  Decimal shortest = *this;
  while (shortest.places_ > 0 && shortest.coefficient_ % 10 == 0) {
    shortest.coefficient_ /= 10;
    --shortest.places_;
  }
  return shortest;
}

absl::StatusOr<int64_t> Decimal::ToUnits(int places) const {
  HENG_CHECK(places >= 0 && places <= kMaxPlaces);
  const Decimal shortest = Normalized();
  if (shortest.places_ > places) {
    return absl::OutOfRangeError(
        absl::StrCat(ToString(), " has more than ", places, " places: want a number that needs no rounding"));
  }
  Int128 units = 0;
  if (__builtin_mul_overflow(shortest.coefficient_, PowerOfTen(places - shortest.places_), &units) ||
      units < std::numeric_limits<int64_t>::min() || units > std::numeric_limits<int64_t>::max()) {
    return absl::OutOfRangeError(
        absl::StrCat(ToString(), " at ", places, " places does not fit 64 bits: want a smaller number"));
  }
  return static_cast<int64_t>(units);
}

int Decimal::Compare(const Decimal& a, const Decimal& b) {
  Int128 x = a.coefficient_;
  Int128 y = b.coefficient_;
  // What overflows when it is scaled up is further from zero than anything that does not, so its sign
  // decides.
  if (a.places_ < b.places_ && __builtin_mul_overflow(x, PowerOfTen(b.places_ - a.places_), &x)) {
    return a.is_negative() ? -1 : 1;
  }
  if (b.places_ < a.places_ && __builtin_mul_overflow(y, PowerOfTen(a.places_ - b.places_), &y)) {
    return b.is_negative() ? 1 : -1;
  }
  return x < y ? -1 : (x > y ? 1 : 0);
}

absl::StatusOr<Decimal> Add(const Decimal& a, const Decimal& b) { return Exactly(TryAdd, a, b, "+"); }
absl::StatusOr<Decimal> Subtract(const Decimal& a, const Decimal& b) {
  return Exactly(TrySubtract, a, b, "-");
}
absl::StatusOr<Decimal> Multiply(const Decimal& a, const Decimal& b) {
  return Exactly(TryMultiply, a, b, "*");
}

}  // namespace heng
