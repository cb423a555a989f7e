// SPDX-License-Identifier: Apache-2.0
//
// A sheet as a person sees it: merged cells show one text everywhere, numbers show as they were typed.
#pragma once

#include <string>
#include <vector>

#include "clients/spreadsheet/workbook.h"

namespace heng::forms {

class SheetView {
 public:
  // More than the longest form needs: 2,000 indicators and 500 budget lines.
  static constexpr int kMaxRows = 5000;
  static constexpr int kMaxColumns = 100;
  static bool Fits(const spreadsheet::Sheet& sheet) {
    return sheet.rows() <= kMaxRows && sheet.columns() <= kMaxColumns;
  }

  // The sheet must fit and outlive the view.
  SheetView(const spreadsheet::Sheet& sheet, bool date1904);

  int rows() const { return rows_; }
  int columns() const { return columns_; }

  // The text that is shown there; empty outside of the sheet.
  std::string Text(spreadsheet::CellPosition position) const;
  // The same, by Plain.
  const std::string& PlainText(spreadsheet::CellPosition position) const;
  bool HoldsError(spreadsheet::CellPosition position) const;
  // Whether a formula stands there whose result the file does not have.
  bool IsUncalculated(spreadsheet::CellPosition position) const;
  // The merged range around the position, or the cell alone.
  spreadsheet::CellRange RangeAt(spreadsheet::CellPosition position) const;
  // The first cell to the right of this range that shows something; where none does, the cell next to the range.
  spreadsheet::CellPosition RightOf(spreadsheet::CellPosition position) const;

  // `部门整体支出绩效自评表!F23`; names that a formula would quote are quoted.
  std::string AddressOf(spreadsheet::CellPosition position) const;

 private:
  bool Inside(spreadsheet::CellPosition position) const;
  size_t IndexOf(spreadsheet::CellPosition position) const;
  // The first cell of the range around the position.
  spreadsheet::CellPosition ShownCell(spreadsheet::CellPosition position) const {
    return RangeAt(position).first;
  }
  void Merge(int range);

  const spreadsheet::Sheet& sheet_;
  const bool date1904_;
  const int rows_;
  const int columns_;
  std::vector<int> ranges_;         // by cell: which of the sheet's merged ranges it lies in, or none
  std::vector<std::string> plain_;  // by cell
};

}  // namespace heng::forms
