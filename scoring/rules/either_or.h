// SPDX-License-Identifier: Apache-2.0
//
// "Either-or" (二者择其一): all points or none.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// Reached earns w and counts as completed to 100, not reached earns 0 with completion 0. `outcome` is one of the two (the
// caller treats a missing one). Source: docs/scoring-rules.md#either-or.
RuleScore ScoreEitherOr(v1::Outcome outcome, const Decimal& weight_points);

}  // namespace heng
