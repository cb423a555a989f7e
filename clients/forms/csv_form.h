// SPDX-License-Identifier: Apache-2.0
//
// A form as a table without styles, for CSV.
#pragma once

#include "clients/forms/form_layout.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::forms {

// Every text in the first cell of its range, other cells of it empty; names of classes are repeated on each of their rows, since there
// are no merged cells to say so.
spreadsheet::Sheet SheetOf(const FormLayout& layout);

}  // namespace heng::forms
