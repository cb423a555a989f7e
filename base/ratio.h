// SPDX-License-Identifier: Apache-2.0
//
// Exact quotients of decimals, rounded once to a decimal. Powers of ten are cancelled first, so that every
// product a score needs fits 128 bits; what does not fit is an error, never a wrong digit.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/decimal.h"

namespace heng {

enum class RoundingMode {
  kHalfUp,    // halves go away from zero (四舍五入)
  kTruncate,  // towards zero (截断)
  kHalfEven,  // halves go to the even neighbour
};

// numerator / denominator, denominator > 0. Not reduced.
class Ratio {
 public:
  Ratio() = default;  // 0 / 1
  explicit Ratio(const Decimal& value);

  // a / b. INVALID_ARGUMENT if b = 0; OUT_OF_RANGE on overflow.
  static absl::StatusOr<Ratio> Divide(const Decimal& a, const Decimal& b);
  // a · b / c, the shape of every pro-rata score. INVALID_ARGUMENT if c = 0; OUT_OF_RANGE on overflow.
  static absl::StatusOr<Ratio> MultiplyDivide(const Decimal& a, const Decimal& b, const Decimal& c);

  friend absl::StatusOr<Ratio> Subtract(const Ratio& a, const Decimal& b);

  Int128 numerator() const { return numerator_; }
  Int128 denominator() const { return denominator_; }

  // The nearest decimal with `places` places (0 to 6) under `mode`. OUT_OF_RANGE on overflow.
  absl::StatusOr<Decimal> Round(int places, RoundingMode mode) const;

  // Lowest terms: "3213/500"; whole numbers without a bar: "2".
  std::string ToString() const;

 private:
  Ratio(Int128 numerator, Int128 denominator) : numerator_(numerator), denominator_(denominator) {}

  Int128 numerator_ = 0;
  Int128 denominator_ = 1;
};

// -1, 0 or 1 as a is below, equal to or above b; exact for every ratio and every decimal.
int Compare(const Ratio& a, const Decimal& b);

// a − b, exact; may be negative. OUT_OF_RANGE on overflow.
absl::StatusOr<Ratio> Subtract(const Ratio& a, const Decimal& b);

// Rounds a decimal to `places` places.
absl::StatusOr<Decimal> Round(const Decimal& value, int places, RoundingMode mode);

}  // namespace heng
