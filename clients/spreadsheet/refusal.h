// SPDX-License-Identifier: Apache-2.0
//
// Errors of this room: what is wrong, where, and what to do.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/errors.h"

namespace heng::spreadsheet {

// Where in a file. All may be empty.
struct Place {
  std::string part = "";   // of the zip archive: "xl/worksheets/sheet1.xml"
  std::string sheet = "";  // its name
  std::string cell = "";   // "B7"
};

inline constexpr absl::string_view kSaveAgain = "open it in Excel or WPS and save it again as .xlsx";
inline constexpr absl::string_view kSaveAgainZh = "请用 Excel 或 WPS 打开后另存为 .xlsx 文件";

// INVALID_ARGUMENT; `en` and `zh` say what is wrong, and end with what to do.
absl::Status Refused(const Place& place, const Problem& problem);

// The same with the advice to save again: the file is not as the format wants it.
absl::Status Damaged(const Place& place, absl::string_view en, absl::string_view zh);

// RESOURCE_EXHAUSTED.
absl::Status BeyondLimit(const Place& place, const Problem& problem);

}  // namespace heng::spreadsheet
