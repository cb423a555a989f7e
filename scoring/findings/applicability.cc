// SPDX-License-Identifier: Apache-2.0
//
// NOT_APPLICABLE, NOT_APPLICABLE_SCORED, VETO.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kNotApplicable[] = {"不适用",     "不涉及",     "无此项",
                                                "本年不涉及", "不涉及此项", "N/A"};

}  // namespace

void AddApplicabilityFindings(const Form& form, const FormRow& row, FindingList& findings) {
  if (row.score.clause == v1::SCORE_CLAUSE_VETO)
    findings.Add(
        FindingCode::kVeto,
        {.computed = form.plan.veto_max_total.has_value() ? form.plan.veto_max_total->ToString() : ""});
  const bool says_so = IsOneOf(absl::StripAsciiWhitespace(row.actual_text), kNotApplicable);
  if (row.applies() && !says_so) return;
  const std::optional<PrintedNumber>& typed = row.typed_points;
  const Decimal earned = row.score.points.value_or(Decimal());
  const Decimal claimed = typed.has_value() ? typed->value : earned;
  if (claimed > Decimal()) {
    findings.Add(FindingCode::kNotApplicableScored,
                 {.claimed = claimed.ToString(), .computed = "0", .arithmetic = AsTyped(row.actual_text)});
  } else {
    findings.Add(FindingCode::kNotApplicable,
                 {.claimed = AsTyped(row.has_reason ? row.result.reason() : row.actual_text)});
  }
}

}  // namespace heng::findings
