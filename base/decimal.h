// SPDX-License-Identifier: Apache-2.0
//
// Exact decimals: an integer coefficient and a number of places. Amounts, weights, targets and points are
// decimals from the form to the screen; binary floating point never comes near them.
//
// Grammar (ASCII only): `-?digits(.digits)?`. No plus sign, exponent, separator, blank, NaN or infinity; no
// leading zero before another digit; "-0" is refused. Quotients are not decimals: see ratio.h.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng {

using Int128 = __int128;

// How many digits a decimal may have. Leading and trailing zeros count as typed.
struct DecimalLimits {
  int max_digits = 18;  // before and after the point together
  int max_places = 6;   // after the point
  bool allow_negative = true;
};

// A value type. Equal values compare equal whatever their places: 1.50 == 1.5.
class Decimal {
 public:
  static constexpr int kMaxPlaces = 18;

  Decimal() = default;  // 0

  // coefficient / 10^places. places: 0 to kMaxPlaces (checked).
  static Decimal FromCoefficient(Int128 coefficient, int places);
  static Decimal FromInt(int64_t value) { return FromCoefficient(value, 0); }

  // Reads text of the grammar above. INVALID_ARGUMENT says what was got and what is wanted:
  // `"1e3" is not a decimal: want digits with an optional sign and point, such as 95.93`.
  static absl::StatusOr<Decimal> Parse(absl::string_view text, const DecimalLimits& limits = {});

  // Whether text follows the grammar, whatever its size: tells a wrong text from a number beyond its limits.
  static bool IsWellFormed(absl::string_view text);

  Int128 coefficient() const { return coefficient_; }
  int places() const { return places_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }

  // Shortest text: no trailing zeros after the point, no point without places. "2.50" reads back as "2.5".
  std::string ToString() const;
  // Exactly `places` digits after the point; places >= the digits that matter (checked). 9.5 at 2 is "9.50".
  std::string ToFixed(int places) const;

  // Same value with trailing zeros dropped.
  Decimal Normalized() const;
  // The coefficient at `places` places: 9.5 at 2 is 950. OUT_OF_RANGE if digits would be lost or int64
  // overflows.
  absl::StatusOr<int64_t> ToUnits(int places) const;

  // Total order by value.
  static int Compare(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return Compare(a, b) == 0; }
  friend bool operator!=(const Decimal& a, const Decimal& b) { return Compare(a, b) != 0; }
  friend bool operator<(const Decimal& a, const Decimal& b) { return Compare(a, b) < 0; }
  friend bool operator<=(const Decimal& a, const Decimal& b) { return Compare(a, b) <= 0; }
  friend bool operator>(const Decimal& a, const Decimal& b) { return Compare(a, b) > 0; }
  friend bool operator>=(const Decimal& a, const Decimal& b) { return Compare(a, b) >= 0; }

 private:
  Int128 coefficient_ = 0;
  int places_ = 0;
};

// Exact sum, difference and product; OUT_OF_RANGE on overflow of 128 bits or of kMaxPlaces, counted without
// the trailing zeros of a and b.
absl::StatusOr<Decimal> Add(const Decimal& a, const Decimal& b);
absl::StatusOr<Decimal> Subtract(const Decimal& a, const Decimal& b);
absl::StatusOr<Decimal> Multiply(const Decimal& a, const Decimal& b);

}  // namespace heng
