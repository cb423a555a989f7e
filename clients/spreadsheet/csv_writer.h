// SPDX-License-Identifier: Apache-2.0
//
// Writes .csv files that Excel, WPS and LibreOffice open as they are meant.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "clients/spreadsheet/workbook.h"

namespace heng::spreadsheet {

// A cell: in quotes where it must be, and never a formula; see formula_text.h.
std::string CsvField(absl::string_view text);

// UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end in CRLF. Texts that a spreadsheet would
// run as a formula get an apostrophe in front; see formula_text.h. Texts of cells, which must be well-formed UTF-8, come
// back from ReadCsv byte for byte. A line ends with the last cell of its row.
std::string WriteCsv(const Sheet& sheet);

}  // namespace heng::spreadsheet
