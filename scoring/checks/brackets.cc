// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "absl/strings/str_cat.h"
#include "scoring/checks/interval.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr IntervalWords kBracketWords = {"bracket", "分档", "from the lowest to the highest values",
                                         "由低到高"};
constexpr int kMaxTables = 200;
constexpr int kMinBrackets = 2;
constexpr int kMaxBrackets = 100;
constexpr int kValuePlaces = 6;

std::optional<Interval> IntervalOf(const v1::Bracket& bracket) {
  return ReadInterval(bracket.lower(), bracket.lower_inclusive(), bracket.upper(), bracket.upper_inclusive());
}

// One table, and where it stands.
struct Table {
  const v1::BracketTable& message;
  std::string path;
  absl::string_view words;

  RowRef Ref(int index) const { return {path, "brackets", index, words}; }
};

bool CheckSize(const Table& table, const RowRef& row, FieldProblems& problems) {
  const int count = table.message.brackets_size();
  if (count >= kMinBrackets && count <= kMaxBrackets) return true;
  AddRowProblem(
      row, "brackets", count < kMinBrackets ? "REQUIRED" : "TOO_LONG",
      {absl::StrCat("the table has ", count, " brackets: want ", kMinBrackets, " to ", kMaxBrackets),
       absl::StrCat("分档表有 ", count, " 档：应为 ", kMinBrackets, " 至 ", kMaxBrackets, " 档")},
      problems);
  return false;
}

void CheckOuterEnds(const Table& table, FieldProblems& problems) {
  const int last = table.message.brackets_size() - 1;
  const v1::Bracket& lowest = table.message.brackets(0);
  const v1::Bracket& highest = table.message.brackets(last);
  if (!lowest.lower().empty() || lowest.lower_inclusive()) {
    const std::string end = lowest.lower().empty() ? "-∞" : lowest.lower();
    AddRowProblem(table.Ref(0), "lower", "OPEN_END",
                  {absl::StrCat("the lowest bracket begins at ", end,
                                ", but values go on below: want no lower end and no 含 there"),
                   absl::StrCat("最低一档从 ", end, " 开始，更低的数值无档可归：不应设下限，也不应注明“含”")},
                  problems);
  }
  if (!highest.upper().empty() || highest.upper_inclusive()) {
    const std::string end = highest.upper().empty() ? "+∞" : highest.upper();
    AddRowProblem(table.Ref(last), "upper", "OPEN_END",
                  {absl::StrCat("the highest bracket ends at ", end,
                                ", but values go on above: want no upper end and no 含 there"),
                   absl::StrCat("最高一档到 ", end, " 为止，更高的数值无档可归：不应设上限，也不应注明“含”")},
                  problems);
  }
}

bool CheckIntervals(const Table& table, FieldProblems& problems) {
  bool in_order = true;
  for (int i = 0; i < table.message.brackets_size(); ++i) {
    const std::optional<Interval> interval = IntervalOf(table.message.brackets(i));
    if (!interval.has_value()) continue;
    CheckReachable(*interval, kValuePlaces, kBracketWords, table.Ref(i), "lower", problems);
    if (i == 0) continue;
    const std::optional<Interval> below = IntervalOf(table.message.brackets(i - 1));
    if (!below.has_value()) continue;
    in_order = CheckMeeting(*below, *interval, kBracketWords, table.Ref(i), "lower", problems) && in_order;
  }
  return in_order;
}

// The direction in which points may go from the bracket before to this one.
enum class Course { kRise, kFall, kEither };

Course CourseAt(v1::BetterValue better, bool has_fallen) {
  if (better == v1::BETTER_VALUE_HIGHER) return Course::kRise;
  if (better == v1::BETTER_VALUE_LOWER) return Course::kFall;
  return has_fallen ? Course::kFall : Course::kEither;
}

void AddWrongCourse(const Table& table, int i, const Decimal& before, const Decimal& points, Course course,
                    FieldProblems& problems) {
  const std::string pair_zh =
      absl::StrCat("由上一档的 ", before.ToString(), " 分变为 ", points.ToString(), " 分");
  const bool should_rise = course == Course::kRise;
  AddRowProblem(table.Ref(i), "points", "NOT_MONOTONE",
                {absl::StrCat("points ", points.ToString(), should_rise ? " are below " : " are above ",
                              before.ToString(),
                              " of the bracket before, so a better value would earn less: want them to ",
                              should_rise ? "rise" : "fall", " here"),
                 absl::StrCat(pair_zh, "，数值更好反而得分更低：此处得分应", should_rise ? "递增" : "递减")},
                problems);
}

void AddNoDifference(const Table& table, int i, const Decimal& points, FieldProblems& problems) {
  const std::string end = table.message.brackets(i).lower();
  AddRowProblem(table.Ref(i), "points", "DEAD_THRESHOLD",
                {absl::StrCat("points ", points.ToString(), " are those of the bracket before, so the limit ",
                              end, " makes no difference: want other points, or one bracket"),
                 absl::StrCat("与上一档同为 ", points.ToString(), " 分，界限 ", end,
                              " 不起作用：应设不同得分，或合并为一档")},
                problems);
}

void CheckPoints(const v1::Scheme& scheme, const Table& table, FieldProblems& problems) {
  const Decimal whole = WholePointsOf(scheme);
  const v1::BetterValue better = table.message.better();
  std::optional<Decimal> before;
  bool has_fallen = false;
  for (int i = 0; i < table.message.brackets_size(); ++i) {
    const std::optional<Decimal> points = TryDecimal(table.message.brackets(i).points());
    if (points.has_value() && *points > whole) {
      AddRowProblem(
          table.Ref(i), "points", "OUT_OF_RANGE",
          {absl::StrCat("points ", points->ToString(), " are above the total of ", whole.ToString()),
           absl::StrCat("得分 ", points->ToString(), " 超过总分 ", whole.ToString())},
          problems);
    }
    if (points.has_value() && before.has_value() && better != v1::BETTER_VALUE_UNSPECIFIED) {
      const int change = Decimal::Compare(*points, *before);
      const Course course = CourseAt(better, has_fallen);
      if (change == 0) AddNoDifference(table, i, *points, problems);
      if ((course == Course::kRise && change < 0) || (course == Course::kFall && change > 0))
        AddWrongCourse(table, i, *before, *points, course, problems);
      has_fallen = has_fallen || change < 0;
    }
    before = points;
  }
}

}  // namespace

void CheckBracketTables(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!CheckCount(scheme.bracket_tables_size(), 0, kMaxTables, JoinPath(path, "bracket_tables"), problems))
    return;
  CodedList list{path, "bracket_tables", {}};
  for (const v1::BracketTable& table : scheme.bracket_tables())
    list.rows.push_back({table.code(), table.display_name(), ""});
  CheckCodes(list, "code", problems);
  for (int i = 0; i < scheme.bracket_tables_size(); ++i) {
    const RowRef row = list.Ref(i);
    const Table table{scheme.bracket_tables(i), RowPath(row), row.words};
    if (table.message.better() == v1::BETTER_VALUE_UNSPECIFIED) {
      AddRowProblem(row, "better", "REQUIRED",
                    {"want which values are better: HIGHER, LOWER or MIDDLE",
                     "缺少数值优劣方向：越高越好、越低越好或居中最好"},
                    problems);
    }
    if (!CheckSize(table, row, problems) || !CheckIntervals(table, problems)) continue;
    CheckOuterEnds(table, problems);
    CheckPoints(scheme, table, problems);
  }
}

}  // namespace heng
