// SPDX-License-Identifier: Apache-2.0
//
// Reads .csv files (RFC 4180; lines may also end in LF or CR alone). The text is UTF-8 with or without a byte order mark
// or else GB18030, which is what Excel and WPS write in China.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::spreadsheet {

struct CsvLimits {
  size_t max_file_bytes = 64 << 20;
  size_t max_cells = 100'000;  // with text
  size_t max_blank_cells = 2'000'000;
  size_t max_cell_characters = 32'767;  // as Excel: UTF-16 units
};

// A sheet without a name, whose cells are all texts. The apostrophe that keeps a text from being run as a formula is
// taken off; see formula_text.h.
// INVALID_ARGUMENT: another kind of file, no text of either encoding, a quote that is not closed or has text behind it.
// RESOURCE_EXHAUSTED: beyond a limit, or beyond the last row or column that a spreadsheet has.
absl::StatusOr<Sheet> ReadCsv(absl::string_view bytes, const CsvLimits& limits = {});

}  // namespace heng::spreadsheet
