// SPDX-License-Identifier: Apache-2.0
//
// WEIGHT_SUM_NOT_100 and, for classes, WEIGHTS_DIFFER_FROM_RULE. Goals that were compiled with their weights enforced can
// only be claimed wrong; published forms, and goals of old times, can be wrong themselves.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

bool AllRowsHaveWeights(const Plan& plan) {
  return std::all_of(plan.rows.begin(), plan.rows.end(), [](const Plan::Row& row) {
    return row.weight_points.has_value() || !EarnsPoints(row.rule);
  });
}

// Execution and the classes at the top: "10 + 70 + 20 + 10 = 110".
std::string WeightArithmetic(const Plan& plan) {
  std::string terms = plan.execution.has_value() ? plan.execution->weight_points.ToString() : "";
  for (const Plan::Class& top : plan.classes) {
    const std::optional<Decimal> weight = DecimalIn(top.weight_text);
    if (top.parent >= 0 || !weight.has_value() || weight->is_zero()) continue;
    absl::StrAppend(&terms, terms.empty() ? "" : " + ", weight->ToString());
  }
  return absl::StrCat(terms, " = ", plan.total_weight.ToString());
}

void AddSum(const Form& form, FindingList& findings) {
  const std::string& text = form.evaluation.claim().total_weight_text();
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(text);
  const bool is_wrong = form.plan.total_weight != form.plan.whole_points;
  const bool is_typed_wrong = typed.has_value() && typed->value != form.plan.whole_points;
  if (!is_wrong && !is_typed_wrong) return;
  findings.BeginRow(text.empty() ? "results" : "claim.total_weight_text", -1, "");
  findings.Add(FindingCode::kWeightSumNot100, {.claimed = AsTyped(text),
                                               .computed = form.plan.total_weight.ToString(),
                                               .arithmetic = WeightArithmetic(form.plan)});
}

void AddClasses(const Form& form, FindingList& findings) {
  for (size_t i = 0; i < form.plan.classes.size(); ++i) {
    const v1::IndicatorClass& prescribed = form.plan.scheme->classes(static_cast<int>(i));
    const std::string& has = form.plan.classes[i].weight_text;
    if (prescribed.weight_points() == has) continue;
    const std::optional<Decimal> want = DecimalIn(prescribed.weight_points());
    const std::optional<Decimal> weight = DecimalIn(has);
    if (!want.has_value() || !weight.has_value() || *want == *weight) continue;
    findings.BeginRow("results", -1, prescribed.display_name());
    findings.Add(FindingCode::kWeightsDifferFromRule,
                 {.claimed = weight->ToString(), .computed = want->ToString()});
  }
}

}  // namespace

void AddWeightFindings(const Form& form, FindingList& findings) {
  if (!AllRowsHaveWeights(form.plan)) return;
  AddSum(form, findings);
  AddClasses(form, findings);
}

}  // namespace heng::findings
