// SPDX-License-Identifier: Apache-2.0
//
// What the amounts of one budget line show by themselves: ZERO_BUDGET, ADJUSTED_MISSING, EXECUTED_MISSING, OVERSPEND,
// LOW_EXECUTION.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

void AddMissing(const Form& form, const FormLine& line, FindingList& findings) {
  const bool has_spending = line.executed.has_value() && !line.executed->is_zero();
  if (!line.adjusted.has_value() && has_spending)
    findings.Add(FindingCode::kAdjustedMissing, {.claimed = line.executed->ToString()});
  if (line.executed.has_value()) return;
  const bool has_budget = line.adjusted.has_value() && !line.adjusted->is_zero();
  if (!has_budget && form.TotalLine() != &line) return;
  findings.Add(FindingCode::kExecutedMissing,
               {.computed = line.adjusted.has_value() ? line.adjusted->ToString() : ""});
}

void AddZero(const FormLine& line, FindingList& findings) {
  const bool has_spending = line.executed.has_value() && !line.executed->is_zero();
  if (line.has_reason && !has_spending) return;
  FindingDetails details{.computed = "0"};
  if (line.claim != nullptr) details.claimed = AsTyped(line.claim->rate_text());
  if (has_spending) details.arithmetic = absl::StrCat(line.executed->ToString(), " / 0");
  findings.Add(FindingCode::kZeroBudget, std::move(details));
}

}  // namespace

void AddBudgetLineFindings(const Form& form, const FormLine& line, FindingList& findings) {
  // A memo line repeats amounts of others under another split, often not all of them.
  if (line.line.memo()) return;
  AddMissing(form, line, findings);
  if (!line.adjusted.has_value()) return;
  if (line.adjusted->is_zero()) return AddZero(line, findings);
  if (!line.executed.has_value()) return;
  if (*line.executed > *line.adjusted) {
    const std::optional<Decimal> over = Difference(*line.executed, *line.adjusted);
    findings.Add(
        FindingCode::kOverspend,
        {.claimed = line.executed->ToString(),
         .computed = line.adjusted->ToString(),
         .arithmetic = over.has_value() ? absl::StrCat(line.executed->ToString(), " - ",
                                                       line.adjusted->ToString(), " = ", over->ToString())
                                        : ""});
  }
  const LineScore& score = form.score.lines[static_cast<size_t>(line.index)];
  if (line.has_reason || !score.exact_rate_percent.has_value() ||
      Compare(*score.exact_rate_percent, form.limits.low_execution_percent) >= 0)
    return;
  const std::string rate = PercentText(*score.exact_rate_percent, form.plan.rate_rounding);
  findings.Add(
      FindingCode::kLowExecution,
      {.claimed = absl::StrCat(form.limits.low_execution_percent.ToString(), "%"),
       .computed = rate,
       .arithmetic = absl::StrCat(line.executed->ToString(), " / ", line.adjusted->ToString(), " = ", rate)});
}

}  // namespace heng::findings
