// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/csv_form.h"

namespace heng::forms {

spreadsheet::Sheet SheetOf(const FormLayout& layout) {
  spreadsheet::Sheet sheet;
  sheet.name = layout.sheet;
  for (const FormCell& cell : layout.cells) {
    if (cell.text.empty()) continue;
    for (int row = cell.range.first.row; row <= cell.range.last.row; ++row)
      sheet.Set({row, cell.range.first.column}, {.text = cell.text});
  }
  return sheet;
}

}  // namespace heng::forms
