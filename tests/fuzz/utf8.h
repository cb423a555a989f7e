// SPDX-License-Identifier: Apache-2.0
//
// Whether a whole text is well-formed UTF-8.
#pragma once

#include "absl/strings/string_view.h"
#include "base/text.h"

namespace heng::fuzz {

inline bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const size_t bytes = Utf8CharacterBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

}  // namespace heng::fuzz
