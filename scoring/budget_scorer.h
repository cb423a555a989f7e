// SPDX-License-Identifier: Apache-2.0
//
// The budget block of a form: which line is scored, and the rate and points of every line.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/score.pb.h"
#include "scoring/plan.h"

namespace heng {

// What the scored line earns.
struct ExecutionPart {
  Ratio exact_points;
  Decimal points;
};

// Fills report.execution if the plan has an execution block, and report.budget_lines if `with_lines`. The
// scored line with an amount missing earns 0; other lines leave it open. Without an execution block there are
// rates only. path: of the budget, such as "evaluation.budget". Adds problems: no line to score or more than
// one, amounts that are no decimals.
absl::StatusOr<std::optional<ExecutionPart>> ScoreBudget(const Plan& plan, const v1::Budget& budget,
                                                         bool with_lines, absl::string_view path,
                                                         v1::ScoreReport& report, FieldProblems& problems);

}  // namespace heng
