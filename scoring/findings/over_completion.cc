// SPDX-License-Identifier: Apache-2.0
//
// OVER_COMPLETION, OVER_COMPLETION_NEAR and OVER_COMPLETION_DEDUCTED: results far beyond their target.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

// How far below the limit a result is worth a look, in percentage points.
constexpr int kNear = 10;

FindingDetails Details(const Form& form, const FormRow& row, std::string computed) {
  std::string completion = PercentText(*row.score.completion_percent, form.plan.completion_rounding);
  std::string arithmetic;
  if (row.actual.has_value())
    arithmetic =
        absl::StrCat(row.actual->ToString(), " / ", row.plan_row.target.ToString(), " = ", completion);
  return {
      .claimed = std::move(completion), .computed = std::move(computed), .arithmetic = std::move(arithmetic)};
}

// The thresholds of the scheme: the lowest one reached that calls for a finding is the one to name.
void AddByThresholds(const Form& form, const FormRow& row, FindingList& findings) {
  const std::vector<OverCompletionRule>& thresholds = row.plan_row.over_completion;
  for (v1::OverCompletionEffect effect : {v1::OVER_COMPLETION_EFFECT_FLAG, v1::OVER_COMPLETION_EFFECT_REASON,
                                          v1::OVER_COMPLETION_EFFECT_REVIEW}) {
    const OverCompletionRule* reached = ReachedThreshold(thresholds, effect, *row.score.completion_percent);
    if (reached == nullptr || (effect == v1::OVER_COMPLETION_EFFECT_REASON && row.has_reason)) continue;
    findings.Add(FindingCode::kOverCompletion,
                 Details(form, row, absl::StrCat(reached->completion_percent.ToString(), "%")));
    break;
  }
  const std::optional<Decimal>& deduction = row.score.over_completion_deduction;
  if (deduction.has_value() && !deduction->is_zero())
    findings.Add(FindingCode::kOverCompletionDeducted, Details(form, row, deduction->ToString()));
}

}  // namespace

void AddOverCompletionFindings(const Form& form, const FormRow& row, FindingList& findings) {
  const bool is_counted =
      row.plan_row.rule == v1::RULE_KIND_AT_LEAST || row.plan_row.rule == v1::RULE_KIND_EQUAL;
  if (!is_counted || !row.score.completion_percent.has_value()) return;
  const Ratio& completion = *row.score.completion_percent;
  if (Compare(completion, Decimal::FromInt(kHundred)) <= 0) return;
  if (!row.plan_row.over_completion.empty()) return AddByThresholds(form, row, findings);
  const Decimal& limit = form.limits.over_completion_percent;
  const std::string limit_text = absl::StrCat(limit.ToString(), "%");
  if (Compare(completion, limit) >= 0) {
    findings.Add(FindingCode::kOverCompletion, Details(form, row, limit_text));
    return;
  }
  const std::optional<Decimal> near = Difference(limit, Decimal::FromInt(kNear));
  if (near.has_value() && *near > Decimal::FromInt(kHundred) && Compare(completion, *near) >= 0)
    findings.Add(FindingCode::kOverCompletionNear, Details(form, row, limit_text));
}

}  // namespace heng::findings
