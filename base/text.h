// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 for messages: what a caller sent is shown to people, so it is cut between characters and never
// carries bytes that would break a terminal, a log or a protobuf string.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace heng {

// Bytes of the first character, 1 to 4; 0 if `text` is empty or does not begin with well-formed UTF-8.
size_t Utf8CharacterBytes(absl::string_view text);

// The longest beginning of `text` that has at most max_bytes and ends between characters.
absl::string_view CutUtf8(absl::string_view text, size_t max_bytes);

// `text` for a message: at most max_bytes of it, then "…" if it was longer; control characters and bytes that
// are not UTF-8 become U+FFFD.
std::string ForPeople(absl::string_view text, size_t max_bytes = 64);

}  // namespace heng
