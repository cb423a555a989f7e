// SPDX-License-Identifier: Apache-2.0
//
// What a cell shows to the person who filled it in. Programs keep a typed 98% as 0.98 with a format, and write a typed
// 9.59 as 9.5899999999999999; both come back here as they were typed, by moving digits, never through a double.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::forms {

// The text of a cell; numbers rounded to the 15 digits that spreadsheets work with where more are written, percent
// formats with their sign, dates as 2024-06-30, truth values as 是 and 否. date1904: as the workbook says.
std::string ShownText(const spreadsheet::Cell& cell, bool date1904);

// A plain decimal with its point moved by `places`, to the right if positive: MovePoint("0.98", 2) is "98". The text must be
// digits with at most one point and perhaps a minus; zeros that say nothing are dropped.
std::string MovePoint(absl::string_view number, int places);

}  // namespace heng::forms
