// SPDX-License-Identifier: Apache-2.0
//
// Checks of everything that a finance authority or a department sends, beyond the rules beside the fields
// (base/message_rules.h, which each check runs first). Each collects every violation, with the field path as
// the caller wrote it and the row's own words.
#pragma once

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// Limits of lists and trees, refused before any work is done.
struct FormLimits {
  int max_classes = 2000;
  int max_indicators = 2000;
  int max_depth = 8;
  int max_budget_lines = 500;
  int max_overall_goals = 100;
};

// path: what stands before field paths, such as "region".
void CheckRegion(const v1::Region& region, absl::string_view path, FieldProblems& problems);
void CheckDepartment(const v1::Department& department, absl::string_view path, FieldProblems& problems);

enum class BudgetUse {
  kStored,  // must have a name, and its parts must add up
  kInForm,  // a claim of the department: sums are for a reviewer to say
};
void CheckBudget(const v1::Budget& budget, BudgetUse use, absl::string_view path, FieldProblems& problems,
                 const FormLimits& limits = {});

// Everything that can be wrong with a scheme (docs/scoring-rules.md#what-a-scheme-must-satisfy): goals that pass under a
// scheme that passes always score, and a better actual value never earns less unless the scheme takes off points for it.
void CheckScheme(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems,
                 const FormLimits& limits = {});

// What can be said of goals without their scheme; CompilePlan checks the rest.
void CheckGoals(const v1::Goals& goals, absl::string_view path, FieldProblems& problems,
                const FormLimits& limits = {});

// What can be said of an evaluation without its scheme and goals; Score checks the rest.
void CheckEvaluation(const v1::Evaluation& evaluation, absl::string_view path, FieldProblems& problems,
                     const FormLimits& limits = {});

// True if the 18 characters are a unified social credit code of GB 32100-2015 with the right check character.
bool IsValidSocialCreditCode(absl::string_view code);

}  // namespace heng
