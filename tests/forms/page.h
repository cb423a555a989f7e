// SPDX-License-Identifier: Apache-2.0
//
// A form as another program writes it: the cells of a layout, moved and typed otherwise, in a file by libxlsxwriter or, by way
// of make_variants.py, by openpyxl.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/forms/form_layout.h"
#include "clients/spreadsheet/cell_address.h"
#include "nlohmann/json.hpp"

namespace heng::forms {

// What a file keeps in a cell for the text that a person sees.
enum class Keeping {
  kText,
  kRichText,  // in runs of different styles
  kNumber,
  kPercent,  // 98% as 0.98
  kDate,     // 2024-06-30 as a count of days
  kResult,   // of a formula: a number
  kFormula,  // without a result
  kError,
};

struct PageCell {
  spreadsheet::CellRange range;
  std::string text;
  Keeping as = Keeping::kText;
  std::string format;  // of a date
};

// Addresses, rows and columns count as people do.
class Page {
 public:
  explicit Page(std::string sheet) : sheet_(std::move(sheet)) {}
  explicit Page(const FormLayout& layout);

  const std::string& sheet() const { return sheet_; }
  void Rename(std::string sheet) { sheet_ = std::move(sheet); }
  bool hidden() const { return hidden_; }
  void Hide() { hidden_ = true; }
  // Row by row.
  const std::vector<PageCell>& cells() const { return cells_; }

  // The cell that begins there; made where there is none.
  PageCell& At(absl::string_view address);
  void Set(absl::string_view address, std::string text, Keeping as = Keeping::kText) {
    At(address).text = std::move(text);
    At(address).as = as;
  }
  void Keep(absl::string_view address, Keeping as, std::string format = "");
  void KeepTexts(Keeping as);
  // Of the cells whose text a program would show in the same letters.
  void KeepNumbers(Keeping as = Keeping::kNumber);
  void KeepPercents();

  void InsertRows(int row, int count);
  void RemoveRow(int row);
  void InsertColumns(int column, int count);
  // Texts stay in the first cell of their range.
  void Unmerge();
  // Of the texts in the range, the first one stays.
  void Merge(absl::string_view range);
  // Labels of the budget block, one row up, from B6 to B12 of an official form.
  void RaiseBudgetLabels();

 private:
  std::string sheet_;
  bool hidden_ = false;
  std::vector<PageCell> cells_;
};

// Sheets in their order; date1904: days are counted from 1904.
struct Book {
  std::vector<Page> pages;
  bool date1904 = false;
};

nlohmann::json ToJson(const Book& book);

// in_rows: writes row by row and keeps nothing, so that strings stand in their cells and are not shared.
void WriteWithLibxlsxwriter(const Book& book, bool in_rows, const std::string& path);

}  // namespace heng::forms
