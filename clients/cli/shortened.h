// SPDX-License-Identifier: Apache-2.0
//
// Long texts in one cell of a table: what lies around the place where two of them begin to differ.
#pragma once

#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace heng::cli {

// Both texts in one line of about 40 cells at most; `…` stands for what is left out.
std::pair<std::string, std::string> ShortenedAroundDifference(absl::string_view before,
                                                              absl::string_view after);

}  // namespace heng::cli
