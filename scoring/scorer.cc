// SPDX-License-Identifier: Apache-2.0
#include "scoring/scorer.h"

#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "scoring/budget_scorer.h"
#include "scoring/plan.h"
#include "scoring/points_sum.h"
#include "scoring/row_problem.h"
#include "scoring/row_scorer.h"

namespace heng {
namespace {

// For each row of the plan the index of its result, -1 if there is none. Most forms fit without an
// allocation.
using ResultOfRow = absl::InlinedVector<int, 64>;

ResultOfRow MatchResults(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
                         FieldProblems& problems) {
  ResultOfRow result_of_row(plan.rows.size(), -1);
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
  return result_of_row;
}

// A project form needs a project's scheme, an overall form an overall one.
void CheckKind(const Plan& plan, const v1::Evaluation& evaluation, absl::string_view path,
               FieldProblems& problems) {
  const absl::StatusOr<ResourceName> name = ParseResourceName(evaluation.name(), ResourceKind::kEvaluation);
  if (!name.ok()) return;
  const absl::StatusOr<FormId> form = ParseFormId(name->id);
  if (!form.ok()) return;
  const bool is_project = form->project_code.has_value();
  if (is_project == (plan.kind == v1::EVALUATION_KIND_PROJECT)) return;
  problems.Add(JoinPath(path, "name"), "NOT_ALLOWED",
               {absl::StrCat("the scheme scores ", is_project ? "overall forms" : "projects",
                             ", but this is ", is_project ? "a project form" : "an overall form"),
                absl::StrCat("评价方案用于", is_project ? "部门整体支出" : "项目支出", "，但本表是",
                             is_project ? "项目支出自评表" : "部门整体支出自评表")});
}

// The total and the subtotals of classes.
class Totals {
 public:
  Totals(const Plan& plan, bool with_classes)
      : plan_(plan), classes_(with_classes ? plan.classes.size() : 0) {}

  absl::Status AddExecution(const ExecutionPart& part) {
    return AddTo(total_, part.exact_points, part.points, plan_.execution->points_rounding);
  }

  absl::Status AddRow(const Plan::Row& row, const RowScore& score) {
    HENG_RETURN_IF_ERROR(AddTo(total_, score.exact_points, score.points, row.points_rounding));
    if (classes_.empty()) return absl::OkStatus();
    for (int i = row.class_index; i >= 0; i = plan_.classes[i].parent) {
      HENG_RETURN_IF_ERROR(AddTo(classes_[i], score.exact_points, score.points, row.points_rounding));
    }
    return absl::OkStatus();
  }

  absl::Status Fill(v1::ScoreReport& report) const {
    const int places = plan_.total_rounding.places;
    HENG_ASSIGN_OR_RETURN(std::optional<Decimal> total, total_.Round(plan_.total_rounding));
    if (total.has_value()) {
      report.set_total_points(total->ToFixed(places));
      if (const Plan::Grade* grade = plan_.GradeOf(*total); grade != nullptr) {
        report.set_grade(grade->display_name);
        report.set_grade_code(grade->code);
      }
    }
    for (size_t i = 0; i < classes_.size(); ++i) {
      HENG_ASSIGN_OR_RETURN(std::optional<Decimal> points, classes_[i].Round(plan_.total_rounding));
      v1::ClassScore& out = *report.add_classes();
      out.set_class_code(plan_.classes[i].code);
      out.set_weight_points(plan_.classes[i].weight_text);
      if (points.has_value()) out.set_points(points->ToFixed(places));
    }
    return absl::OkStatus();
  }

 private:
  static absl::Status AddTo(PointsSum& sum, const Ratio& exact, const std::optional<Decimal>& rounded,
                            const RoundingSpec& spec) {
    if (!rounded.has_value()) {
      sum.AddUnknown();
    } else if (spec.sum_once) {
      sum.AddExact(exact);
    } else {
      return sum.AddRounded(*rounded);
    }
    return absl::OkStatus();
  }

  const Plan& plan_;
  PointsSum total_;
  std::vector<PointsSum> classes_;
};

absl::Status FillRow(const Plan& plan, const Plan::Row& row, const RowScore& score, bool full,
                     v1::IndicatorScore& out) {
  out.set_code(row.code);
  if (score.points.has_value()) out.set_points(score.points->ToFixed(row.points_rounding.places));
  if (!full) return absl::OkStatus();
  out.set_clause(score.clause);
  out.set_weight_points(row.weight_text);
  if (score.points.has_value()) out.set_exact_points(score.exact_points.ToString());
  if (score.completion_percent.has_value()) {
    const RoundingSpec& spec = plan.completion_rounding;
    HENG_ASSIGN_OR_RETURN(Decimal completion, score.completion_percent->Round(spec.places, spec.mode));
    out.set_completion_percent(completion.ToFixed(spec.places));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ScoreReport> Score(const Plan& plan, const v1::Evaluation& evaluation, v1::View view,
                                      absl::string_view path) {
  const bool full = view == v1::VIEW_FULL;
  v1::ScoreReport report;
  FieldProblems problems;
  Totals totals(plan, full);
  CheckKind(plan, evaluation, path, problems);
  HENG_ASSIGN_OR_RETURN(std::optional<ExecutionPart> execution,
                        ScoreBudget(plan, evaluation.budget(), full, path, report, problems));
  if (execution.has_value()) HENG_RETURN_IF_ERROR(totals.AddExecution(*execution));

  const ResultOfRow result_of_row = MatchResults(plan, evaluation, path, problems);
  report.mutable_indicators()->Reserve(static_cast<int>(plan.rows.size()));
  for (size_t i = 0; i < plan.rows.size(); ++i) {
    if (result_of_row[i] < 0) continue;
    const Plan::Row& row = plan.rows[i];
    const RowRef ref{path, "results", result_of_row[i], row.display_name};
    HENG_ASSIGN_OR_RETURN(RowScore score,
                          ScoreRow(plan, row, evaluation.results(result_of_row[i]), ref, problems));
    HENG_RETURN_IF_ERROR(FillRow(plan, row, score, full, *report.add_indicators()));
    HENG_RETURN_IF_ERROR(totals.AddRow(row, score));
  }
  HENG_RETURN_IF_ERROR(problems.ToStatus());

  HENG_RETURN_IF_ERROR(totals.Fill(report));
  if (full) report.set_total_weight_points(plan.total_weight_text);
  report.set_scheme(plan.scheme_name);
  report.set_goals(plan.goals_name);
  return report;
}

}  // namespace heng
