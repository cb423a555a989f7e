// SPDX-License-Identifier: Apache-2.0
//
// One result against one row of the plan: which values may be there, which rule applies, what it gives.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "base/errors.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/plan.h"
#include "scoring/row_problem.h"
#include "scoring/rules/rule_score.h"

namespace heng {

// What a row earns. Without a weight in the plan there are no points, but clause and completion stand.
struct RowScore {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  Ratio exact_points;
  std::optional<Decimal> points;
  std::optional<Ratio> completion_percent;
};

// Scores `result`, which belongs to `row`. Adds to `problems` what does not go with the rule; then the score
// says nothing. An error is arithmetic that does not fit, which no value within the limits of the API can
// bring about.
absl::StatusOr<RowScore> ScoreRow(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                                  const RowRef& ref, FieldProblems& problems);

}  // namespace heng
