// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/sheet_view.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "clients/forms/plain_text.h"
#include "clients/forms/shown_text.h"

namespace heng::forms {

using ::heng::spreadsheet::Cell;
using ::heng::spreadsheet::CellKind;
using ::heng::spreadsheet::CellPosition;
using ::heng::spreadsheet::CellRange;

namespace {

constexpr int kNoRange = -1;

}  // namespace

SheetView::SheetView(const spreadsheet::Sheet& sheet, bool date1904)
    : sheet_(sheet),
      date1904_(date1904),
      rows_(sheet.rows()),
      columns_(sheet.columns()),
      ranges_(static_cast<size_t>(rows_) * static_cast<size_t>(columns_), kNoRange),
      plain_(ranges_.size()) {
  HENG_CHECK(Fits(sheet));
  for (size_t i = 0; i < sheet.merged.size(); ++i) Merge(static_cast<int>(i));
  for (const auto& [position, cell] : sheet.cells())
    plain_[IndexOf(position)] = Plain(ShownText(cell, date1904));
}

bool SheetView::Inside(CellPosition position) const {
  return position.row >= 0 && position.row < rows_ && position.column >= 0 && position.column < columns_;
}

size_t SheetView::IndexOf(CellPosition position) const {
  return static_cast<size_t>(position.row) * static_cast<size_t>(columns_) +
         static_cast<size_t>(position.column);
}

// Ranges do not overlap in sheets that programs write; where they do, the first one counts.
void SheetView::Merge(int range) {
  const CellRange& merged = sheet_.merged[static_cast<size_t>(range)];
  for (int row = merged.first.row; row <= merged.last.row && row < rows_; ++row) {
    for (int column = merged.first.column; column <= merged.last.column && column < columns_; ++column) {
      int& owner = ranges_[IndexOf({row, column})];
      if (owner != kNoRange) return;
      owner = range;
    }
  }
}

std::string SheetView::Text(CellPosition position) const {
  const Cell* cell = sheet_.Find(ShownCell(position));
  return cell == nullptr ? "" : ShownText(*cell, date1904_);
}

const std::string& SheetView::PlainText(CellPosition position) const {
  static const auto& nothing = *new std::string();
  const CellPosition shown = ShownCell(position);
  return Inside(shown) ? plain_[IndexOf(shown)] : nothing;
}

bool SheetView::HoldsError(CellPosition position) const {
  const Cell* cell = sheet_.Find(ShownCell(position));
  return cell != nullptr && cell->kind == CellKind::kError;
}

bool SheetView::IsUncalculated(CellPosition position) const {
  const Cell* cell = sheet_.Find(ShownCell(position));
  return cell != nullptr && cell->uncalculated;
}

CellRange SheetView::RangeAt(CellPosition position) const {
  const int range = Inside(position) ? ranges_[IndexOf(position)] : kNoRange;
  return range == kNoRange ? CellRange{position, position} : sheet_.merged[static_cast<size_t>(range)];
}

CellPosition SheetView::RightOf(CellPosition position) const {
  const int next = RangeAt(position).last.column + 1;
  for (int column = next; column < columns(); ++column) {
    if (!PlainText({position.row, column}).empty()) return {position.row, column};
  }
  return {position.row, next};
}

std::string SheetView::AddressOf(CellPosition position) const {
  const bool quoted = sheet_.name.find_first_of(" '!-()") != std::string::npos;
  const std::string name =
      quoted ? absl::StrCat("'", absl::StrReplaceAll(sheet_.name, {{"'", "''"}}), "'") : sheet_.name;
  return absl::StrCat(name, "!", spreadsheet::A1(position));
}

}  // namespace heng::forms
