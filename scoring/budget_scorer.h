// SPDX-License-Identifier: Apache-2.0
//
// The budget block of a form: which line is scored, and the rate and points of every line.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/budget.pb.h"
#include "scoring/form_score.h"

namespace heng {

// Fills score.lines and score.scored_line. The scored line with an amount missing earns 0; other lines leave it
// open. Without an execution block there are rates only. path: of the budget's message, such as "evaluation". Adds
// problems: no line to score or more than one, amounts that are no decimals.
absl::Status ScoreBudget(const Plan& plan, const v1::Budget& budget, absl::string_view path, FormScore& score,
                         FieldProblems& problems);

}  // namespace heng
