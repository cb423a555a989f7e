// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/kept_form.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "google/protobuf/util/json_util.h"

namespace heng::forms {
namespace {

constexpr absl::string_view kFormat = "heng-form/1";
// Below the 32,767 characters that a cell can hold, even where all of them look like escapes and have to be escaped.
constexpr size_t kPieceBytes = 16'000;

absl::Status Damaged(const std::string& what) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, "",
      {.en = absl::StrCat("the hidden sheet ", kKeptSheet, " ", what,
                          ": export the form again, or delete that sheet"),
       .zh = absl::StrCat("隐藏工作表 ", kKeptSheet, " ", what, "：请重新导出表格，或删除该工作表")});
}

// The end of a piece, not inside a character.
size_t EndOfPiece(const std::string& text, size_t begin) {
  size_t end = std::min(begin + kPieceBytes, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return end;
}

}  // namespace

std::vector<std::string> KeptCells(const v1::Evaluation& evaluation) {
  std::string json;
  // A message that was parsed or built here always has a JSON form.
  HENG_CHECK(google::protobuf::util::MessageToJsonString(evaluation, &json).ok());
  std::vector<std::string> cells = {std::string(kFormat)};
  for (size_t at = 0; at < json.size();) {
    const size_t end = EndOfPiece(json, at);
    cells.push_back(json.substr(at, end - at));
    at = end;
  }
  return cells;
}

absl::StatusOr<v1::Evaluation> KeptEvaluation(const spreadsheet::Workbook& workbook) {
  v1::Evaluation evaluation;
  const auto sheet = std::find_if(workbook.sheets.begin(), workbook.sheets.end(),
                                  [](const spreadsheet::Sheet& other) { return other.name == kKeptSheet; });
  if (sheet == workbook.sheets.end()) return evaluation;
  const spreadsheet::Cell* format = sheet->Find({0, 0});
  if (format == nullptr || format->text != kFormat)
    return Damaged("is of another version (不是本版本的格式)");
  std::string json;
  for (int row = 1; row < sheet->rows(); ++row) {
    if (const spreadsheet::Cell* cell = sheet->Find({row, 0})) json += cell->text;
  }
  if (!google::protobuf::util::JsonStringToMessage(json, &evaluation).ok())
    return Damaged("is damaged (已损坏)");
  return evaluation;
}

}  // namespace heng::forms
