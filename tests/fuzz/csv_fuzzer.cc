// SPDX-License-Identifier: Apache-2.0
//
// .csv files: bytes of whatever origin become a table or an error, and a table comes back from its file as it was.
#include <string>

#include "base/errors.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/csv_writer.h"
#include "clients/spreadsheet/number_text.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/utf8.h"

namespace {

namespace spreadsheet = heng::spreadsheet;
using heng::fuzz::Expect;
using heng::fuzz::IsUtf8;

void CheckRoundTrip(const spreadsheet::Sheet& sheet) {
  const std::string file = spreadsheet::WriteCsv(sheet);
  const auto again = spreadsheet::ReadCsv(file);
  Expect(again.ok() && again->cells() == sheet.cells(), "what is written reads back");
  Expect(spreadsheet::WriteCsv(*again) == file, "and is written the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto sheet = spreadsheet::ReadCsv(bytes);
  if (sheet.ok()) {
    for (const auto& [position, cell] : sheet->cells()) Expect(IsUtf8(cell.text), "texts are UTF-8");
    CheckRoundTrip(*sheet);
  } else {
    Expect(!heng::ChineseMessageOf(sheet.status()).empty(), "a message is Chinese too");
  }
  if (!IsUtf8(bytes) || spreadsheet::CountUtf16Units(bytes) > spreadsheet::CsvLimits().max_cell_characters)
    return 0;
  spreadsheet::Sheet one;
  one.Set({2, 3}, {.text = std::string(bytes)});
  CheckRoundTrip(one);
  return 0;
}
