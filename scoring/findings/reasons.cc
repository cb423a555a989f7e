// SPDX-License-Identifier: Apache-2.0
//
// REASON_MISSING: a row or a line that falls short, and no word about it. 无, 0 and the like are no reasons.
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {

void AddLineReasonFindings(const Form& form, const FormLine& line, FindingList& findings) {
  if (line.has_reason || line.line.memo() || !line.adjusted.has_value() || !line.executed.has_value()) return;
  if (*line.executed >= *line.adjusted) return;
  const std::optional<Ratio>& rate = form.score.lines[static_cast<size_t>(line.index)].exact_rate_percent;
  if (!rate.has_value()) return;
  const std::optional<Decimal>& limit = form.limits.reason_execution_percent;
  if (limit.has_value() && Compare(*rate, *limit) >= 0) return;
  const std::string text = PercentText(*rate, form.plan.rate_rounding);
  findings.Add(
      FindingCode::kReasonMissing,
      {.computed = text,
       .arithmetic = absl::StrCat(line.executed->ToString(), " / ", line.adjusted->ToString(), " = ", text)});
}

void AddReasonFindings(const FormRow& row, FindingList& findings) {
  if (row.has_reason || !row.plan_row.weight_points.has_value()) return;
  const Decimal& weight = *row.plan_row.weight_points;
  const std::optional<PrintedNumber>& typed = row.typed_points;
  const bool claims_less = typed.has_value() && typed->value < weight;
  const bool earns_less = row.score.points.has_value() && *row.score.points < weight;
  if (!claims_less && !earns_less) return;
  const std::string points = (claims_less ? typed->value : *row.score.points).ToString();
  findings.Add(FindingCode::kReasonMissing,
               {.claimed = claims_less ? points : "",
                .computed = row.score.points.has_value() ? row.score.points->ToString() : "",
                .arithmetic = absl::StrCat(points, " < ", weight.ToString())});
}

}  // namespace heng::findings
