// SPDX-License-Identifier: Apache-2.0
//
// AMOUNT_NOT_AS_TYPED: the amounts on the form and those of the budget.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {

void AddTypedAmountFindings(const Form& form, const FormLine& line, FindingList& findings) {
  if (line.claim == nullptr) return;
  const std::pair<const std::string*, const std::optional<Decimal>*> cells[] = {
      {&line.claim->initial_text(), &line.initial},
      {&line.claim->adjusted_text(), &line.adjusted},
      {&line.claim->executed_text(), &line.executed}};
  FindingDetails details;
  for (const auto& [text, amount] : cells) {
    const std::optional<Decimal> typed = TypedYuan(form, *text);
    if (!typed.has_value() || !amount->has_value() || *typed == **amount) continue;
    const absl::string_view separator = details.claimed.empty() ? "" : "; ";
    absl::StrAppend(&details.claimed, separator, AsTyped(*text));
    absl::StrAppend(&details.computed, separator, (*amount)->ToString());
    absl::StrAppend(&details.arithmetic, separator, typed->ToString(), " ≠ ", (*amount)->ToString());
  }
  if (!details.claimed.empty()) findings.Add(FindingCode::kAmountNotAsTyped, std::move(details));
}

}  // namespace heng::findings
