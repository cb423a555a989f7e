// SPDX-License-Identifier: Apache-2.0
//
// Tables as files hold them: texts in cells, without a thought of what they mean.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "clients/spreadsheet/cell_address.h"

namespace heng::spreadsheet {

enum class CellKind { kText, kNumber, kBoolean, kError };

struct Cell {
  // UTF-8. A number has the very characters of the file ("0.95930000000000004", "1E-3"), a boolean "0" or "1", an error
  // its name ("#N/A"), a formula what was last computed.
  std::string text;
  CellKind kind = CellKind::kText;
  // The format code of the cell's style, such as "0.00%" or "yyyy-mm-dd"; empty for General.
  std::string number_format;
  // A formula that no program has computed yet, so the file does not know its value; the text is empty.
  bool uncalculated = false;

  friend bool operator==(const Cell&, const Cell&) = default;
};

class Sheet {
 public:
  std::string name;
  bool hidden = false;
  // In the order of the file.
  std::vector<CellRange> merged;

  // The cell itself; null where there is no text (a cell that has nothing but a style is not there).
  const Cell* Find(CellPosition position) const;

  // The cell that a reader sees there: in a merged range its first one, else the cell itself. Looks through all merged
  // ranges.
  const Cell* FindMerged(CellPosition position) const;

  // Puts a cell there in place of what was there. One without text that is not an uncalculated formula clears the
  // place.
  void Set(CellPosition position, Cell cell);

  // Up to the last row and the last column that hold a cell; 0 if there is none.
  int rows() const;
  int columns() const { return columns_; }

  // All cells, row by row.
  const std::map<CellPosition, Cell>& cells() const { return cells_; }

 private:
  std::map<CellPosition, Cell> cells_;
  int columns_ = 0;
};

struct Workbook {
  // Worksheets in the order of their tabs, hidden ones too; chart sheets are left out.
  std::vector<Sheet> sheets;
  // Days are counted from 1904-01-01 and not from 1899-12-30.
  bool date1904 = false;
};

}  // namespace heng::spreadsheet
