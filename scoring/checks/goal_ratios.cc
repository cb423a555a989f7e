// SPDX-License-Identifier: Apache-2.0
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "scoring/checks/goals_parts.h"
#include "scoring/checks/lifted_weight.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

RowRef GoalRef(const v1::Goals& goals, absl::string_view path, int index) {
  return {path, "overall_goals", index, goals.overall_goals(index).code()};
}

void CheckNoRatios(const v1::Goals& goals, absl::string_view path, FieldProblems& problems) {
  for (int i = 0; i < goals.overall_goals_size(); ++i) {
    const std::string& ratio = goals.overall_goals(i).ratio_percent();
    if (ratio.empty()) continue;
    AddRowProblem(GoalRef(goals, path, i), "ratio_percent", "NOT_ALLOWED",
                  {absl::StrCat("the scheme has no ratios of goals, got ", Quoted(ratio)),
                   absl::StrCat("评价方案不按目标设比例，却填写了 ", Quoted(ratio))},
                  problems);
  }
}

// The part of the total that an overall goal can add at most is a weight like others: rounding must not lift it.
void CheckGoalRounding(const v1::Scheme& scheme, const Decimal& ratio, const RowRef& row,
                       FieldProblems& problems) {
  const Decimal execution = TryDecimal(scheme.execution().weight_points()).value_or(Decimal());
  const absl::StatusOr<Decimal> rows = Subtract(WholePointsOf(scheme), execution);
  if (!rows.ok()) return;
  const absl::StatusOr<Decimal> hundredfold = Multiply(*rows, ratio);
  if (!hundredfold.ok() || hundredfold->places() + 2 > Decimal::kMaxPlaces) return;
  const Decimal part = Decimal::FromCoefficient(hundredfold->coefficient(), hundredfold->places() + 2);
  if (const std::optional<Problem> lifted = LiftedWeight(part, GoalPointsRounding(scheme.rounding())))
    AddRowProblem(row, "ratio_percent", "ROUNDS_ABOVE_WEIGHT", *lifted, problems);
}

void CheckRatios(WeightSums weight_sums, const v1::Scheme& scheme, const v1::Goals& goals,
                 absl::string_view path, FieldProblems& problems) {
  const std::string field = JoinPath(path, "overall_goals");
  if (goals.overall_goals().empty()) {
    problems.Add(field, "REQUIRED",
                 {"the scheme adds up overall goals by their ratios, but there are none",
                  "评价方案按目标比例合计总分，但未填写总体目标"});
    return;
  }
  Decimal sum;
  bool readable = true;
  for (int i = 0; i < goals.overall_goals_size(); ++i) {
    const v1::OverallGoal& goal = goals.overall_goals(i);
    const RowRef row = GoalRef(goals, path, i);
    if (goal.code().empty())
      AddRowProblem(row, "code", "REQUIRED",
                    {"a goal with a ratio needs a code", "设比例的总体目标必须有编码"}, problems);
    const std::optional<Decimal> ratio = TryDecimal(goal.ratio_percent());
    if (goal.ratio_percent().empty()) {
      AddRowProblem(row, "ratio_percent", "REQUIRED",
                    {"the scheme adds up overall goals by their ratios: want one",
                     "评价方案按目标比例合计总分：缺少比例"},
                    problems);
    } else if (ratio.has_value() && ratio->is_zero()) {
      AddRowProblem(row, "ratio_percent", "OUT_OF_RANGE",
                    {"the ratio is 0: want more than 0", "比例为 0：应大于 0"}, problems);
    } else if (ratio.has_value() && *ratio > Decimal::FromInt(100)) {
      // Said even where sums are ignored: a total that it multiplies need not fit.
      AddRowProblem(row, "ratio_percent", "OUT_OF_RANGE",
                    {absl::StrCat("the ratio is ", ratio->ToString(), ": want at most 100"),
                     absl::StrCat("比例为 ", ratio->ToString(), "：不得大于 100")},
                    problems);
    }
    const absl::StatusOr<Decimal> next = Add(sum, ratio.value_or(Decimal()));
    readable = readable && ratio.has_value() && next.ok();
    if (!readable) continue;
    sum = *next;
    if (weight_sums == WeightSums::kEnforced) CheckGoalRounding(scheme, *ratio, row, problems);
  }
  if (!readable || weight_sums == WeightSums::kIgnored || sum == Decimal::FromInt(100)) return;
  problems.Add(field, "WEIGHT_SUM",
               {absl::StrCat("ratios add up to ", sum.ToString(), ", want 100"),
                absl::StrCat("各目标比例合计 ", sum.ToString(), "，应为 100")});
}

}  // namespace

void CheckGoalRatios(WeightSums weight_sums, const v1::Scheme& scheme, const v1::Goals& goals,
                     absl::string_view path, std::vector<RowPlace>& places, FieldProblems& problems) {
  const bool has_ratios = scheme.goal_policy() == v1::GOAL_POLICY_RATIOS;
  if (has_ratios) {
    CheckRatios(weight_sums, scheme, goals, path, problems);
  } else {
    CheckNoRatios(goals, path, problems);
  }
  absl::flat_hash_map<absl::string_view, int> by_code;
  for (int i = 0; i < goals.overall_goals_size(); ++i) {
    if (!goals.overall_goals(i).code().empty()) by_code.emplace(goals.overall_goals(i).code(), i);
  }
  for (int i = 0; i < goals.indicators_size(); ++i) {
    const std::string& code = goals.indicators(i).goal_code();
    if (!has_ratios && code.empty()) continue;
    const auto found = by_code.find(code);
    if (has_ratios) places[i].goal_index = found == by_code.end() ? -1 : found->second;
    if (found != by_code.end()) continue;
    const RowRef row{path, "indicators", i, goals.indicators(i).display_name()};
    if (code.empty()) {
      AddRowProblem(
          row, "goal_code", "REQUIRED",
          {"the scheme adds up overall goals by their ratios: want the code of the one it belongs to",
           "评价方案按目标比例合计总分：缺少所属总体目标的编码"},
          problems);
    } else {
      AddRowProblem(row, "goal_code", "UNKNOWN_CODE",
                    {absl::StrCat("there is no overall goal ", Quoted(code)),
                     absl::StrCat("没有编码为 ", Quoted(code), " 的总体目标")},
                    problems);
    }
  }
}

}  // namespace heng
