// SPDX-License-Identifier: Apache-2.0
//
// "At least" (≥, >): a value that should be high.
#pragma once

#include "scoring/rules/rule_score.h"

namespace heng {

// B >= A earns w, else w·B/A. A negative B counts as 0. A = 0: w if B >= 0, else 0. A < 0: a person decides,
// because the ratio of a negative target means nothing. Completion: B/A, not capped; nothing for A <= 0.
// Source: docs/scoring-rules.md#at-least.
absl::StatusOr<RuleScore> ScoreAtLeast(const ValueRow& row);

}  // namespace heng
