// SPDX-License-Identifier: Apache-2.0
//
// The strings of a workbook, to which cells refer by number.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/spreadsheet/package.h"

namespace heng::spreadsheet {

// RESOURCE_EXHAUSTED for too many strings, or one too long for a cell.
absl::StatusOr<std::vector<std::string>> ReadSharedStrings(Package& package, const std::string& part);

}  // namespace heng::spreadsheet
