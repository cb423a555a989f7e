// SPDX-License-Identifier: Apache-2.0
//
// Workbooks. The first byte says how the rest is read: 'z' as the archive itself, else as its parts, so that changes reach
// the readers of XML, which the checksums of an archive would keep them from.
#include <algorithm>
#include <string>

#include "absl/strings/str_split.h"
#include "base/errors.h"
#include "clients/spreadsheet/csv_reader.h"
#include "clients/spreadsheet/csv_writer.h"
#include "clients/spreadsheet/number_text.h"
#include "clients/spreadsheet/testing/minimal_workbook.h"
#include "clients/spreadsheet/xlsx_reader.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/utf8.h"
#include "tests/fuzz/workbook_parts.h"

namespace {

namespace spreadsheet = heng::spreadsheet;
using heng::fuzz::Expect;
using heng::fuzz::IsUtf8;

std::string Archive(absl::string_view input) {
  if (input[0] == 'z') return std::string(input.substr(1));
  spreadsheet::testing::MinimalWorkbook file;
  size_t part = 0;
  for (const absl::string_view content : absl::StrSplit(input.substr(1), heng::fuzz::kPartSeparator)) {
    if (part == std::size(heng::fuzz::kWorkbookParts)) break;
    // What is left empty stays as it was.
    if (!content.empty()) file.Put(heng::fuzz::kWorkbookParts[part], content);
    ++part;
  }
  for (spreadsheet::testing::ZipEntry& entry : file.entries())
    entry.packing = spreadsheet::testing::Packing::kStored;
  return file.Bytes();
}

void CheckRefusal(const absl::Status& status) {
  Expect(status.code() == absl::StatusCode::kInvalidArgument ||
             status.code() == absl::StatusCode::kResourceExhausted,
         "what is not read is refused");
  Expect(IsUtf8(status.message()), "a message is UTF-8");
  const std::string chinese = heng::ChineseMessageOf(status);
  Expect(!chinese.empty() && IsUtf8(chinese), "a message is Chinese too");
}

void CheckCell(spreadsheet::CellPosition position, const spreadsheet::Cell& cell) {
  Expect(spreadsheet::ParseA1(spreadsheet::A1(position)) == position, "an address reads back");
  Expect(!cell.text.empty() || cell.uncalculated, "empty cells are not kept");
  Expect(IsUtf8(cell.text) && IsUtf8(cell.number_format), "texts are UTF-8");
  Expect(spreadsheet::CountUtf16Units(cell.text) <= spreadsheet::XlsxLimits().max_cell_characters,
         "texts are not too long");
  if (cell.kind == spreadsheet::CellKind::kNumber)
    Expect(cell.text.empty() || spreadsheet::IsNumber(cell.text), "a number is one");
}

void CheckSheet(const spreadsheet::Sheet& sheet) {
  size_t texts = 0;
  for (const auto& [position, cell] : sheet.cells()) {
    CheckCell(position, cell);
    texts += cell.text.empty() ? 0 : 1;
  }
  const auto again = spreadsheet::ReadCsv(spreadsheet::WriteCsv(sheet));
  // Cells far apart are joined by more commas than a .csv file may have.
  if (!again.ok()) return CheckRefusal(again.status());
  Expect(again->cells().size() == texts, "a .csv file has the same cells");
  for (const auto& [position, cell] : again->cells())
    Expect(sheet.Find(position) != nullptr && sheet.Find(position)->text == cell.text, "with the same texts");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string archive = Archive(absl::string_view(reinterpret_cast<const char*>(data), size));
  const auto workbook = spreadsheet::ReadXlsx(archive);
  if (!workbook.ok()) {
    CheckRefusal(workbook.status());
    return 0;
  }
  for (const spreadsheet::Sheet& sheet : workbook->sheets) CheckSheet(sheet);
  return 0;
}
