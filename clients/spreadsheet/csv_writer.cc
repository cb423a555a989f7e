// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/csv_writer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/spreadsheet/formula_text.h"

namespace heng::spreadsheet {
namespace {

constexpr absl::string_view kUtf8Mark = "\xEF\xBB\xBF";

}  // namespace

std::string CsvField(absl::string_view text) {
  const std::string safe = EscapeFormula(text);
  if (safe.find_first_of(",\"\r\n") == safe.npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string WriteCsv(const Sheet& sheet) {
  std::string file(kUtf8Mark);
  CellPosition written;
  for (const auto& [position, cell] : sheet.cells()) {
    for (; written.row < position.row; ++written.row) {
      file += "\r\n";
      written.column = 0;
    }
    file.append(static_cast<size_t>(position.column - written.column), ',');
    written.column = position.column;
    file += CsvField(cell.text);
  }
  if (!sheet.cells().empty()) file += "\r\n";
  return file;
}

}  // namespace heng::spreadsheet
