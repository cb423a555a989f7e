// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace heng::cli {
namespace {

using Lines = std::vector<std::string>;

// The lines of every cell of one row of a box.
std::vector<Lines> WrapRow(const Table& table, const std::vector<std::string>& row) {
  std::vector<Lines> cells;
  for (size_t i = 0; i < row.size(); ++i) {
    const std::string text = OneLine(row[i]);
    const int max_width = table.columns[i].max_width;
    cells.push_back(max_width > 0 ? Wrap(text, max_width) : Lines{text});
  }
  return cells;
}

// ┌──┬──┐, ├──┼──┤ or └──┴──┘.
std::string Rule(const std::vector<int>& widths, const char* left, const char* middle, const char* right) {
  Lines segments;
  for (const int width : widths) {
    std::string segment;
    for (int i = 0; i < width + 2; ++i) absl::StrAppend(&segment, "─");
    segments.push_back(segment);
  }
  return absl::StrCat(left, absl::StrJoin(segments, middle), right, "\n");
}

std::string BoxRow(const std::vector<Lines>& cells, const std::vector<int>& widths,
                   const std::vector<Align>& aligns) {
  size_t height = 1;
  for (const Lines& lines : cells) height = std::max(height, lines.size());
  std::string text;
  for (size_t line = 0; line < height; ++line) {
    absl::StrAppend(&text, "│");
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string content = line < cells[i].size() ? cells[i][line] : "";
      absl::StrAppend(&text, " ", Pad(content, widths[i], aligns[i]), " │");
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

}  // namespace

std::string AlignedTable(const Table& table, Language language) {
  std::vector<std::vector<std::string>> lines(1);
  for (const Column& column : table.columns) lines[0].push_back(In(language, column.heading));
  for (const auto& row : table.rows) {
    lines.emplace_back();
    for (const std::string& cell : row) lines.back().push_back(OneLine(cell));
  }
  std::vector<int> widths(table.columns.size());
  for (const auto& line : lines) {
    for (size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], TextWidth(line[i]));
  }
  std::string text;
  for (const auto& line : lines) {
    std::string printed;
    for (size_t i = 0; i < widths.size(); ++i) {
      absl::StrAppend(&printed, i == 0 ? "" : "  ", Pad(line[i], widths[i], table.columns[i].align));
    }
    absl::StrAppend(&text, printed.substr(0, printed.find_last_not_of(' ') + 1), "\n");
  }
  return text;
}

std::string BoxTable(const Table& table, Language language, const std::vector<size_t>& rules_above) {
  std::vector<std::string> headings;
  std::vector<Align> aligns;
  for (const Column& column : table.columns) {
    headings.push_back(In(language, column.heading));
    aligns.push_back(column.align);
  }
  std::vector<std::vector<Lines>> rows = {WrapRow(table, headings)};
  for (const auto& row : table.rows) rows.push_back(WrapRow(table, row));

  std::vector<int> widths(table.columns.size());
  for (const auto& row : rows) {
    for (size_t i = 0; i < widths.size(); ++i) {
      for (const std::string& line : row[i]) widths[i] = std::max(widths[i], TextWidth(line));
    }
  }
  const std::vector<Align> centred(widths.size(), Align::kCenter);
  std::string text = absl::StrCat(Rule(widths, "┌", "┬", "┐"), BoxRow(rows[0], widths, centred));
  for (size_t i = 1; i < rows.size(); ++i) {
    const bool rule = i == 1 || std::count(rules_above.begin(), rules_above.end(), i - 1) > 0;
    if (rule) absl::StrAppend(&text, Rule(widths, "├", "┼", "┤"));
    absl::StrAppend(&text, BoxRow(rows[i], widths, aligns));
  }
  return absl::StrCat(text, Rule(widths, "└", "┴", "┘"));
}

}  // namespace heng::cli
