// SPDX-License-Identifier: Apache-2.0
//
// Actual values: ACTUAL_MISSING, ACTUAL_NOT_A_VALUE, ACTUAL_NOT_AS_TYPED.
#include "scoring/findings/rules.h"
#include "scoring/rules/rule_kinds.h"

namespace heng::findings {
namespace {

bool IsMissing(const FormRow& row) {
  if (row.score.clause == v1::SCORE_CLAUSE_MISSING) return true;
  // A row that a person scores has no field for its value: what was typed and what is attached must say it.
  return row.plan_row.rule == v1::RULE_KIND_BY_HAND && row.actual_text.empty() &&
         row.result.evidence().empty();
}

void AddTypedNumber(const FormRow& row, FindingList& findings) {
  if (row.actual_text.empty()) return;
  if (!row.typed_actual.has_value() || row.typed_actual->has_operator) {
    findings.Add(FindingCode::kActualNotAValue,
                 {.claimed = AsTyped(row.actual_text), .computed = AsTyped(row.target_text)});
    return;
  }
  if (row.actual.has_value() && !AgreesWith(*row.typed_actual, *row.actual))
    findings.Add(FindingCode::kActualNotAsTyped,
                 {.claimed = AsTyped(row.actual_text), .computed = row.actual->ToString()});
}

}  // namespace

void AddActualFindings(const FormRow& row, FindingList& findings) {
  if (IsMissing(row)) {
    findings.Add(FindingCode::kActualMissing, {.claimed = AsTyped(row.result.claim().points_text())});
    return;
  }
  if (HasNumericActual(row.plan_row.rule)) AddTypedNumber(row, findings);
}

}  // namespace heng::findings
