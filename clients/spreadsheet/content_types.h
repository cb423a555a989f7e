// SPDX-License-Identifier: Apache-2.0
//
// What an archive says it is. Other documents and workbooks with macros are refused here, by what is in them: the name
// of a file is easily changed.
#pragma once

#include "absl/status/status.h"
#include "clients/spreadsheet/package.h"

namespace heng::spreadsheet {

// INVALID_ARGUMENT unless it is a workbook in XML without macros; says what it is instead.
absl::Status CheckContentTypes(Package& package);

// For relationships and parts that only workbooks with macros have.
absl::Status RefuseMacros();

}  // namespace heng::spreadsheet
