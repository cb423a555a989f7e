// SPDX-License-Identifier: Apache-2.0
//
// The budget lines that a form is printed with where no budget is stored.
#pragma once

#include "heng/v1/budget.pb.h"

namespace heng::forms {

// Without amounts. Of a project as in the national form (财预〔2020〕10号), else by basic and project spending as provinces print it.
v1::Budget UsualBudget(bool project_form);

}  // namespace heng::forms
