// SPDX-License-Identifier: Apache-2.0
//
// Over-completion (超额完成): what follows when a target is passed by far.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// A threshold of the scheme. deducted_points: for DEDUCT, of this row (a share has been multiplied by its weight).
struct OverCompletionRule {
  Decimal completion_percent;
  v1::OverCompletionEffect effect = v1::OVER_COMPLETION_EFFECT_FLAG;
  Decimal deducted_points;
};

// The highest threshold with this effect that `completion_percent` reaches (its end included), or null. thresholds: from
// the lowest to the highest. Source: docs/scoring-rules.md#over-completion.
const OverCompletionRule* ReachedThreshold(const std::vector<OverCompletionRule>& thresholds,
                                           v1::OverCompletionEffect effect, const Ratio& completion_percent);

}  // namespace heng
