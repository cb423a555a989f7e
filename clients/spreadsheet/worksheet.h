// SPDX-License-Identifier: Apache-2.0
//
// Reads one worksheet part.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/spreadsheet/package.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::spreadsheet {

// What worksheets refer to, and what all of them together have used up.
struct WorkbookContext {
  std::vector<std::string> shared_strings;
  std::vector<std::string> cell_formats;  // by style
  bool has_styles = false;
  size_t cell_count = 0;
  size_t blank_cell_count = 0;
  size_t text_bytes = 0;
};

// Fills in cells and merged ranges.
absl::Status ReadWorksheet(Package& package, const std::string& part, WorkbookContext& context, Sheet& sheet);

}  // namespace heng::spreadsheet
