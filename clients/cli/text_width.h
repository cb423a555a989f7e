// SPDX-License-Identifier: Apache-2.0
//
// How many cells of a terminal a text takes, so that columns of Chinese and Latin text line up.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace heng::cli {

// Cells of UTF-8 text by UAX #11: 2 for wide and fullwidth characters, 0 for combining marks and other
// characters without width, 1 for all others, ambiguous ones (≥, ①) among them. A byte that is not UTF-8
// takes 1.
int TextWidth(absl::string_view text);

// `text` in one line that a terminal cannot take for a command: control characters become blanks, bytes that
// are not UTF-8 become U+FFFD.
std::string OneLine(absl::string_view text);

enum class Align { kLeft, kRight, kCenter };

// `text` with blanks up to `width` cells; a longer text is left as it is.
std::string Pad(absl::string_view text, int width, Align align = Align::kLeft);

// Lines of at most `width` cells (at least 2). Breaks after blanks and beside wide characters, and inside a
// word only if the word alone is too long. Blanks at a break are dropped. An empty text is one empty line.
std::vector<std::string> Wrap(absl::string_view text, int width);

}  // namespace heng::cli
