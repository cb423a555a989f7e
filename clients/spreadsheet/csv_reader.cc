// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/csv_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/spreadsheet/file_kind.h"
#include "clients/spreadsheet/formula_text.h"
#include "clients/spreadsheet/number_text.h"
#include "clients/spreadsheet/refusal.h"
#include "clients/spreadsheet/text_encoding.h"

namespace heng::spreadsheet {
namespace {

class Parser {
 public:
  Parser(absl::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

  absl::StatusOr<Sheet> Parse() {
    while (!text_.empty()) {
      HENG_RETURN_IF_ERROR(ParseField());
      HENG_RETURN_IF_ERROR(ParseSeparator());
    }
    return std::move(sheet_);
  }

 private:
  absl::Status ParseField();
  absl::StatusOr<std::string> ParseQuoted();
  absl::Status ParseSeparator();
  absl::Status Store(absl::string_view field);
  absl::Status CheckPosition() const;
  absl::Status TooLong() const;
  Place Here() const { return {.cell = A1(position_)}; }
  absl::Status BadQuote(absl::string_view en, absl::string_view zh) const;
  bool TooManyBytes(size_t bytes) const { return bytes / 4 > limits_.max_cell_characters; }

  absl::string_view text_;  // what is left
  const CsvLimits& limits_;
  CellPosition position_;
  size_t cell_count_ = 0;
  size_t blank_cell_count_ = 0;
  Sheet sheet_;
};

absl::Status Parser::BadQuote(absl::string_view en, absl::string_view zh) const {
  return Refused(Here(),
                 {.en = absl::StrCat(
                      en, ": double each quote inside a quoted text, or save the table again as CSV UTF-8"),
                  .zh = absl::StrCat(zh, "：引号内的引号应写成两个，或将表格另存为“CSV UTF-8”格式")});
}

absl::Status Parser::TooLong() const {
  return BeyondLimit(Here(),
                     {.en = absl::StrCat("the text is longer than ", limits_.max_cell_characters,
                                         " characters: shorten it, and look for a quote that is not closed"),
                      .zh = absl::StrCat("文本超过 ", limits_.max_cell_characters,
                                         " 个字符：请缩短，并检查是否有未闭合的引号")});
}

absl::Status Parser::CheckPosition() const {
  if (position_.row < kMaxRows && position_.column < kMaxColumns) return absl::OkStatus();
  return BeyondLimit({}, {.en = absl::StrCat("line of row ", position_.row + 1, ": a table has at most ",
                                             kMaxRows, " rows and ", kMaxColumns, " columns: split it"),
                          .zh = absl::StrCat("第 ", position_.row + 1, " 行：表格最多 ", kMaxRows, " 行、",
                                             kMaxColumns, " 列，请拆分")});
}

// The text in quotes in front of text_.
absl::StatusOr<std::string> Parser::ParseQuoted() {
  std::string field;
  text_.remove_prefix(1);
  while (true) {
    const size_t quote = text_.find('"');
    if (quote == text_.npos) return BadQuote("a quote is not closed", "引号未闭合");
    if (TooManyBytes(field.size() + quote)) return TooLong();
    field.append(text_.data(), quote);
    text_.remove_prefix(quote + 1);
    if (text_.empty() || text_[0] != '"') return field;
    field += '"';
    text_.remove_prefix(1);
  }
}

absl::Status Parser::ParseField() {
  HENG_RETURN_IF_ERROR(CheckPosition());
  if (text_[0] == '"') {
    HENG_ASSIGN_OR_RETURN(const std::string field, ParseQuoted());
    if (!text_.empty() && text_[0] != ',' && text_[0] != '\r' && text_[0] != '\n') {
      return BadQuote("text follows a closing quote", "引号闭合后仍有文字");
    }
    return Store(field);
  }
  const size_t end = std::min(text_.find_first_of(",\r\n"), text_.size());
  const absl::string_view field = text_.substr(0, end);
  text_.remove_prefix(end);
  return Store(field);
}

absl::Status Parser::Store(absl::string_view field) {
  const absl::string_view text = UnescapeFormula(field);
  if (text.empty()) {
    if (++blank_cell_count_ <= limits_.max_blank_cells) return absl::OkStatus();
    return BeyondLimit(
        Here(), {.en = absl::StrCat("more than ", limits_.max_blank_cells,
                                    " cells are empty: delete unused rows and columns"),
                 .zh = absl::StrCat("空单元格超过 ", limits_.max_blank_cells, " 个：请删除未使用的行和列")});
  }
  if (TooManyBytes(text.size()) || CountUtf16Units(text) > limits_.max_cell_characters) return TooLong();
  if (++cell_count_ > limits_.max_cells) {
    return BeyondLimit(
        Here(), {.en = absl::StrCat("the table has more than ", limits_.max_cells, " filled cells: split it"),
                 .zh = absl::StrCat("表格内有内容的单元格超过 ", limits_.max_cells, " 个：请拆分")});
  }
  sheet_.Set(position_, {.text = std::string(text)});
  return absl::OkStatus();
}

absl::Status Parser::ParseSeparator() {
  if (text_.empty()) return absl::OkStatus();
  const char separator = text_[0];
  text_.remove_prefix(1);
  if (separator == ',') {
    ++position_.column;
    // A comma at the very end has an empty cell behind it, of which nothing is kept.
    return CheckPosition();
  }
  if (separator == '\r' && !text_.empty() && text_[0] == '\n') text_.remove_prefix(1);
  position_ = {.row = position_.row + 1, .column = 0};
  return absl::OkStatus();
}

absl::Status RefuseWorkbook(absl::string_view bytes) {
  const FileKind kind = KindOf(bytes);
  HENG_RETURN_IF_ERROR(RefuseOle2(kind));
  if (kind != FileKind::kZip) return absl::OkStatus();
  return Refused({}, {.en = "this is a workbook and not a .csv file: rename it to .xlsx",
                      .zh = "这是工作簿而不是 .csv 文件：请将扩展名改为 .xlsx"});
}

}  // namespace

absl::StatusOr<Sheet> ReadCsv(absl::string_view bytes, const CsvLimits& limits) {
  if (bytes.size() > limits.max_file_bytes) {
    return BeyondLimit(
        {}, {.en = absl::StrCat("the file is larger than ", limits.max_file_bytes >> 20, " MiB: split it"),
             .zh = absl::StrCat("文件超过 ", limits.max_file_bytes >> 20, " MiB：请拆分")});
  }
  HENG_RETURN_IF_ERROR(RefuseWorkbook(bytes));
  std::string converted;
  HENG_ASSIGN_OR_RETURN(const absl::string_view text, ToUtf8(bytes, converted));
  return Parser(text, limits).Parse();
}

}  // namespace heng::spreadsheet
