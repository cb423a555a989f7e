// SPDX-License-Identifier: Apache-2.0
//
// "Did you mean ...?"
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace heng::cli {

// Fewest insertions, deletions, replacements and swaps of neighbours that make `a` into `b`, counted in
// bytes.
int EditDistance(absl::string_view a, absl::string_view b);

// The known words nearest to `word`, if they are near enough to be what was meant: at most a third of its
// length, and at least 1, apart. In their order.
std::vector<std::string> Suggestions(absl::string_view word, const std::vector<std::string>& known);

}  // namespace heng::cli
