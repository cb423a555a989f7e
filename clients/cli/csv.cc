// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/decimal.h"
#include "clients/cli/table.h"

namespace heng::cli {
namespace {

// Spreadsheets run a cell that begins with one of these; the last two are skipped by some of them before they
// look.
bool LooksLikeFormula(const std::string& cell) {
  return !cell.empty() && std::string("=+-@\t\r").find(cell[0]) != std::string::npos &&
         !Decimal::Parse(cell).ok();
}

std::string CsvCell(const std::string& cell) {
  const std::string safe = LooksLikeFormula(cell) ? absl::StrCat("'", cell) : cell;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  const auto append = [](std::string* out, const std::string& cell) { absl::StrAppend(out, CsvCell(cell)); };
  return absl::StrCat(absl::StrJoin(cells, ",", append), "\r\n");
}

}  // namespace

std::string CsvTable(const Table& table) {
  std::vector<std::string> keys;
  for (const Column& column : table.columns) keys.push_back(column.key);
  std::string text = CsvLine(keys);
  for (const auto& row : table.rows) absl::StrAppend(&text, CsvLine(row));
  return text;
}

}  // namespace heng::cli
