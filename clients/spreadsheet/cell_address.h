// SPDX-License-Identifier: Apache-2.0
//
// Where a cell stands: zero-based in the code, "B7" for people and in files.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace heng::spreadsheet {

// The limits of Excel, which are those of the format.
inline constexpr int kMaxRows = 1'048'576;
inline constexpr int kMaxColumns = 16'384;

// Zero-based: {0, 0} is A1. Positions sort row by row.
struct CellPosition {
  int row = 0;
  int column = 0;

  friend bool operator==(const CellPosition&, const CellPosition&) = default;
  friend auto operator<=>(const CellPosition&, const CellPosition&) = default;
};

// Both ends belong to it.
struct CellRange {
  CellPosition first;
  CellPosition last;

  bool Contains(CellPosition position) const {
    return first.row <= position.row && position.row <= last.row && first.column <= position.column &&
           position.column <= last.column;
  }
  friend bool operator==(const CellRange&, const CellRange&) = default;
};

// {6, 1} is "B7". Row and column must not be negative.
std::string A1(CellPosition position);

// Reads "B7", also "b7" and "$B$7"; nothing if it is another text or lies beyond XFD1048576.
std::optional<CellPosition> ParseA1(absl::string_view text);

// Reads "A1:C3" or "B7", whose first cell stands above and left of the last or is it.
std::optional<CellRange> ParseA1Range(absl::string_view text);

}  // namespace heng::spreadsheet
