// SPDX-License-Identifier: Apache-2.0
//
// What is claimed of the execution of a line: RATE_MISSING, EXEC_RATE_NOT_BY_ARITHMETIC, EXEC_SCORE_NOT_BY_RULE, and the
// weight of the scored line.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

std::string Amount(const std::optional<Decimal>& amount) {
  return amount.has_value() ? amount->ToString() : "0";
}

void AddRate(const Form& form, const FormLine& line, const LineScore& score, FindingList& findings) {
  const absl::string_view text = line.claim->rate_text();
  if (text.empty()) {
    if (!line.claim->points_text().empty())
      findings.Add(FindingCode::kRateMissing,
                   {.computed = PercentText(*score.exact_rate_percent, form.plan.rate_rounding)});
    return;
  }
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(text);
  if (!typed.has_value() || AgreesInPercent(*typed, *score.exact_rate_percent, form.plan.rate_rounding))
    return;
  const Decimal hundred = Decimal::FromInt(100);
  // Forms that do not go beyond 100% say so instead of the rate; spending beyond the budget is OVERSPEND.
  if (typed->value == hundred && Compare(*score.exact_rate_percent, hundred) > 0) return;
  const std::string rate = PercentText(*score.exact_rate_percent, form.plan.rate_rounding);
  findings.Add(
      FindingCode::kExecRateNotByArithmetic,
      {.claimed = AsTyped(text),
       .computed = rate,
       .arithmetic = absl::StrCat(Amount(line.executed), " / ", Amount(line.adjusted), " → ", rate)});
}

void AddPoints(const Form& form, const FormLine& line, const LineScore& score, FindingList& findings) {
  if (!form.plan.execution.has_value() || !score.points.has_value()) return;
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(line.claim->points_text());
  if (!typed.has_value() || typed->value == *score.points) return;
  findings.Add(
      FindingCode::kExecScoreNotByRule,
      {.claimed = AsTyped(line.claim->points_text()),
       .computed = score.points->ToString(),
       .arithmetic = absl::StrCat(form.plan.execution->weight_points.ToString(), " × ", Amount(line.executed),
                                  " / ", Amount(line.adjusted), " → ", score.points->ToString())});
}

void AddWeight(const Form& form, const FormLine& line, FindingList& findings) {
  if (!form.plan.execution.has_value() || form.score.scored_line != line.index) return;
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(line.claim->weight_text());
  if (!typed.has_value() || typed->value == form.plan.execution->weight_points) return;
  findings.Add(FindingCode::kWeightsDifferFromRule,
               {.claimed = AsTyped(line.claim->weight_text()),
                .computed = form.plan.execution->weight_points.ToString()});
}

}  // namespace

void AddExecutionClaimFindings(const Form& form, const FormLine& line, FindingList& findings) {
  if (line.claim == nullptr) return;
  AddWeight(form, line, findings);
  const LineScore& score = form.score.lines[static_cast<size_t>(line.index)];
  // Without amounts nothing can be held against the claim; EXECUTED_MISSING says that they are missing.
  if (score.clause == v1::SCORE_CLAUSE_EXECUTION_MISSING || !score.exact_rate_percent.has_value()) return;
  // ZERO_BUDGET says that a budget of nothing has no rate.
  if (score.clause != v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET) AddRate(form, line, score, findings);
  AddPoints(form, line, score, findings);
}

}  // namespace heng::findings
