// SPDX-License-Identifier: Apache-2.0
//
// Formats of numbers: the built-in ones, which files name by id only, and those of a workbook's styles.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/package.h"

namespace heng::spreadsheet {

// The format code of a built-in id (ECMA-376 part 1, 18.8.30), in Chinese programs where it differs by language; empty for
// General and for ids that name none.
absl::string_view BuiltinNumberFormat(int id);

// The format code of each cell style of the workbook, in order: what the attribute s of a cell counts. Empty for General.
absl::StatusOr<std::vector<std::string>> ReadCellFormats(Package& package, const std::string& part);

}  // namespace heng::spreadsheet
