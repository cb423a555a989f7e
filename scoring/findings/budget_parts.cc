// SPDX-License-Identifier: Apache-2.0
//
// BUDGET_PARTS_NOT_SUM: a line and the lines below it.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

using Column = std::optional<Decimal> FormLine::*;
constexpr Column kColumns[] = {&FormLine::initial, &FormLine::adjusted, &FormLine::executed};
constexpr int kMaxTerms = 12;

struct Parts {
  std::optional<Decimal> total = Decimal();
  int given_count = 0;
  std::string terms;
};

Parts PartsOf(const Form& form, const FormLine& line, Column column, bool with_terms) {
  Parts parts;
  for (const FormLine& part : form.lines) {
    if (part.parent != line.index || part.line.memo() || !(part.*column).has_value()) continue;
    parts.total = Sum(parts.total, part.*column);
    if (with_terms && parts.given_count < kMaxTerms)
      absl::StrAppend(&parts.terms, parts.given_count == 0 ? "" : " + ", (part.*column)->ToString());
    if (with_terms && parts.given_count == kMaxTerms) parts.terms += " + …";
    ++parts.given_count;
  }
  return parts;
}

}  // namespace

void AddBudgetPartsFindings(const Form& form, const FormLine& line, FindingList& findings) {
  FindingDetails details;
  for (Column column : kColumns) {
    const std::optional<Decimal>& whole = line.*column;
    if (!whole.has_value()) continue;
    const Parts sum = PartsOf(form, line, column, /*with_terms=*/false);
    if (sum.given_count == 0 || !sum.total.has_value() || *sum.total == *whole) continue;
    const std::string separator = details.claimed.empty() ? "" : "; ";
    absl::StrAppend(&details.claimed, separator, whole->ToString());
    absl::StrAppend(&details.computed, separator, sum.total->ToString());
    absl::StrAppend(&details.arithmetic, separator, PartsOf(form, line, column, /*with_terms=*/true).terms,
                    " = ", sum.total->ToString());
  }
  if (!details.claimed.empty()) findings.Add(FindingCode::kBudgetPartsNotSum, std::move(details));
}

}  // namespace heng::findings
