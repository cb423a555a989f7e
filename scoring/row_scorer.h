// SPDX-License-Identifier: Apache-2.0
//
// One result against one row of the plan: which values may be there, which rule applies, what it gives.
#pragma once

#include "absl/status/status.h"
#include "base/errors.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "scoring/row_problem.h"

namespace heng {

// Scores `result`, which belongs to `row`. Adds to `problems` what does not go with the rule; then the score
// says nothing. Without a weight in the plan there are no points, but clause and completion stand. An error is
// arithmetic that does not fit, which no value within the limits of the API can bring about.
absl::Status ScoreRow(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                      const RowRef& ref, FieldProblems& problems, RowScore& score);

}  // namespace heng
