// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/even_split.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng {
namespace {

bool IsPositive(const Decimal& value) { return !value.is_zero() && !value.is_negative(); }

}  // namespace

absl::StatusOr<std::vector<Decimal>> SplitEvenly(const Decimal& weight_points, int count, int remainder_index,
                                                 const RoundingSpec& spec) {
  HENG_CHECK(count >= 1 && remainder_index >= 0 && remainder_index < count);
  HENG_ASSIGN_OR_RETURN(Ratio exact, Ratio::Divide(weight_points, Decimal::FromInt(count)));
  HENG_ASSIGN_OR_RETURN(Decimal share, exact.Round(spec.places, spec.mode));
  HENG_ASSIGN_OR_RETURN(Decimal others, Multiply(share, Decimal::FromInt(count - 1)));
  HENG_ASSIGN_OR_RETURN(Decimal remainder, Subtract(weight_points, others));
  if (!IsPositive(remainder) || (count > 1 && !IsPositive(share))) {
    return absl::InvalidArgumentError(
        absl::StrCat(weight_points.ToString(), " over ", count, " rows at ", spec.places,
                     " places gives each ", share.ToString(), " and leaves ", remainder.ToString(),
                     " for the row with the remainder: want parts above 0, by fewer rows or more places"));
  }
  std::vector<Decimal> parts(static_cast<size_t>(count), share);
  parts[static_cast<size_t>(remainder_index)] = remainder;
  return parts;
}

}  // namespace heng
