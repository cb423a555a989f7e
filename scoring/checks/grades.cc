// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr int kMaxGrades = 100;

void CheckWithinReach(const Decimal& limit, const Decimal& whole, const RowRef& row,
                      FieldProblems& problems) {
  if (limit <= whole) return;
  AddRowProblem(row, "min_points", "DEAD_THRESHOLD",
                {absl::StrCat("no total reaches limit ", limit.ToString(), ": want at most the total of ",
                              whole.ToString()),
                 absl::StrCat("下限 ", limit.ToString(), " 无法达到：应不超过总分 ", whole.ToString())},
                problems);
}

// A total is given the highest grade that it reaches, so a grade whose limit is not below the one before is never given.
void CheckBelow(const v1::Grade& above, const Decimal& limit, const RowRef& row, FieldProblems& problems) {
  const std::optional<Decimal> before = TryDecimal(above.min_points());
  if (!before.has_value() || limit < *before) return;
  AddRowProblem(row, "min_points", "DEAD_THRESHOLD",
                {absl::StrCat("limit ", limit.ToString(), " is not below ", before->ToString(), " of ",
                              Quoted(above.display_name()),
                              ", so the grade is never given: want limits that fall from grade to grade"),
                 absl::StrCat("下限 ", limit.ToString(), " 不低于上一等级 ", Quoted(above.display_name()),
                              " 的 ", before->ToString(), "，该等级永远不会出现：各等级下限应逐级递减")},
                problems);
}

}  // namespace

void CheckGrades(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!CheckCount(scheme.grades_size(), 0, kMaxGrades, JoinPath(path, "grades"), problems)) return;
  CodedList list{path, "grades", {}};
  for (const v1::Grade& grade : scheme.grades())
    list.rows.push_back({grade.code(), grade.display_name(), ""});
  CheckCodes(list, "code", problems);
  for (int i = 0; i < scheme.grades_size(); ++i) {
    const std::optional<Decimal> limit = TryDecimal(scheme.grades(i).min_points());
    if (!limit.has_value()) continue;
    const RowRef row = list.Ref(i);
    if (const std::optional<Problem> between = BetweenTotals(scheme, *limit))
      AddRowProblem(row, "min_points", "OUT_OF_RANGE", *between, problems);
    CheckWithinReach(*limit, WholePointsOf(scheme), row, problems);
    if (i > 0) CheckBelow(scheme.grades(i - 1), *limit, row, problems);
    if (i < scheme.grades_size() - 1 || limit->is_zero()) continue;
    AddRowProblem(
        row, "min_points", "OPEN_END",
        {absl::StrCat("the lowest grade begins at ", limit->ToString(), ", but totals go on below: want 0"),
         absl::StrCat("最低等级下限为 ", limit->ToString(), "，更低的总分没有等级：应为 0")},
        problems);
  }
}

}  // namespace heng
