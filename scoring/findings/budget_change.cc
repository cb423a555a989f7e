// SPDX-License-Identifier: Apache-2.0
//
// What became of the initial budget: BUDGET_CHANGE_UNEXPLAINED, BUDGET_FOLLOWS_SPENDING, SPENDING_ABOVE_INITIAL. A reason
// beside the line answers all of them.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

// The change in percent of the initial budget; nothing where that is 0 or too large to say.
std::optional<Ratio> ChangePercent(const Decimal& initial, const Decimal& adjusted) {
  const std::optional<Decimal> change = Difference(adjusted, initial);
  if (!change.has_value() || initial.is_zero()) return std::nullopt;
  const absl::StatusOr<Ratio> percent = Ratio::MultiplyDivide(*change, Decimal::FromInt(kHundred), initial);
  return percent.ok() ? std::optional<Ratio>(*percent) : std::nullopt;
}

bool IsBeyond(const Ratio& percent, const Decimal& limit) {
  const Decimal negative = Decimal::FromCoefficient(-limit.coefficient(), limit.places());
  return Compare(percent, limit) > 0 || Compare(percent, negative) < 0;
}

void AddChange(const Form& form, const FormLine& line, FindingList& findings) {
  const Decimal& initial = *line.initial;
  const Decimal& adjusted = *line.adjusted;
  if (initial == adjusted) return;
  const std::optional<Ratio> percent = ChangePercent(initial, adjusted);
  if (!percent.has_value()) {
    // All of the budget was added during the year.
    if (initial.is_zero())
      findings.Add(FindingCode::kBudgetChangeUnexplained,
                   {.claimed = adjusted.ToString(),
                    .computed = absl::StrCat("+", adjusted.ToString()),
                    .arithmetic = absl::StrCat("0 → ", adjusted.ToString())});
    return;
  }
  if (!IsBeyond(*percent, form.limits.budget_change_percent)) return;
  const std::string change = absl::StrCat(
      adjusted > initial ? "+" : "", PercentText(*percent, {.mode = RoundingMode::kHalfUp, .places = 2}));
  findings.Add(FindingCode::kBudgetChangeUnexplained,
               {.claimed = adjusted.ToString(),
                .computed = change,
                .arithmetic = absl::StrCat("(", adjusted.ToString(), " - ", initial.ToString(), ") / ",
                                           initial.ToString(), " = ", change)});
}

}  // namespace

void AddBudgetChangeFindings(const Form& form, const FormLine& line, FindingList& findings) {
  if (line.line.memo() || line.has_reason || !line.initial.has_value()) return;
  if (line.adjusted.has_value()) AddChange(form, line, findings);
  if (!line.executed.has_value() || line.executed->is_zero()) return;
  if (line.adjusted.has_value() && *line.adjusted == *line.executed && *line.adjusted != *line.initial)
    findings.Add(FindingCode::kBudgetFollowsSpending,
                 {.claimed = line.initial->ToString(), .computed = line.adjusted->ToString()});
  if (line.parent >= 0 || line.initial->is_zero() || *line.executed <= *line.initial) return;
  const std::optional<Decimal> over = Difference(*line.executed, *line.initial);
  findings.Add(
      FindingCode::kSpendingAboveInitial,
      {.claimed = line.executed->ToString(),
       .computed = line.initial->ToString(),
       .arithmetic = over.has_value() ? absl::StrCat(line.executed->ToString(), " - ",
                                                     line.initial->ToString(), " = ", over->ToString())
                                      : ""});
}

}  // namespace heng::findings
