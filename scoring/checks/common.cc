// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/common.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace heng {
namespace {

constexpr int kFirstYear = 1949;
constexpr int kLastYear = 2100;

void CheckYear(int year, absl::string_view field, FieldProblems& problems) {
  if (year == 0 || (year >= kFirstYear && year <= kLastYear)) return;
  problems.Add(
      field, "OUT_OF_RANGE",
      {absl::StrCat("year ", year, " is out of range: want ", kFirstYear, " to ", kLastYear,
                    ", or 0 for none"),
       absl::StrCat("年份 ", year, " 超出范围：应为 ", kFirstYear, " 至 ", kLastYear, "，不填为 0")});
}

// Marks the rows of every circle: walks up from each row and sees whether it comes back to the row.
std::vector<bool> RowsInCircles(const std::vector<int>& parents) {
  std::vector<bool> in_circle(parents.size(), false);
  // 0: not seen, i + 1: seen on the walk that began at i.
  std::vector<size_t> seen(parents.size(), 0);
  for (size_t start = 0; start < parents.size(); ++start) {
    int row = static_cast<int>(start);
    while (row >= 0 && seen[row] == 0) {
      seen[row] = start + 1;
      row = parents[row];
    }
    if (row < 0 || seen[row] != start + 1) continue;
    for (int i = row; !in_circle[i]; i = parents[i]) in_circle[i] = true;
  }
  return in_circle;
}

std::vector<int> ResolveParents(const CodedList& list, FieldProblems& problems) {
  absl::flat_hash_map<absl::string_view, int> by_code;
  for (size_t i = 0; i < list.rows.size(); ++i) by_code.emplace(list.rows[i].code, static_cast<int>(i));
  std::vector<int> parents(list.rows.size(), -1);
  for (size_t i = 0; i < list.rows.size(); ++i) {
    const absl::string_view parent = list.rows[i].parent_code;
    if (parent.empty()) continue;
    const auto found = by_code.find(parent);
    if (found != by_code.end()) {
      parents[i] = found->second;
      continue;
    }
    AddRowProblem(list.Ref(static_cast<int>(i)), "parent_code", "UNKNOWN_CODE",
                  {absl::StrCat("parent ", Quoted(parent), " is not in the list"),
                   absl::StrCat("上级编码 ", Quoted(parent), " 不在列表中")},
                  problems);
  }
  return parents;
}

}  // namespace

std::optional<Decimal> TryDecimal(absl::string_view text) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Decimal> value = Decimal::Parse(text);
  return value.ok() ? std::optional<Decimal>(*value) : std::nullopt;
}

std::optional<ResourceName> CheckName(absl::string_view name, ResourceKind kind, absl::string_view field,
                                      FieldProblems& problems) {
  if (name.empty()) return std::nullopt;
  absl::StatusOr<ResourceName> parsed = ParseResourceName(name, kind);
  if (parsed.ok()) return *std::move(parsed);
  const std::string zh = ChineseMessageOf(parsed.status());
  problems.Add(
      field, "BAD_NAME",
      {std::string(parsed.status().message()),
       zh.empty() ? absl::StrCat(Quoted(name), " 不是有效的", ResourceKindInChinese(kind), "名称") : zh});
  return std::nullopt;
}

void CheckYears(int from_year, int until_year, absl::string_view path, FieldProblems& problems) {
  CheckYear(from_year, JoinPath(path, "effective_from_year"), problems);
  CheckYear(until_year, JoinPath(path, "effective_until_year"), problems);
  if (from_year == 0 || until_year == 0 || from_year <= until_year) return;
  problems.Add(JoinPath(path, "effective_until_year"), "OUT_OF_RANGE",
               {absl::StrCat("last year ", until_year, " lies before first year ", from_year),
                absl::StrCat("终止年度 ", until_year, " 早于起始年度 ", from_year)});
}

void CheckDate(const google::type::Date& date, absl::string_view field, FieldProblems& problems) {
  const bool has_month = date.month() != 0;
  const bool has_day = date.day() != 0;
  const absl::CivilDay day(date.year(), has_month ? date.month() : 1, has_day ? date.day() : 1);
  const bool exists = date.year() >= 1 && date.year() <= 9999 && (has_month || !has_day) &&
                      day.month() == (has_month ? date.month() : 1) &&
                      day.day() == (has_day ? date.day() : 1);
  if (exists) return;
  const std::string got = absl::StrCat(date.year(), "-", date.month(), "-", date.day());
  problems.Add(field, "OUT_OF_RANGE",
               {absl::StrCat(got, " is not a day of the calendar"), absl::StrCat(got, " 不是有效日期")});
}

bool CheckCount(int count, int min_count, int max_count, absl::string_view field, FieldProblems& problems) {
  if (count < min_count) {
    problems.Add(field, "REQUIRED",
                 {absl::StrCat("the list is empty: want 1 to ", max_count),
                  absl::StrCat("列表为空：应有 1 至 ", max_count, " 条")});
  } else if (count > max_count) {
    problems.Add(field, "TOO_LONG",
                 {absl::StrCat("the list has ", count, " entries: want at most ", max_count),
                  absl::StrCat("列表有 ", count, " 条：最多 ", max_count, " 条")});
    return false;
  }
  return true;
}

void CheckCodes(const CodedList& list, absl::string_view code_field, FieldProblems& problems) {
  absl::flat_hash_map<absl::string_view, int> first;
  for (size_t i = 0; i < list.rows.size(); ++i) {
    const absl::string_view code = list.rows[i].code;
    if (code.empty()) continue;
    const RowRef row = list.Ref(static_cast<int>(i));
    if (!IsValidCode(code)) {
      AddRowProblem(row, code_field, "BAD_NAME",
                    {absl::StrCat("code ", Quoted(code), " is refused: want 1 to 64 of a-z A-Z 0-9 . _ -"),
                     absl::StrCat("编码 ", Quoted(code), " 无效：应为 1 至 64 个字符，限 a-z A-Z 0-9 . _ -")},
                    problems);
    }
    const auto [seen, is_new] = first.emplace(code, static_cast<int>(i));
    if (is_new) continue;
    const std::string other = absl::StrCat(list.list, "[", seen->second, "]");
    AddRowProblem(row, code_field, "DUPLICATE_CODE",
                  {absl::StrCat("code ", Quoted(code), " is taken by ", other),
                   absl::StrCat("编码 ", Quoted(code), " 与 ", other, " 重复")},
                  problems);
  }
}

Tree CheckTree(const CodedList& list, int max_depth, FieldProblems& problems) {
  Tree tree;
  tree.parents = ResolveParents(list, problems);
  const std::vector<bool> in_circle = RowsInCircles(tree.parents);
  for (size_t i = 0; i < tree.parents.size(); ++i) {
    if (!in_circle[i]) continue;
    AddRowProblem(list.Ref(static_cast<int>(i)), "parent_code", "BAD_TREE",
                  {"parents run in a circle: want a tree", "上级关系成环：应为树形"}, problems);
    tree.parents[i] = -1;
  }
  tree.children.resize(tree.parents.size());
  for (size_t i = 0; i < tree.parents.size(); ++i) {
    if (tree.parents[i] >= 0) tree.children[tree.parents[i]].push_back(static_cast<int>(i));
    int depth = 1;
    for (int row = tree.parents[i]; row >= 0 && depth <= max_depth; row = tree.parents[row]) ++depth;
    if (depth <= max_depth) continue;
    AddRowProblem(list.Ref(static_cast<int>(i)), "parent_code", "BAD_TREE",
                  {absl::StrCat("the tree is deeper than ", max_depth, " levels here"),
                   absl::StrCat("层级超过 ", max_depth, " 级")},
                  problems);
  }
  return tree;
}

}  // namespace heng
