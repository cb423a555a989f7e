// SPDX-License-Identifier: Apache-2.0
//
// What is claimed of a row: SCORE_NOT_BY_RULE_HIGH and _LOW, COMPLETION_NOT_BY_ARITHMETIC, the weight, and the band that was
// typed.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

// w, A, B and the exact result as the clause says.
std::string PointsArithmetic(const FormRow& row, const Decimal& weight) {
  const std::string w = weight.ToString();
  const std::string target = row.plan_row.target.ToString();
  const std::string actual = row.actual.has_value() ? row.actual->ToString() : "";
  const std::string points = row.score.points->ToString();
  switch (row.score.clause) {
    case v1::SCORE_CLAUSE_PRO_RATA:
      return absl::StrCat(w, " × ", actual, " / ", target, " → ", points);
    case v1::SCORE_CLAUSE_INVERSE_RATIO:
      return absl::StrCat(w, " × ", target, " / ", actual, " → ", points);
    case v1::SCORE_CLAUSE_LINEAR:
      return absl::StrCat(w, " × (1 - (", actual, " - ", target, ") / ", target, ") → ", points);
    default:
      return absl::StrCat(row.score.exact_points.ToString(), " → ", points);
  }
}

void AddPoints(const FormRow& row, FindingList& findings) {
  const std::optional<PrintedNumber>& typed = row.typed_points;
  if (!typed.has_value() || !row.score.points.has_value() || !row.plan_row.weight_points.has_value()) return;
  if (typed->value == *row.score.points) return;
  const FindingCode code =
      typed->value > *row.score.points ? FindingCode::kScoreNotByRuleHigh : FindingCode::kScoreNotByRuleLow;
  findings.Add(code, {.claimed = AsTyped(row.result.claim().points_text()),
                      .computed = row.score.points->ToString(),
                      .arithmetic = PointsArithmetic(row, *row.plan_row.weight_points)});
}

void AddCompletion(const Form& form, const FormRow& row, FindingList& findings) {
  if (!row.score.completion_percent.has_value() || row.score.clause == v1::SCORE_CLAUSE_MISSING) return;
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(row.result.claim().completion_text());
  const Ratio& exact = *row.score.completion_percent;
  if (!typed.has_value() || AgreesInPercent(*typed, exact, form.plan.completion_rounding)) return;
  // Most forms stop at 100.
  const Decimal hundred = Decimal::FromInt(100);
  if ((typed->value == hundred || (!typed->is_percent && typed->value == Decimal::FromInt(1))) &&
      Compare(exact, hundred) > 0)
    return;
  const std::string computed = PercentText(exact, form.plan.completion_rounding);
  findings.Add(
      FindingCode::kCompletionNotByArithmetic,
      {.claimed = AsTyped(row.result.claim().completion_text()),
       .computed = computed,
       .arithmetic = row.actual.has_value() ? absl::StrCat(row.actual->ToString(), " : ",
                                                           row.plan_row.target.ToString(), " → ", computed)
                                            : ""});
}

void AddWeight(const FormRow& row, FindingList& findings) {
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(row.result.claim().weight_text());
  if (!typed.has_value() || !row.plan_row.weight_points.has_value() ||
      typed->value == *row.plan_row.weight_points)
    return;
  findings.Add(FindingCode::kWeightsDifferFromRule, {.claimed = AsTyped(row.result.claim().weight_text()),
                                                     .computed = row.plan_row.weight_points->ToString()});
}

// The label of another band than the one that is scored.
void AddBand(const Form& form, const FormRow& row, FindingList& findings) {
  if (row.score.band < 0 || row.actual_text.empty()) return;
  const auto& bands = form.plan.scheme->bands();
  if (bands.Get(row.score.band).display_name() == row.actual_text) return;
  for (const v1::Band& band : bands) {
    if (band.display_name() == row.actual_text)
      findings.Add(FindingCode::kActualNotAsTyped, {.claimed = AsTyped(row.actual_text),
                                                    .computed = bands.Get(row.score.band).display_name()});
  }
}

}  // namespace

void AddResultClaimFindings(const Form& form, const FormRow& row, FindingList& findings) {
  AddBand(form, row, findings);
  AddWeight(row, findings);
  AddCompletion(form, row, findings);
  AddPoints(row, findings);
}

}  // namespace heng::findings
