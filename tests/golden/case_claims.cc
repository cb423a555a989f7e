// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/case_claims.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/golden/case_messages.h"

namespace heng::golden {
namespace {

// Prints of one rule: "level-1 weights are to be 产出 50, 效益 30, 满意度 10, execution 10".
constexpr absl::string_view kWeightRule = "level-1 weights";

void PrescribeWeight(absl::string_view name, const Decimal& weight, v1::Scheme& scheme) {
  for (v1::IndicatorClass& top : *scheme.mutable_classes()) {
    if (top.parent_code().empty() && absl::StartsWith(top.display_name(), name))
      top.set_weight_points(weight.ToString());
  }
}

}  // namespace

void ClaimRow(const IndicatorRow& row, v1::IndicatorResult& result) {
  v1::IndicatorClaim& claim = *result.mutable_claim();
  claim.set_target_text(row.printed_target.value_or(""));
  claim.set_actual_text(row.printed_actual.value_or(""));
  claim.set_unit_text(row.unit.value_or(""));
  claim.set_weight_text(row.printed_weight.value_or(""));
  claim.set_completion_text(row.completion.value_or(""));
  claim.set_points_text(row.score.value_or(""));
  result.set_reason(row.reason.value_or(""));
}

void ClaimForm(const Case& source, v1::Evaluation& evaluation) {
  v1::FormClaim& form = *evaluation.mutable_claim();
  form.set_amount_unit_text(source.in_wan_yuan ? "万元" : "元");
  for (size_t i = 0; i < source.budget_rows.size(); ++i) {
    const BudgetRow& row = source.budget_rows[i];
    v1::BudgetLineClaim& claim = *form.add_budget_lines();
    claim.set_line_code(absl::StrCat("line-", i));
    claim.set_initial_text(row.initial.value_or(""));
    claim.set_adjusted_text(row.adjusted.value_or(""));
    claim.set_executed_text(row.executed.value_or(""));
    claim.set_weight_text(row.weight.value_or(""));
    claim.set_rate_text(row.rate.value_or(""));
    claim.set_points_text(row.score.value_or(""));
    claim.set_reason_text(row.reason.value_or(""));
  }
  form.set_total_weight_text(source.printed_weight_total.value_or(""));
  form.set_total_points_text(source.printed_total.value_or(""));
  form.set_grade_text(source.printed_grade.value_or(""));
  if (!source.expected_goal.has_value() && !source.achieved_goal.has_value()) return;
  v1::GoalCompletion& goal = *evaluation.add_goal_completions();
  goal.set_expected(source.expected_goal.value_or(""));
  goal.set_achieved(source.achieved_goal.value_or(""));
}

void PrescribeWeights(const Case& source, v1::Scheme& scheme) {
  if (!source.is_complete) return;
  for (const std::string& rule : source.printed_rules) {
    if (!absl::StartsWith(rule, kWeightRule)) continue;
    const std::vector<std::string> words = absl::StrSplit(rule, absl::ByAnyChar(" ,"), absl::SkipEmpty());
    for (size_t i = 1; i < words.size(); ++i) {
      const std::optional<Decimal> weight = PrintedNumber(words[i]);
      if (weight.has_value()) PrescribeWeight(words[i - 1], *weight, scheme);
    }
  }
}

bool IsMemo(const BudgetRow& row) { return absl::StartsWith(row.label, "按"); }

int ParentRow(const Case& source, size_t index) {
  const BudgetRow& row = source.budget_rows[index];
  if (IsMemo(row)) return -1;
  for (size_t i = index; i-- > 0;) {
    if (source.budget_rows[i].level < row.level) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace heng::golden
