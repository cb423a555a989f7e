// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/xlsx_form.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "clients/forms/kept_form.h"
#include "clients/spreadsheet/number_text.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::CellPosition;
using ::heng::spreadsheet::CellRange;

constexpr char kFont[] = "宋体";
constexpr int kLineHeight = 15;  // points
constexpr int kMaxRowHeight = 400;

lxw_row_t Row(int row) { return static_cast<lxw_row_t>(row); }
lxw_col_t Column(int column) { return static_cast<lxw_col_t>(column); }

// How many columns of the screen a text takes: two for a Chinese character.
int WidthOf(const std::string& text) {
  int width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) ++width;
    if (byte >= 0xc0) width += 2;
  }
  return width;
}

// The library does not escape what looks like an escape.
void WriteText(lxw_worksheet* sheet, CellPosition at, const std::string& text, lxw_format* format) {
  worksheet_write_string(sheet, Row(at.row), Column(at.column), spreadsheet::EncodeEscapes(text).c_str(),
                         format);
}

class Writer {
 public:
  Writer(const FormLayout& layout, const std::vector<std::string>& kept, const std::string& path)
      : layout_(layout), kept_(kept), book_(workbook_new(path.c_str())) {
    sheet_ = workbook_add_worksheet(book_, layout.sheet.c_str());
    hidden_ = workbook_add_worksheet(book_, kKeptSheet);
    for (const CellRole role : {CellRole::kTitle, CellRole::kNote, CellRole::kHeading, CellRole::kFixed,
                                CellRole::kTyped, CellRole::kComputed})
      for (const bool centred : {false, true}) formats_[{role, centred}] = MakeFormat(role, centred);
  }

  // The library frees everything here, also after an error.
  lxw_error Write() {
    for (size_t i = 0; i < kept_.size(); ++i) WriteText(hidden_, {static_cast<int>(i), 0}, kept_[i], nullptr);
    SetUpPage();
    for (const FormCell& cell : layout_.cells) WriteCell(cell);
    SetRowHeights();
    worksheet_hide(hidden_);
    worksheet_activate(sheet_);
    return workbook_close(book_);
  }

 private:
  lxw_format* MakeFormat(CellRole role, bool centred) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, role == CellRole::kTitle ? 18 : 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    if (role == CellRole::kTitle || role == CellRole::kNote) {
      format_set_align(format, LXW_ALIGN_CENTER);
      if (role == CellRole::kTitle) format_set_bold(format);
      return format;
    }
    format_set_border(format, LXW_BORDER_THIN);
    if (centred || (role != CellRole::kTyped && role != CellRole::kFixed))
      format_set_align(format, LXW_ALIGN_CENTER);
    if (role == CellRole::kHeading) format_set_bold(format);
    if (role == CellRole::kComputed) format_set_bg_color(format, 0xEEEEEE);
    // Text, so that 98% and 9.50 stay as they are typed.
    if (role == CellRole::kTyped) format_set_num_format(format, "@");
    if (role == CellRole::kTyped) format_set_unlocked(format);
    return format;
  }

  void SetUpPage() {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, 0.4, 0.4, 0.5, 0.5);
    worksheet_center_horizontally(sheet_);
    worksheet_set_footer(sheet_, "&C第 &P 页，共 &N 页");
    for (size_t i = 0; i < layout_.column_widths.size(); ++i)
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                           layout_.column_widths[i], nullptr);
    worksheet_protect(sheet_, nullptr, nullptr);
    worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:L5000");
  }

  void WriteCell(const FormCell& cell) {
    lxw_format* format = formats_.at({cell.role, cell.centred});
    const CellPosition first = cell.range.first;
    const CellPosition last = cell.range.last;
    if (first != last)
      worksheet_merge_range(sheet_, Row(first.row), Column(first.column), Row(last.row), Column(last.column),
                            "", format);
    if (!cell.formula.empty()) {
      // Without a result of its own until a program computes it.
      worksheet_write_formula_str(sheet_, Row(first.row), Column(first.column), cell.formula.c_str(), format,
                                  "");
    } else if (cell.text.empty()) {
      worksheet_write_blank(sheet_, Row(first.row), Column(first.column), format);
    } else {
      WriteText(sheet_, first, cell.text, format);
    }
    if (!cell.choices.empty()) AddChoices(cell);
    if (!cell.comment.empty()) AddComment(cell);
    NoteHeight(cell);
  }

  void AddChoices(const FormCell& cell) {
    const std::string formula = ChoicesFormula(cell.choices);
    lxw_data_validation validation = {};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = const_cast<char*>(formula.c_str());
    // People may still type what a band means in their own signs; the import reads full-width ones too.
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation.error_title = const_cast<char*>("不在选项中");
    validation.error_message = const_cast<char*>("请从下拉列表中选择。");
    worksheet_data_validation_cell(sheet_, Row(cell.range.first.row), Column(cell.range.first.column),
                                   &validation);
  }

  // Lists stand on the hidden sheet, one a column, since their texts may have commas and be long.
  std::string ChoicesFormula(const std::vector<std::string>& choices) {
    auto [found, is_new] = choices_.emplace(choices, choices_.size() + 2);  // from column C on
    const int column = static_cast<int>(found->second);
    if (is_new) {
      for (size_t i = 0; i < choices.size(); ++i)
        WriteText(hidden_, {static_cast<int>(i), column}, choices[i], nullptr);
    }
    const std::string letters =
        spreadsheet::A1({0, column}).substr(0, spreadsheet::A1({0, column}).size() - 1);
    return absl::StrCat("=", kKeptSheet, "!$", letters, "$1:$", letters, "$", choices.size());
  }

  void AddComment(const FormCell& cell) {
    lxw_comment_options options = {};
    options.author = const_cast<char*>("heng");
    options.width = 360;
    options.height = static_cast<uint16_t>(std::min(600, 40 + 20 * (WidthOf(cell.comment) / 50)));
    worksheet_write_comment_opt(sheet_, Row(cell.range.first.row), Column(cell.range.first.column),
                                cell.comment.c_str(), &options);
  }

  // Merged cells do not stretch their row by themselves. Cells over several rows are headings and names, which are short.
  void NoteHeight(const FormCell& cell) {
    if (cell.range.first.row != cell.range.last.row) return;
    int width = 0;
    for (int column = cell.range.first.column; column <= cell.range.last.column; ++column)
      width += layout_.column_widths[static_cast<size_t>(column)];
    const int lines = 1 + WidthOf(cell.text) / std::max(1, width - 1);
    int& height = heights_[cell.range.first.row];
    height = std::max(height, cell.role == CellRole::kTitle ? 30 : 5 + kLineHeight * lines);
  }

  void SetRowHeights() {
    for (const auto& [row, height] : heights_)
      worksheet_set_row(sheet_, Row(row), std::min(height, kMaxRowHeight), nullptr);
  }

  const FormLayout& layout_;
  const std::vector<std::string>& kept_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_worksheet* hidden_;
  std::map<std::pair<CellRole, bool>, lxw_format*> formats_;
  std::map<std::vector<std::string>, size_t> choices_;
  std::map<int, int> heights_;  // in points, by row
};

class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "heng-form-XXXXXX").string()) {
    const int fd = mkstemp(path_.data());
    if (fd >= 0) close(fd);
  }
  ~TemporaryFile() { unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

absl::StatusOr<std::string> XlsxForm(const FormLayout& layout, const std::vector<std::string>& kept) {
  // The library writes to files only.
  const TemporaryFile file;
  const lxw_error error = Writer(layout, kept, file.path()).Write();
  std::ifstream stream(file.path(), std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (error == LXW_NO_ERROR && stream && bytes) return std::move(bytes).str();
  const char* why = error == LXW_NO_ERROR ? "cannot read it back" : lxw_strerror(error);
  return MakeError(absl::StatusCode::kUnknown, "",
                   {.en = absl::StrCat("cannot write the temporary file ", file.path(), ": ", why),
                    .zh = absl::StrCat("无法写入临时文件 ", file.path(), "：", why)});
}

}  // namespace heng::forms
