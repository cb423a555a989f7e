// SPDX-License-Identifier: Apache-2.0
//
// The encoding of text files: UTF-8 with or without a byte order mark, or else GB18030, of which GBK and GB 2312 are
// parts.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

// The text in UTF-8 without a byte order mark. It is a part of `bytes` where these are UTF-8, else it lies in `converted`.
// A GBK text of few characters may be well-formed UTF-8 by chance and is then taken for that.
// INVALID_ARGUMENT for another encoding; says in which line.
absl::StatusOr<absl::string_view> ToUtf8(absl::string_view bytes, std::string& converted);

}  // namespace heng::spreadsheet
