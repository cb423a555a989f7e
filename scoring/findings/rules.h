// SPDX-License-Identifier: Apache-2.0
//
// The rules of findings, one idea a file. Each adds what it has to say of a line, a row or the form; the caller has begun
// the row in the list. docs/findings.md says when each code is raised.
#pragma once

#include "scoring/findings/finding_list.h"
#include "scoring/findings/form.h"

namespace heng::findings {

// Budget lines.
//
// row_shift.cc: where the lines only add up after every label is moved by one row, or where typed amounts stand one row off.
// True if that is said; then parts that do not add up, and typed amounts, need not be said line by line.
struct RowShift {
  bool in_lines = false;
  bool in_claims = false;
};
RowShift FindRowShift(const Form& form, FindingList& findings);
void AddBudgetPartsFindings(const Form& form, const FormLine& line,
                            FindingList& findings);                                         // budget_parts.cc
void AddBudgetLineFindings(const Form& form, const FormLine& line, FindingList& findings);  // budget_lines.cc
void AddBudgetChangeFindings(const Form& form, const FormLine& line,
                             FindingList& findings);  // budget_change.cc
void AddTypedAmountFindings(const Form& form, const FormLine& line,
                            FindingList& findings);  // typed_amounts.cc
void AddExecutionClaimFindings(const Form& form, const FormLine& line,
                               FindingList& findings);  // execution_claims.cc
void AddLineReasonFindings(const Form& form, const FormLine& line, FindingList& findings);  // reasons.cc

// Rows.
void AddReasonFindings(const FormRow& row, FindingList& findings);                         // reasons.cc
void AddActualFindings(const FormRow& row, FindingList& findings);                         // actuals.cc
void AddTargetFindings(const Form& form, const FormRow& row, FindingList& findings);       // targets.cc
void AddResultClaimFindings(const Form& form, const FormRow& row, FindingList& findings);  // result_claims.cc
void AddEvidenceFindings(const Form& form, const FormRow& row, FindingList& findings);     // evidence.cc
void AddOverCompletionFindings(const Form& form, const FormRow& row,
                               FindingList& findings);  // over_completion.cc
void AddApplicabilityFindings(const Form& form, const FormRow& row,
                              FindingList& findings);  // applicability.cc
void AddContradictionFindings(const Form& form, const FormRow& row,
                              FindingList& findings);                                // contradictions.cc
void AddStaffFindings(const Form& form, const FormRow& row, FindingList& findings);  // staff.cc

// The form as a whole. These begin their rows themselves.
void AddStraightLiningFindings(const Form& form, FindingList& findings);  // evidence.cc
void AddGoalCompletionFindings(const Form& form, FindingList& findings);  // goal_completions.cc
void AddWeightFindings(const Form& form, FindingList& findings);          // form_weights.cc
void AddTotalFindings(const Form& form, FindingList& findings);           // form_totals.cc
void AddPeriodFindings(const Form& form, FindingList& findings);          // period.cc

}  // namespace heng::findings
