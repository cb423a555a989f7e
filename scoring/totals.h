// SPDX-License-Identifier: Apache-2.0
//
// From the parts of a form to its total: which parts enter which sum, and the steps from the sum to the total.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "scoring/form_score.h"
#include "scoring/points_sum.h"

namespace heng {

// Fills applicable_weight, goals, total_steps, total_points and grade of `score`, whose rows and lines are scored. Adds a
// problem if no row applies. path: of the evaluation.
absl::Status ScoreTotal(const Plan& plan, absl::string_view path, FormScore& score, FieldProblems& problems);

// The sum of execution and rows, before anything limits or scales it. Under ratios, of execution and of the weighted
// points of the goals.
absl::StatusOr<PointsSum> TotalSum(const Plan& plan, const FormScore& score);

// For each overall goal under ratios the sum of its rows, not weighted.
absl::StatusOr<std::vector<PointsSum>> GoalSums(const Plan& plan, const FormScore& score);

// For each class the sum of the rows below it; under ratios each row counts by its goal's ratio.
absl::StatusOr<std::vector<PointsSum>> ClassSums(const Plan& plan, const FormScore& score);

}  // namespace heng
