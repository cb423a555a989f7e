// SPDX-License-Identifier: Apache-2.0
//
// "Step deduction" (按步扣分): so many points off for each step beyond the target.
#pragma once

#include "heng/v1/scheme.pb.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// A step deduction of the scheme; step and points above 0.
struct StepDeductionRule {
  v1::StepDirection direction = v1::STEP_DIRECTION_ABOVE;
  Decimal step;
  Decimal points_per_step;
  v1::StepCounting counting = v1::STEP_COUNTING_STARTED;
};

// w while B is not beyond A in the direction of the rule, else w less points_per_step for each step of |B − A|, at least 0
// (扣完为止). STARTED counts a begun step as a whole one, FULL drops it, PROPORTIONAL takes the exact quotient. Completion is
// 100 where nothing is taken off and none elsewhere. Negative values are values like others.
// Source: docs/scoring-rules.md#step-deduction. A = 100, step 1, 0.5 points, w = 5, B = 102.3: STARTED 3.5, FULL 4,
// PROPORTIONAL 3.85.
absl::StatusOr<RuleScore> ScoreStepDeduction(const ValueRow& row, const StepDeductionRule& rule);

}  // namespace heng
