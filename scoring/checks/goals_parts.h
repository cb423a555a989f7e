// SPDX-License-Identifier: Apache-2.0
//
// Checks of the parts of goals. path: what stands before the field, such as "goals".
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/checks/class_tree.h"
#include "scoring/row_problem.h"
#include "scoring/scorer.h"

namespace heng {

// indicator_fields.cc: each rule kind has the fields that it needs and none that it does not read.
void CheckIndicatorFields(const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems);

// Where a row belongs; -1 where that has been refused.
struct RowPlace {
  int class_index = -1;
  int goal_index = 0;  // always 0 unless goals have ratios
};

// goal_ratios.cc: ratios add up to 100 where the scheme asks for them, and rows name their overall goals. Fills the
// goal_index of each place; one for each indicator.
void CheckGoalRatios(WeightSums weight_sums, const v1::Scheme& scheme, const v1::Goals& goals,
                     absl::string_view path, std::vector<RowPlace>& places, FieldProblems& problems);

// row_weights.cc: rows have the weights that they need, weights split evenly can be split, and the rows of each class
// (under ratios those of each overall goal) add up to it.
void CheckRowWeights(WeightSums weight_sums, const v1::Scheme& scheme, const ClassTree& classes,
                     const v1::Goals& goals, const std::vector<RowPlace>& places, absl::string_view path,
                     FieldProblems& problems);

}  // namespace heng
