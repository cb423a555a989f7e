// SPDX-License-Identifier: Apache-2.0
//
// Texts as people type them, made comparable: half-width characters, no blanks, one way to write each sign.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace heng::forms {

// Full-width letters, digits and signs become half-width ones, ≥ and ≧ become >=, ≤ and ≦ <=; blanks and line breaks go.
std::string Plain(absl::string_view text);

// A label of a row without what stands around its words: (一), 一、, 1., ①, 其中：, a colon at its end.
std::string PlainLabel(absl::string_view text);

// How far a label stands below the top of a numbered list: 0 without a number, 1 for (一) and 一、, 2 for 1. and ①.
int NumberingDepth(absl::string_view text);

}  // namespace heng::forms
