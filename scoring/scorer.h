// SPDX-License-Identifier: Apache-2.0
//
// The rules, seen from outside: compile a scheme and goals into a plan once, then score forms with it.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "heng/v1/score.pb.h"

namespace heng {

// A compiled scheme with its goals: flat arrays, decimals parsed, classes resolved. Immutable, so any number
// of threads may score with one plan.
class Plan;

enum class WeightSums {
  kEnforced,  // weights must add up to their class and to the scheme's total; every indicator has one
  kIgnored,   // for published forms whose weights are wrong or missing; an indicator without weight has no
              // points
};

// Compiles. INVALID_ARGUMENT with every violation of scheme and goals (field paths
// `scheme.classes[2].weight_points`, `goals.indicators[4].target`). The scheme's and goals' names, with
// revision, go into every report.
absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const v1::Scheme& scheme, const v1::Goals& goals,
                                                        WeightSums weight_sums = WeightSums::kEnforced);

// Scores one evaluation into a report. path: what stands before field paths, such as "evaluation".
// view: VIEW_FULL fills everything; anything else the terse fields only (score.proto).
// INVALID_ARGUMENT with every violation: rows missing, twice or unknown; values that do not go with their
// rule; points that a person must give; a budget that the execution rule cannot read.
absl::StatusOr<v1::ScoreReport> Score(const Plan& plan, const v1::Evaluation& evaluation, v1::View view,
                                      absl::string_view path = "evaluation");

}  // namespace heng
