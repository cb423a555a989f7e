// SPDX-License-Identifier: Apache-2.0
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/budget_tree.h"
#include "scoring/checks/common.h"

namespace heng {
namespace {

constexpr size_t kSha256HexDigits = 64;

bool IsSha256(absl::string_view text) {
  if (text.size() != kSha256HexDigits) return false;
  for (const unsigned char c : text) {
    if (!absl::ascii_isxdigit(c)) return false;
  }
  return true;
}

void CheckEvidence(const v1::IndicatorResult& result, const RowRef& row, FieldProblems& problems) {
  for (int i = 0; i < result.evidence_size(); ++i) {
    const std::string& hash = result.evidence(i).sha256();
    if (hash.empty() || IsSha256(hash)) continue;
    AddRowProblem(row, absl::StrCat("evidence[", i, "].sha256"), "OUT_OF_RANGE",
                  {absl::StrCat(Quoted(hash), " is not a SHA-256: want 64 hex digits"),
                   absl::StrCat(Quoted(hash), " 不是 SHA-256 值：应为 64 位十六进制数字")},
                  problems);
  }
}

void CheckDeduction(const v1::IndicatorResult& result, const RowRef& row, FieldProblems& problems) {
  if (result.deducted_points().empty() || !result.deduction_reason().empty()) return;
  AddRowProblem(
      row, "deduction_reason", "REQUIRED",
      {absl::StrCat(Quoted(result.deducted_points()), " points are taken off without a reason: want one"),
       absl::StrCat("扣减 ", Quoted(result.deducted_points()), " 分但未说明理由：请填写")},
      problems);
}

void CheckResults(const v1::Evaluation& evaluation, absl::string_view path, FieldProblems& problems) {
  CodedList list{path, "results", {}};
  for (const v1::IndicatorResult& result : evaluation.results())
    list.rows.push_back({result.code(), result.code(), ""});
  CheckCodes(list, "code", problems);
  for (int i = 0; i < evaluation.results_size(); ++i) {
    const v1::IndicatorResult& result = evaluation.results(i);
    const RowRef row = list.Ref(i);
    CheckEvidence(result, row, problems);
    CheckDeduction(result, row, problems);
    if (result.has_completed_date())
      CheckDate(result.completed_date(), absl::StrCat(RowPath(row), ".completed_date"), problems);
  }
}

void CheckClaimLines(const v1::Evaluation& evaluation, absl::string_view path, FieldProblems& problems) {
  const std::string claim_path = JoinPath(path, "claim");
  CodedList list{claim_path, "budget_lines", {}};
  for (const v1::BudgetLineClaim& claim : evaluation.claim().budget_lines()) {
    list.rows.push_back({claim.line_code(), claim.line_code(), ""});
  }
  CheckCodes(list, "line_code", problems);
  if (!evaluation.has_budget()) return;  // the stored budget takes its place later
  absl::flat_hash_set<absl::string_view> known;
  for (const v1::BudgetLine& line : evaluation.budget().lines()) known.insert(line.code());
  for (size_t i = 0; i < list.rows.size(); ++i) {
    const absl::string_view code = list.rows[i].code;
    if (code.empty() || known.contains(code)) continue;
    AddRowProblem(
        list.Ref(static_cast<int>(i)), "line_code", "UNKNOWN_CODE",
        {absl::StrCat("the budget has no line ", Quoted(code)), absl::StrCat("预算中没有行 ", Quoted(code))},
        problems);
  }
}

void CheckPeriod(const v1::Period& period, absl::string_view field, FieldProblems& problems) {
  if (period.has_from_date()) CheckDate(period.from_date(), JoinPath(field, "from_date"), problems);
  if (period.has_until_date()) CheckDate(period.until_date(), JoinPath(field, "until_date"), problems);
}

void CheckReport(const v1::Report& report, absl::string_view path, FieldProblems& problems) {
  CheckPeriod(report.period(), JoinPath(path, "period"), problems);
  for (int i = 0; i < report.key_tasks_size(); ++i) {
    const std::string task_path = JoinPath(path, absl::StrCat("key_tasks[", i, "]"));
    for (int j = 0; j < report.key_tasks(i).results_size(); ++j) {
      const v1::QuantifiedResult& result = report.key_tasks(i).results(j);
      const RowRef row{task_path, "results", j, result.subject()};
      CheckPeriod(result.period(), JoinPath(RowPath(row), "period"), problems);
      if (!result.unit().empty()) continue;
      AddRowProblem(row, "unit", "REQUIRED", {"the unit is missing", "缺少计量单位"}, problems);
    }
  }
}

void CheckProjectCode(const v1::Evaluation& evaluation, const ResourceName& name, absl::string_view path,
                      FieldProblems& problems) {
  const absl::StatusOr<FormId> form = ParseFormId(name.id);
  if (!form.ok() || !evaluation.has_project()) return;
  const std::string& code = evaluation.project().code();
  if (!form->project_code.has_value()) {
    problems.Add(JoinPath(path, "project"), "NOT_ALLOWED",
                 {"the overall form has no project", "部门整体支出自评表不应填写项目"});
  } else if (!code.empty() && code != *form->project_code) {
    problems.Add(
        JoinPath(path, "project.code"), "BAD_NAME",
        {absl::StrCat("project code ", Quoted(code), " differs from ", Quoted(*form->project_code),
                      " in the name"),
         absl::StrCat("项目编码 ", Quoted(code), " 与名称中的 ", Quoted(*form->project_code), " 不一致")});
  }
}

}  // namespace

void CheckEvaluation(const v1::Evaluation& evaluation, absl::string_view path, FieldProblems& problems,
                     const FormLimits& limits) {
  const std::string results_field = JoinPath(path, "results");
  if (!CheckCount(evaluation.results_size(), 1, limits.max_indicators, results_field, problems)) return;
  CheckFields(evaluation, path, problems);
  if (evaluation.has_budget()) {
    CheckBudgetTree(evaluation.budget(), BudgetUse::kInForm, JoinPath(path, "budget"), problems, limits);
  }
  const std::optional<ResourceName> name =
      CheckName(evaluation.name(), ResourceKind::kEvaluation, JoinPath(path, "name"), problems);
  if (name.has_value()) CheckProjectCode(evaluation, *name, path, problems);
  CheckName(evaluation.scheme(), ResourceKind::kScheme, JoinPath(path, "scheme"), problems);
  CheckName(evaluation.goals(), ResourceKind::kGoals, JoinPath(path, "goals"), problems);
  CheckResults(evaluation, path, problems);
  CheckClaimLines(evaluation, path, problems);
  CheckReport(evaluation.report(), JoinPath(path, "report"), problems);
  if (evaluation.has_form_date()) CheckDate(evaluation.form_date(), JoinPath(path, "form_date"), problems);
}

}  // namespace heng
