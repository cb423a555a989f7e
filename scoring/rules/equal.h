// SPDX-License-Identifier: Apache-2.0
//
// "Equal" (=): a value that should be hit.
#pragma once

#include "heng/v1/scheme.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// Lenient: as "at least", but A = 0 earns w for B <= 0 and 0 for anything above.
// Strict: B = A earns w; with any difference a person decides.
// Completion: B/A, not capped (a negative B counts as 0); nothing for A <= 0.
// Source: docs/scoring-rules.md#equal.
absl::StatusOr<RuleScore> ScoreEqual(const ValueRow& row, v1::EqualOption option);

}  // namespace heng
