// SPDX-License-Identifier: Apache-2.0
//
// What the reader of .xlsx files takes at most. Each limit is far beyond a form that people fill in, and together they
// keep a hostile file below a second and 256 MiB.
#pragma once

#include <cstddef>

namespace heng::spreadsheet {

struct XlsxLimits {
  size_t max_file_bytes = 64 << 20;
  size_t max_parts = 256;  // Excel writes some fifteen
  // Counted while unpacking, over all parts that are read: what the file says of itself may be a lie.
  size_t max_unpacked_bytes = 64 << 20;
  size_t max_ratio = 100;
  size_t ratio_free_bytes = 1 << 20;  // a part may unpack to so much at any ratio
  // XML.
  int max_depth = 64;
  // Tags that open, their attributes beyond the first 16, pieces of text (a line of it, or an escape), comments;
  // namespaces four times.
  size_t max_xml_events = 4'000'000;
  size_t max_attributes = 256;  // of one tag
  size_t max_token_bytes =
      256 << 10;  // one tag with all its attributes, or one comment; refused at twice that at the latest
  // Tables.
  size_t max_sheets = 256;
  size_t max_cells = 100'000;          // with text, over all sheets
  size_t max_blank_cells = 2'000'000;  // with a style only; programs write them by the row
  size_t max_merged = 10'000;          // ranges a sheet
  size_t max_shared_strings = 200'000;
  size_t max_styles = 65'536;           // as Excel
  size_t max_cell_characters = 32'767;  // as Excel: UTF-16 units
  // Of all cells, formats included: one shared string may stand in each of them.
  size_t max_text_bytes = 32 << 20;
};

}  // namespace heng::spreadsheet
