// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/workbook.h"

#include <algorithm>
#include <utility>

namespace heng::spreadsheet {

const Cell* Sheet::Find(CellPosition position) const {
  const auto cell = cells_.find(position);
  return cell == cells_.end() ? nullptr : &cell->second;
}

const Cell* Sheet::FindMerged(CellPosition position) const {
  const auto range = std::find_if(merged.begin(), merged.end(),
                                  [&](const CellRange& candidate) { return candidate.Contains(position); });
  return Find(range == merged.end() ? position : range->first);
}

void Sheet::Set(CellPosition position, Cell cell) {
  if (!cell.text.empty() || cell.uncalculated) {
    // Most cells come in order, so the end is the best guess.
    cells_.insert_or_assign(cells_.end(), position, std::move(cell));
    columns_ = std::max(columns_, position.column + 1);
    return;
  }
  if (cells_.erase(position) == 0 || position.column + 1 < columns_) return;
  columns_ = 0;
  for (const auto& [place, unused] : cells_) columns_ = std::max(columns_, place.column + 1);
}

int Sheet::rows() const { return cells_.empty() ? 0 : cells_.rbegin()->first.row + 1; }

}  // namespace heng::spreadsheet
