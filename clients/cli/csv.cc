// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/table.h"
#include "clients/spreadsheet/csv_writer.h"

namespace heng::cli {
namespace {

std::string CsvLine(const std::vector<std::string>& cells) {
  const auto append = [](std::string* out, const std::string& cell) {
    absl::StrAppend(out, spreadsheet::CsvField(cell));
  };
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
