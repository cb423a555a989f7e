// SPDX-License-Identifier: Apache-2.0
#include "tests/forms/page.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/decimal.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace heng::forms {
namespace {

using ::heng::spreadsheet::A1;
using ::heng::spreadsheet::CellPosition;
using ::heng::spreadsheet::CellRange;
using ::nlohmann::json;

constexpr const char* kKeepings[] = {"text", "rich",   "number",  "percent",
                                     "date", "result", "formula", "error"};

// 9.50 and 007 are numbers that a program would show otherwise.
bool IsShortNumber(absl::string_view text) {
  const bool long_end = absl::StrContains(text, ".") && absl::EndsWith(text, "0");
  const bool long_begin = text.size() > 1 && text[0] == '0' && text[1] != '.';
  return Decimal::IsWellFormed(text) && !long_end && !long_begin;
}

void Insert(int at, int count, int CellPosition::*axis, CellRange& range) {
  if (range.first.*axis >= at) range.first.*axis += count;
  if (range.last.*axis >= at) range.last.*axis += count;
}

// Writes one page with the formats of its book.
class SheetWriter {
 public:
  SheetWriter(lxw_workbook* book, const Page& page)
      : book_(book), sheet_(workbook_add_worksheet(book, page.sheet().c_str())) {
    if (page.hidden()) worksheet_hide(sheet_);
    if (!page.hidden()) worksheet_activate(sheet_);
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
    for (const PageCell& cell : page.cells()) Write(cell);
  }

 private:
  void Write(const PageCell& cell) {
    const auto row = static_cast<lxw_row_t>(cell.range.first.row);
    const auto column = static_cast<lxw_col_t>(cell.range.first.column);
    // Without a format it writes nothing into the cells of the range.
    if (cell.range.first != cell.range.last)
      worksheet_merge_range(sheet_, row, column, static_cast<lxw_row_t>(cell.range.last.row),
                            static_cast<lxw_col_t>(cell.range.last.column), "", nullptr);
    if (!cell.text.empty()) HENG_CHECK(WriteText(row, column, cell) == LXW_NO_ERROR);
  }

  lxw_error WriteText(lxw_row_t row, lxw_col_t column, const PageCell& cell) {
    const char* text = cell.text.c_str();
    const double number = std::strtod(text, nullptr);
    switch (cell.as) {
      case Keeping::kText:
        return worksheet_write_string(sheet_, row, column, text, nullptr);
      case Keeping::kRichText:
        return WriteRuns(row, column, cell.text);
      case Keeping::kNumber:
        return worksheet_write_number(sheet_, row, column, number, nullptr);
      case Keeping::kPercent:
        return worksheet_write_number(sheet_, row, column, number / 100, Format("0.00%"));
      case Keeping::kDate:
        return WriteDate(row, column, cell);
      case Keeping::kResult:
        return worksheet_write_formula_num(sheet_, row, column, "=1*1", nullptr, number);
      case Keeping::kFormula:
        break;  // openpyxl only: this library always writes a result
      case Keeping::kError:
        return worksheet_write_formula_str(sheet_, row, column, "=1/0", nullptr, text);
    }
    return LXW_ERROR_PARAMETER_VALIDATION;
  }

  lxw_format* Format(const char* code) {
    lxw_format* format = workbook_add_format(book_);
    format_set_num_format(format, code);
    return format;
  }

  // The first character plain, the others bold; a run must not be empty.
  lxw_error WriteRuns(lxw_row_t row, lxw_col_t column, const std::string& text) {
    const size_t first = Utf8CharacterBytes(text);
    std::string begin = text.substr(0, first);
    std::string end = text.substr(first);
    if (end.empty()) return worksheet_write_string(sheet_, row, column, text.c_str(), nullptr);
    lxw_rich_string_tuple plain{nullptr, begin.data()};
    lxw_rich_string_tuple strong{bold_, end.data()};
    lxw_rich_string_tuple* runs[] = {&plain, &strong, nullptr};
    return worksheet_write_rich_string(sheet_, row, column, runs, nullptr);
  }

  lxw_error WriteDate(lxw_row_t row, lxw_col_t column, const PageCell& cell) {
    lxw_datetime date = {};
    HENG_CHECK(std::sscanf(cell.text.c_str(), "%d-%d-%d", &date.year, &date.month, &date.day) == 3);
    return worksheet_write_datetime(sheet_, row, column, &date, Format(cell.format.c_str()));
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_format* bold_;
};

json ToJson(const PageCell& cell) {
  return {{"first", A1(cell.range.first)},
          {"last", A1(cell.range.last)},
          {"text", cell.text},
          {"as", kKeepings[static_cast<size_t>(cell.as)]},
          {"format", cell.format}};
}

}  // namespace

Page::Page(const FormLayout& layout) : sheet_(layout.sheet) {
  for (const FormCell& cell : layout.cells) cells_.push_back({.range = cell.range, .text = cell.text});
  std::sort(cells_.begin(), cells_.end(),
            [](const PageCell& a, const PageCell& b) { return a.range.first < b.range.first; });
}

PageCell& Page::At(absl::string_view address) {
  const CellPosition position = *spreadsheet::ParseA1(address);
  const auto behind = std::find_if(cells_.begin(), cells_.end(),
                                   [&](const PageCell& cell) { return !(cell.range.first < position); });
  if (behind != cells_.end() && behind->range.first == position) return *behind;
  return *cells_.insert(behind, {.range = {position, position}});
}

void Page::Keep(absl::string_view address, Keeping as, std::string format) {
  At(address).as = as;
  At(address).format = std::move(format);
}

void Page::KeepTexts(Keeping as) {
  for (PageCell& cell : cells_) cell.as = as;
}

void Page::KeepNumbers(Keeping as) {
  for (PageCell& cell : cells_) {
    if (IsShortNumber(cell.text)) cell.as = as;
  }
}

void Page::KeepPercents() {
  for (PageCell& cell : cells_) {
    absl::string_view number = cell.text;
    if (absl::ConsumeSuffix(&number, "%") && IsShortNumber(number)) cell.as = Keeping::kPercent;
  }
}

void Page::InsertRows(int row, int count) {
  for (PageCell& cell : cells_) Insert(row - 1, count, &CellPosition::row, cell.range);
}

void Page::InsertColumns(int column, int count) {
  for (PageCell& cell : cells_) Insert(column - 1, count, &CellPosition::column, cell.range);
}

void Page::RemoveRow(int row) {
  const int gone = row - 1;
  cells_.erase(std::remove_if(cells_.begin(), cells_.end(),
                              [&](const PageCell& cell) {
                                return cell.range.first.row == gone && cell.range.last.row == gone;
                              }),
               cells_.end());
  for (PageCell& cell : cells_) {
    if (cell.range.first.row > gone) --cell.range.first.row;
    if (cell.range.last.row >= gone) --cell.range.last.row;
  }
}

void Page::Unmerge() {
  for (PageCell& cell : cells_) cell.range.last = cell.range.first;
}

void Page::Merge(absl::string_view range) {
  const CellRange merged = *spreadsheet::ParseA1Range(range);
  cells_.erase(std::remove_if(cells_.begin(), cells_.end(),
                              [&](const PageCell& cell) {
                                return merged.Contains(cell.range.first) && cell.range.first != merged.first;
                              }),
               cells_.end());
  At(A1(merged.first)).range = merged;
}

void Page::RaiseBudgetLabels() {
  for (int row = 6; row <= 12; ++row) Set(absl::StrCat("B", row - 1), At(absl::StrCat("B", row)).text);
  Set("B12", "");
}

json ToJson(const Book& book) {
  json pages = json::array();
  for (const Page& page : book.pages) {
    json cells = json::array();
    for (const PageCell& cell : page.cells()) cells.push_back(ToJson(cell));
    pages.push_back({{"name", page.sheet()}, {"hidden", page.hidden()}, {"cells", cells}});
  }
  return {{"sheets", pages}, {"date1904", book.date1904}};
}

void WriteWithLibxlsxwriter(const Book& book, bool in_rows, const std::string& path) {
  lxw_workbook_options options = {};
  options.constant_memory = in_rows ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* file = workbook_new_opt(path.c_str(), &options);
  for (const Page& page : book.pages) SheetWriter(file, page);
  HENG_CHECK(workbook_close(file) == LXW_NO_ERROR);
}

}  // namespace heng::forms
