// SPDX-License-Identifier: Apache-2.0
//
// Reads .xlsx files as Excel, WPS, LibreOffice and program libraries write them (ECMA-376, transitional and strict).
// Nothing is computed or fetched: formulas give what was last computed, macros and references to other files are not
// followed.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/workbook.h"
#include "clients/spreadsheet/xlsx_limits.h"

namespace heng::spreadsheet {

// bytes: the whole file, not kept. Errors say in both languages what is wrong, where (metadata `part`, `sheet` and `cell`,
// such as B7) and what to do:
//   INVALID_ARGUMENT    another kind of file, macros, a password, damage, or content that programs would read differently
//   RESOURCE_EXHAUSTED  beyond a limit
absl::StatusOr<Workbook> ReadXlsx(absl::string_view bytes, const XlsxLimits& limits = {});

}  // namespace heng::spreadsheet
