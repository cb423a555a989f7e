// SPDX-License-Identifier: Apache-2.0
//
// Overall goals in words: TARGET_NOT_QUANTIFIED where a goal is nothing but an amount of money, CONTRADICTS_TABLE where
// everything is said to be done while the form's own rows lose points.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kAllDone[] = {"全部完成", "全面完成", "圆满完成", "全部达成", "全部实现"};

bool LosesPoints(const FormRow& row) {
  return row.score.points.has_value() && row.plan_row.weight_points.has_value() &&
         *row.score.points < *row.plan_row.weight_points;
}

std::string Expected(const Form& form, int index) {
  const v1::GoalCompletion& completion = form.evaluation.goal_completions(index);
  if (!completion.expected().empty() || index >= form.plan.goals.overall_goals_size())
    return completion.expected();
  return form.plan.goals.overall_goals(index).expected();
}

}  // namespace

void AddGoalCompletionFindings(const Form& form, FindingList& findings) {
  for (int i = 0; i < form.evaluation.goal_completions_size(); ++i) {
    const std::string expected = Expected(form, i);
    findings.BeginRow("goal_completions", i, expected);
    if (IsAmountOnly(expected))
      findings.Add(FindingCode::kTargetNotQuantified, {.claimed = AsTyped(expected)});
    const std::string& achieved = form.evaluation.goal_completions(i).achieved();
    if (!ContainsAny(achieved, kAllDone) || !form.score.total_points.has_value()) continue;
    const auto count = std::count_if(form.rows.begin(), form.rows.end(), LosesPoints);
    if (count == 0) continue;
    findings.Add(FindingCode::kContradictsTable,
                 {.claimed = AsTyped(achieved),
                  .computed = absl::StrCat(form.score.total_points->ToString(), " / ",
                                           form.plan.whole_points.ToString()),
                  .arithmetic = absl::StrCat(count, " / ", form.rows.size())});
  }
}

}  // namespace heng::findings
