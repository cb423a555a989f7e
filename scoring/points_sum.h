// SPDX-License-Identifier: Apache-2.0
//
// A sum of points: of rounded parts, of exact parts that are rounded only once, or of both.
#pragma once

#include <gmpxx.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "scoring/rounding.h"

namespace heng {

class PointsSum {
 public:
  // Adds a part that is rounded already, to at most 2 places.
  absl::Status AddRounded(const Decimal& points);
  // Adds a part as it is. Rationals grow without bound here, so these are GMP's.
  void AddExact(const Ratio& points);
  // Adds a part without points: from now on the sum is unknown.
  void AddUnknown() { unknown_ = true; }
  // Adds other · numerator / denominator, exactly. denominator must not be 0.
  void AddScaled(const PointsSum& other, const Decimal& numerator, const Decimal& denominator);

  // The sum under `spec`; nothing if a part was unknown.
  absl::StatusOr<std::optional<Decimal>> Round(const RoundingSpec& spec) const;
  // The sum · numerator / denominator under `spec`, rounded once. denominator must not be 0.
  absl::StatusOr<std::optional<Decimal>> RoundScaled(const RoundingSpec& spec, const Decimal& numerator,
                                                     const Decimal& denominator) const;
  // The sum in lowest terms, such as "4631/50"; whole numbers without a bar; empty if a part was unknown.
  std::string ExactText() const;

 private:
  mpq_class Exact() const;

  int64_t hundredths_ = 0;
  std::optional<mpq_class> exact_;  // what was not added to hundredths_
  bool unknown_ = false;
};

}  // namespace heng
