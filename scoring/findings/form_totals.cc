// SPDX-License-Identifier: Apache-2.0
//
// The total and the grade that the form claims: TOTAL_NOT_SUM_OF_PARTS, TOTAL_NOT_BY_RULE, GRADE_NOT_BY_TOTAL.
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"

namespace heng::findings {
namespace {

std::optional<Decimal> TypedOr(const std::string& text, const std::optional<Decimal>& computed) {
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(text);
  return typed.has_value() ? std::optional<Decimal>(typed->value) : computed;
}

// What the form itself gives for execution, then for all rows; what nobody typed is taken from the score.
struct Parts {
  std::optional<Decimal> execution;  // nothing without an execution block
  std::optional<Decimal> rows = Decimal();

  std::optional<Decimal> Total() const { return execution.has_value() ? Sum(execution, rows) : rows; }
};

Parts TypedParts(const Form& form) {
  Parts parts;
  if (form.score.scored_line >= 0) {
    const FormLine& line = form.lines[static_cast<size_t>(form.score.scored_line)];
    const std::optional<Decimal>& points = form.score.lines[static_cast<size_t>(line.index)].points;
    parts.execution = line.claim == nullptr ? points : TypedOr(line.claim->points_text(), points);
  }
  for (const FormRow& row : form.rows) {
    if (!row.applies() || !row.score.points.has_value()) continue;
    parts.rows = Sum(parts.rows, row.typed_points.has_value() ? row.typed_points->value : row.score.points);
  }
  return parts;
}

void AddTotal(const Form& form, const Decimal& claimed, FindingList& findings) {
  if (claimed == *form.score.total_points) return;
  const std::string& text = form.evaluation.claim().total_points_text();
  findings.BeginRow("claim.total_points_text", -1, "");
  if (form.score.total_steps.size() > 1 || !form.plan.goal_parts.empty()) {
    findings.Add(FindingCode::kTotalNotByRule,
                 {.claimed = AsTyped(text), .computed = form.score.total_points->ToString()});
    return;
  }
  const Parts parts = TypedParts(form);
  const std::optional<Decimal> total = parts.Total();
  // Where the total fits the parts of the form, it is the parts that do not fit the rule; their rows say so.
  if (!total.has_value() || *total == claimed) return;
  findings.Add(FindingCode::kTotalNotSumOfParts,
               {.claimed = AsTyped(text),
                .computed = total->ToString(),
                .arithmetic = parts.execution.has_value()
                                  ? absl::StrCat(parts.execution->ToString(), " + ", parts.rows->ToString(),
                                                 " = ", total->ToString())
                                  : ""});
}

// 优秀 is 优, whatever the form calls it in full.
bool IsCalled(const Plan::Grade& grade, absl::string_view text) {
  return absl::StartsWith(text, grade.display_name) || absl::StartsWith(grade.display_name, text);
}

void AddGrade(const Form& form, const Decimal& total, FindingList& findings) {
  const absl::string_view text = absl::StripAsciiWhitespace(form.evaluation.claim().grade_text());
  const Plan::Grade* earned = form.plan.GradeOf(total);
  if (text.empty() || earned == nullptr || IsCalled(*earned, text)) return;
  for (const Plan::Grade& grade : form.plan.grades) {
    if (!IsCalled(grade, text)) continue;
    findings.BeginRow("claim.grade_text", -1, "");
    findings.Add(FindingCode::kGradeNotByTotal,
                 {.claimed = AsTyped(text),
                  .computed = earned->display_name,
                  .arithmetic = absl::StrCat(total.ToString(), " → ", earned->display_name)});
    return;
  }
}

}  // namespace

void AddTotalFindings(const Form& form, FindingList& findings) {
  if (!form.score.total_points.has_value()) return;
  const std::optional<PrintedNumber> typed = ReadPrintedNumber(form.evaluation.claim().total_points_text());
  if (typed.has_value()) AddTotal(form, typed->value, findings);
  AddGrade(form, typed.has_value() ? typed->value : *form.score.total_points, findings);
}

}  // namespace heng::findings
