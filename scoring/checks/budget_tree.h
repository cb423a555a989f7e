// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scoring/checks.h"

namespace heng {

// CheckBudget without the rules beside the fields, for a budget inside a message whose fields are checked as
// a whole.
void CheckBudgetTree(const v1::Budget& budget, BudgetUse use, absl::string_view path, FieldProblems& problems,
                     const FormLimits& limits);

}  // namespace heng
