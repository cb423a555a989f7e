// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/findings.h"

#include "scoring/findings/catalogue.h"
#include "scoring/findings/finding_list.h"
#include "scoring/findings/form.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

void AddFindingsOfLine(const Form& form, const FormLine& line, const RowShift& shift, FindingList& findings) {
  findings.BeginRow("budget.lines", line.index, line.line.label());
  if (!shift.in_lines) AddBudgetPartsFindings(form, line, findings);
  AddBudgetLineFindings(form, line, findings);
  AddBudgetChangeFindings(form, line, findings);
  if (!shift.in_claims) AddTypedAmountFindings(form, line, findings);
  AddExecutionClaimFindings(form, line, findings);
  AddLineReasonFindings(form, line, findings);
}

void AddFindingsOfRow(const Form& form, const FormRow& row, FindingList& findings) {
  findings.BeginRow("results", row.index, row.indicator.display_name());
  AddApplicabilityFindings(form, row, findings);
  if (!row.applies()) return;
  AddTargetFindings(form, row, findings);
  AddActualFindings(row, findings);
  AddResultClaimFindings(form, row, findings);
  AddReasonFindings(row, findings);
  AddEvidenceFindings(form, row, findings);
  AddOverCompletionFindings(form, row, findings);
  AddContradictionFindings(form, row, findings);
  AddStaffFindings(form, row, findings);
}

// Budget lines, rows, then the form as a whole.
void AddAll(const Form& form, FindingList& findings) {
  const RowShift shift = FindRowShift(form, findings);
  for (const FormLine& line : form.lines) AddFindingsOfLine(form, line, shift, findings);
  for (const FormRow& row : form.rows) AddFindingsOfRow(form, row, findings);
  AddStraightLiningFindings(form, findings);
  AddWeightFindings(form, findings);
  AddGoalCompletionFindings(form, findings);
  AddTotalFindings(form, findings);
  AddPeriodFindings(form, findings);
}

}  // namespace
}  // namespace heng::findings

namespace heng {

void RaiseFindings(const Plan& plan, const v1::Evaluation& evaluation, const FormScore& score,
                   google::protobuf::RepeatedPtrField<v1::Finding>& out) {
  const findings::Form form(plan, evaluation, score);
  findings::FindingList list(out);
  findings::AddAll(form, list);
}

void DescribeFinding(v1::Finding& finding) {
  const findings::CatalogueEntry* entry = findings::FindEntry(finding.code());
  finding.set_message_zh(entry == nullptr ? finding.code() : findings::Sentence(entry->zh, finding));
  finding.set_message_en(entry == nullptr ? finding.code() : findings::Sentence(entry->en, finding));
}

}  // namespace heng
