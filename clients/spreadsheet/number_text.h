// SPDX-License-Identifier: Apache-2.0
//
// Numbers and texts as the files write them.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

// Digits with an optional sign, point and exponent: "-12.5", ".5", "1E-3". No INF or NaN, which cells do not hold.
bool IsNumber(absl::string_view text);

// The characters of UTF-8 as Excel counts them, in units of UTF-16.
size_t CountUtf16Units(absl::string_view text);

// Decodes the characters that XML cannot hold or would change: "_x000D_" is CR, "_x005F_" an underscore. What would be
// half a character or NUL stays as it is.
std::string DecodeEscapes(absl::string_view text);

// The opposite, for texts with what looks like an escape: "_x000D_" becomes "_x005F_x000D_". Other characters stay.
std::string EncodeEscapes(absl::string_view text);

}  // namespace heng::spreadsheet
