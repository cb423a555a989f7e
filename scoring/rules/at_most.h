// SPDX-License-Identifier: Apache-2.0
//
// "At most" (≤, <): a value that should be low.
#pragma once

#include "heng/v1/scheme.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// B <= A earns w. B > A: inverse w·A/B, linear w·(1 − (B − A)/A) but at least 0, or a person decides.
// A = 0: 0 for every B > 0. A < 0 and B > A: a person decides.
// Completion: 100 if B <= A, else A/B; nothing for A < 0 and B > A.
// Source: docs/scoring-rules.md#at-most. A = 90, B = 100, w = 8: inverse 7.20, linear 7.11.
absl::StatusOr<RuleScore> ScoreAtMost(const ValueRow& row, v1::AtMostOption option);

}  // namespace heng
