// SPDX-License-Identifier: Apache-2.0
//
// A form as a workbook: styles, merged cells, drop-downs, comments, protection, ready for printing on A4.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/forms/form_layout.h"

namespace heng::forms {

// The bytes of a workbook with layout and kept cells (kept_form.h). Every text is written as text, so that no digit changes. The sheet is
// protected without a password: typed cells can be changed, the others by whoever means to. UNKNOWN if the temporary folder cannot be
// written to.
absl::StatusOr<std::string> XlsxForm(const FormLayout& layout, const std::vector<std::string>& kept);

}  // namespace heng::forms
