// SPDX-License-Identifier: Apache-2.0
//
// Where on a sheet the blocks of an official form stand. Forms differ from place to place, so blocks and columns are known by the words of
// their headings and not by their addresses.
#pragma once

#include <array>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/forms/form_cells.h"
#include "clients/forms/sheet_view.h"

namespace heng::forms {

constexpr int kAbsent = -1;

// A table: the row of its headings, and the sheet's column of each of ours, or kAbsent.
struct TableBlock {
  int heading_row = 0;
  std::array<int, kRowCells> columns;
  // One behind the last row that may belong to it.
  int end_row = 0;

  template <typename Column>
  int operator[](Column column) const {
    return columns[static_cast<size_t>(column)];
  }
};

// What stands in a row of the table, in our columns.
RowCells CellsOfRow(const SheetView& view, const TableBlock& block, int row);

struct IndicatorBlock : TableBlock {
  int level1 = kAbsent;
  int level2 = kAbsent;
  int level3 = kAbsent;
};

struct GoalBlock {
  int heading_row = 0;
  int expected = 0;
  int achieved = 0;
  int end_row = 0;
};

struct FormBlocks {
  std::optional<TableBlock> budget;
  std::optional<GoalBlock> goals;
  IndicatorBlock indicators;
  std::optional<int> total_row;
};

// Nothing if the sheet has no indicator table, by which a form is known.
std::optional<FormBlocks> FindBlocks(const SheetView& view);

// The cell with this label (by Plain, without a colon), in reading order; nothing if there is none.
std::optional<spreadsheet::CellPosition> FindLabel(const SheetView& view,
                                                   absl::Span<const absl::string_view> labels);

}  // namespace heng::forms
