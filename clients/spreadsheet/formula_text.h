// SPDX-License-Identifier: Apache-2.0
//
// Texts that a spreadsheet would run as a formula when it opens a .csv file, and the apostrophe that keeps it from that.
// The two functions are inverses: any text comes back, also one that begins with an apostrophe itself.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

// Puts an apostrophe in front of a text that begins with = + - @ tab or CR and is no plain number (-12.5, -1E-3), and of
// such a text behind any number of apostrophes.
std::string EscapeFormula(absl::string_view text);

// Takes it off where EscapeFormula would have put it.
absl::string_view UnescapeFormula(absl::string_view text);

}  // namespace heng::spreadsheet
