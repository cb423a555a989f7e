// SPDX-License-Identifier: Apache-2.0
//
// Tables as plain data, and the three ways to print them: aligned columns, boxes and CSV.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/text_width.h"

namespace heng::cli {

struct Column {
  std::string key;  // heading in CSV; the same in every language
  Text heading;     // heading for people
  Align align = Align::kLeft;
  int max_width = 0;  // in a box, longer cells are wrapped; 0 means never
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as there are columns
};

// Columns two blanks apart under their headings, one line a row, no blanks at line ends.
std::string AlignedTable(const Table& table, Language language);

// Box lines around every cell, headings centred. Rows in rules_above have a line above them; others follow
// each other directly, as under one class.
std::string BoxTable(const Table& table, Language language, const std::vector<size_t>& rules_above);

// RFC 4180: a line of keys, then the rows, each ended by CR LF. A cell that a spreadsheet would run as a
// formula gets an apostrophe in front; plain decimals such as -1.5 stay.
std::string CsvTable(const Table& table);

}  // namespace heng::cli
