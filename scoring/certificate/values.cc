// SPDX-License-Identifier: Apache-2.0
#include "scoring/certificate/values.h"

#include "base/message_rules.h"

namespace heng {
namespace {

v1::RoundingMode ModeOf(RoundingMode mode) {
  switch (mode) {
    case RoundingMode::kTruncate:
      return v1::ROUNDING_MODE_TRUNCATE;
    case RoundingMode::kHalfEven:
      return v1::ROUNDING_MODE_HALF_EVEN;
    case RoundingMode::kHalfUp:
      break;
  }
  return v1::ROUNDING_MODE_HALF_UP;
}

}  // namespace

std::string Shortest(absl::string_view decimal) {
  return decimal.empty() ? std::string() : DecimalOf(decimal).ToString();
}

void WriteRounding(const RoundingSpec& spec, v1::RoundingRule& out) {
  out.set_mode(ModeOf(spec.mode));
  out.set_places(spec.places);
  out.set_stage(spec.sum_once ? v1::ROUNDING_STAGE_SUM_ONCE : v1::ROUNDING_STAGE_EACH_PART);
}

}  // namespace heng
