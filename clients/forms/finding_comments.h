// SPDX-License-Identifier: Apache-2.0
//
// Findings as comments on the cells of a form.
#pragma once

#include <map>
#include <string>

#include "clients/forms/form_cells.h"

namespace heng::forms {

// Texts by what they are about, several findings one below the other, in Chinese as the form is.
struct FormComments {
  std::map<std::string, std::string> budget_lines;  // by code
  std::map<std::string, std::string> indicators;    // by code
  std::string total;
  std::string form;  // all others
};

FormComments CommentsOf(const v1::Evaluation& evaluation);

}  // namespace heng::forms
