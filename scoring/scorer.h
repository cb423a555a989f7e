// SPDX-License-Identifier: Apache-2.0
//
// The rules, seen from outside: compile a scheme and goals into a plan once, then score forms with it.
#pragma once

#include <memory>
#include <string>
#include <utility>

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

// The score of one form as numbers (form_score.h).
struct FormScore;

enum class WeightSums {
  kEnforced,  // weights must add up to their class and to the scheme's total; every indicator that earns points has one
  kIgnored,  // for published forms whose weights are wrong or missing; an indicator without weight has no
             // points
};

// Compiles. INVALID_ARGUMENT with every violation of scheme and goals (field paths
// `scheme.classes[2].weight_points`, `goals.indicators[4].target`). The scheme's and goals' names, with
// revision, go into every report.
absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const v1::Scheme& scheme, const v1::Goals& goals,
                                                        WeightSums weight_sums = WeightSums::kEnforced);

// A scheme that has passed every check, shared by all plans that are compiled with it. Whoever compiles many goals under one
// scheme checks it once.
class CheckedScheme {
 public:
  // INVALID_ARGUMENT with every violation. path: what stands before field paths.
  static absl::StatusOr<CheckedScheme> Check(v1::Scheme scheme, absl::string_view path = "scheme");

  const v1::Scheme& operator*() const { return *scheme_; }
  const v1::Scheme* operator->() const { return scheme_.get(); }
  const std::shared_ptr<const v1::Scheme>& shared() const { return scheme_; }

 private:
  explicit CheckedScheme(std::shared_ptr<const v1::Scheme> scheme) : scheme_(std::move(scheme)) {}

  std::shared_ptr<const v1::Scheme> scheme_;
};

absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const CheckedScheme& scheme, v1::Goals goals,
                                                        WeightSums weight_sums = WeightSums::kEnforced);

// Scores one evaluation into `score`, which may hold an earlier one and then needs no allocation. `score` refers to the
// plan. path: what stands before field paths, such as "evaluation".
// INVALID_ARGUMENT with every violation: rows missing, twice or unknown; values that do not go with their
// rule; points that a person must give; a budget that the execution rule cannot read.
absl::Status ScoreForm(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
                       FormScore& score);

// What is told of a score. view: VIEW_FULL fills everything; anything else the terse fields only (score.proto).
// `evaluation` is the one that was scored.
absl::StatusOr<v1::ScoreReport> MakeReport(const Plan& plan, const v1::Evaluation& evaluation,
                                           const FormScore& score, v1::View view);

// Both in one.
absl::StatusOr<v1::ScoreReport> Score(const Plan& plan, const v1::Evaluation& evaluation, v1::View view,
                                      absl::string_view path = "evaluation");

}  // namespace heng
