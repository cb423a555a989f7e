// SPDX-License-Identifier: Apache-2.0
#include "clients/spreadsheet/cell_address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng::spreadsheet {
namespace {

void TakeDollar(absl::string_view& text) {
  if (!text.empty() && text[0] == '$') text.remove_prefix(1);
}

// Takes the letters in front; the number of the column from 1, beyond kMaxColumns for too many, 0 for none.
int TakeColumn(absl::string_view& text) {
  int column = 0;
  while (!text.empty() && absl::ascii_isalpha(static_cast<unsigned char>(text[0]))) {
    column = std::min(column * 26 + (absl::ascii_toupper(text[0]) - 'A' + 1), kMaxColumns + 1);
    text.remove_prefix(1);
  }
  return column;
}

int TakeRow(absl::string_view& text) {
  int row = 0;
  while (!text.empty() && absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) {
    row = std::min(row * 10 + (text[0] - '0'), kMaxRows + 1);
    text.remove_prefix(1);
  }
  return row;
}

}  // namespace

std::string A1(CellPosition position) {
  HENG_CHECK(position.row >= 0 && position.column >= 0);
  std::string letters;
  for (int left = position.column + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return absl::StrCat(letters, position.row + 1);
}

std::optional<CellPosition> ParseA1(absl::string_view text) {
  TakeDollar(text);
  const int column = TakeColumn(text);
  TakeDollar(text);
  const bool leading_zero = !text.empty() && text[0] == '0';
  const int row = TakeRow(text);
  if (!text.empty() || leading_zero || row < 1 || row > kMaxRows || column < 1 || column > kMaxColumns)
    return {};
  return CellPosition{.row = row - 1, .column = column - 1};
}

std::optional<CellRange> ParseA1Range(absl::string_view text) {
  const size_t colon = text.find(':');
  const std::optional<CellPosition> first = ParseA1(text.substr(0, colon));
  const std::optional<CellPosition> last = colon == text.npos ? first : ParseA1(text.substr(colon + 1));
  if (!first || !last || first->row > last->row || first->column > last->column) return {};
  return CellRange{.first = *first, .last = *last};
}

}  // namespace heng::spreadsheet
