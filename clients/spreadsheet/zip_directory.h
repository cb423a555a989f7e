// SPDX-License-Identifier: Apache-2.0
//
// A look at the directory of a zip archive before libzip, which believes in the number of entries and reserves memory
// for each.
#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

// Whether the archive says or seems to hold far more than max_entries entries. False does not mean that it holds fewer:
// what libzip then reads must be counted too, but is bounded.
bool MayHoldMoreEntries(absl::string_view bytes, size_t max_entries);

}  // namespace heng::spreadsheet
