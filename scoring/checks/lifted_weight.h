// SPDX-License-Identifier: Apache-2.0
//
// Rounding that lifts points above their weight: 7.5 points of 7.5 in whole points are 8.
#pragma once

#include <optional>

#include "base/errors.h"
#include "scoring/rounding.h"

namespace heng {

// What is wrong, if full points of this weight are rounded to more than the weight. Rounding keeps order, so whoever
// earns less than the weight is then not rounded above it either. Places that CheckRounding refuses are passed over.
std::optional<Problem> LiftedWeight(const std::optional<Decimal>& weight_points, const RoundingSpec& spec);

}  // namespace heng
