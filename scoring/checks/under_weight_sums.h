// SPDX-License-Identifier: Apache-2.0
//
// The checks that CompilePlan makes: as in checks.h, but with the choice to let weights be wrong or missing.
#pragma once

#include "scoring/checks.h"
#include "scoring/scorer.h"

namespace heng {

void CheckSchemeUnder(WeightSums weight_sums, const v1::Scheme& scheme, absl::string_view path,
                      FieldProblems& problems, const FormLimits& limits = {});
void CheckGoalsUnder(WeightSums weight_sums, const v1::Goals& goals, absl::string_view path,
                     FieldProblems& problems, const FormLimits& limits = {});

// What goals and scheme say of each other: both are for the same kind of form; classes, tables and overall goals exist
// and rules are allowed there; weights are given where they are needed, can be split, add up, and go with rounding, bands
// and tables. Either may be broken; what is broken is passed over.
void CheckGoalsAgainstScheme(WeightSums weight_sums, const v1::Scheme& scheme, const v1::Goals& goals,
                             absl::string_view path, FieldProblems& problems);

}  // namespace heng
