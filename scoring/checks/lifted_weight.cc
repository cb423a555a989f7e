// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/lifted_weight.h"

#include "absl/strings/str_cat.h"

namespace heng {

std::optional<Problem> LiftedWeight(const std::optional<Decimal>& weight_points, const RoundingSpec& spec) {
  if (!weight_points.has_value() || spec.places < 0 || spec.places > kMaxPointsPlaces ||
      spec.places >= weight_points->places())
    return std::nullopt;
  const absl::StatusOr<Decimal> rounded = Round(*weight_points, spec.places, spec.mode);
  if (!rounded.ok() || *rounded <= *weight_points) return std::nullopt;
  return Problem{
      absl::StrCat("full points of ", weight_points->ToString(), " are rounded to ", rounded->ToString(),
                   " at ", spec.places, " places: want a weight with at most so many places, or truncation"),
      absl::StrCat("满分 ", weight_points->ToString(), " 按 ", spec.places, " 位小数取整为 ",
                   rounded->ToString(), "，超过分值：应减少分值的小数位数，或改为截断")};
}

}  // namespace heng
