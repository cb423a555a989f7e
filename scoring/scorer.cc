// SPDX-License-Identifier: Apache-2.0
#include "scoring/scorer.h"

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "scoring/budget_scorer.h"
#include "scoring/form_score.h"
#include "scoring/row_problem.h"
#include "scoring/row_scorer.h"
#include "scoring/totals.h"

namespace heng {
namespace {

// For each row of the plan the index of its result, -1 if there is none.
void MatchResults(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
                  std::vector<int>& result_of_row, FieldProblems& problems) {
  result_of_row.assign(plan.rows.size(), -1);
  for (int i = 0; i < evaluation.results_size(); ++i) {
    const std::string& code = evaluation.results(i).code();
    const int row = plan.FindRow(code, i);
    if (row < 0) {
      AddRowProblem({path, "results", i, code}, "code", "UNKNOWN_CODE",
                    {absl::StrCat("the goals have no indicator ", Quoted(code)),
                     absl::StrCat("绩效目标中没有指标 ", Quoted(code))},
                    problems);
    } else if (result_of_row[row] >= 0) {
      const std::string first = absl::StrCat("results[", result_of_row[row], "]");
      AddRowProblem({path, "results", i, plan.rows[row].display_name}, "code", "DUPLICATE_CODE",
                    {absl::StrCat("the indicator has a result already, ", first),
                     absl::StrCat("该指标已有结果 ", first)},
                    problems);
    } else {
      result_of_row[row] = i;
    }
  }
  for (size_t row = 0; row < plan.rows.size(); ++row) {
    if (result_of_row[row] >= 0) continue;
    const std::string& name = plan.rows[row].display_name;
    problems.Add(JoinPath(path, "results"), "MISSING_ROW",
                 {absl::StrCat("indicator ", plan.rows[row].code, " (", name,
                               ") has no result: want one, even if empty"),
                  absl::StrCat("指标 ", plan.rows[row].code, "（", name, "）没有结果：即使为空也应有一行")});
  }
}

// Whether the name is that of a project form; nothing if it is none of a form, which CheckEvaluation says. Asked of every
// form, so it takes nothing apart.
std::optional<bool> NamesAProject(absl::string_view name) {
  const size_t at = name.rfind("/evaluations/");
  if (at == absl::string_view::npos) return std::nullopt;
  const absl::string_view form = absl::ClippedSubstr(name, at + sizeof("/evaluations/2024") - 1);
  if (absl::StartsWith(form, "-project-")) return true;
  if (absl::StartsWith(form, "-overall")) return false;
  return std::nullopt;
}

// A project form needs a project's scheme, an overall form an overall one.
void CheckKind(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
               FieldProblems& problems) {
  const std::optional<bool> names_a_project = NamesAProject(evaluation.name());
  if (!names_a_project.has_value()) return;
  const bool is_project = *names_a_project;
  if (is_project == (plan.kind == v1::EVALUATION_KIND_PROJECT)) return;
  problems.Add(JoinPath(path, "name"), "NOT_ALLOWED",
               {absl::StrCat("the scheme scores ", is_project ? "overall forms" : "projects",
                             ", but this is ", is_project ? "a project form" : "an overall form"),
                absl::StrCat("评价方案用于", is_project ? "部门整体支出" : "项目支出", "，但本表是",
                             is_project ? "项目支出自评表" : "部门整体支出自评表")});
}

}  // namespace

absl::Status ScoreForm(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
                       FormScore& score) {
  FieldProblems problems;
  CheckKind(plan, evaluation, path, problems);
  HENG_RETURN_IF_ERROR(ScoreBudget(plan, evaluation.budget(), path, score, problems));
  MatchResults(plan, evaluation, path, score.result_of_row, problems);
  score.rows.resize(plan.rows.size());
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    const int result = score.result_of_row[i];
    if (result < 0) continue;
    const RowRef ref{path, "results", result, plan.rows[i].display_name};
    HENG_RETURN_IF_ERROR(
        ScoreRow(plan, plan.rows[i], evaluation.results(result), ref, problems, score.rows[i]));
  }
  HENG_RETURN_IF_ERROR(ScoreTotal(plan, path, score, problems));
  return problems.ToStatus();
}

absl::StatusOr<v1::ScoreReport> Score(const Plan& plan, const v1::Evaluation& evaluation, v1::View view,
                                      absl::string_view path) {
  FormScore score;
  HENG_RETURN_IF_ERROR(ScoreForm(plan, evaluation, path, score));
  return MakeReport(plan, evaluation, score, view);
}

}  // namespace heng
