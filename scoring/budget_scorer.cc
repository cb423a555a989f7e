// SPDX-License-Identifier: Apache-2.0
#include "scoring/budget_scorer.h"

#include "absl/strings/str_cat.h"
#include "base/decimal_kind.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/row_problem.h"
#include "scoring/rules/execution.h"

namespace heng {
namespace {

constexpr absl::string_view kLines = "budget.lines";

bool IsScored(const Plan::Execution& execution, const v1::BudgetLine& line) {
  if (!execution.line_code.empty()) return line.code() == execution.line_code;
  return line.kind() == v1::BUDGET_LINE_KIND_TOTAL && !line.memo();
}

// The index of the line to score, or -1 with a problem.
int FindScoredLine(const Plan::Execution& execution, const v1::Budget& budget, absl::string_view path,
                   FieldProblems& problems) {
  int found = -1;
  for (int i = 0; i < budget.lines_size(); ++i) {
    if (!IsScored(execution, budget.lines(i))) continue;
    if (found < 0) {
      found = i;
      continue;
    }
    AddRowProblem(
        {path, kLines, i, budget.lines(i).label()}, "", "DUPLICATE_CODE",
        {absl::StrCat("line ", found + 1, " is the one that execution is scored on already: want one"),
         absl::StrCat("预算执行已按第 ", found + 1, " 行计分：只应有一行")},
        problems);
  }
  if (found >= 0) return found;
  const bool by_code = !execution.line_code.empty();
  const std::string want_en = by_code ? absl::StrCat("with code ", execution.line_code) : "of kind TOTAL";
  const std::string want_zh =
      by_code ? absl::StrCat("编码为 ", execution.line_code, " 的行") : "年度资金总额行";
  problems.Add(JoinPath(path, kLines), "MISSING_ROW",
               {absl::StrCat("execution is scored on the line ", want_en, ", but there is none"),
                absl::StrCat("预算执行按", want_zh, "计分，但预算中没有该行")});
  return -1;
}

std::optional<Decimal> ReadAmount(const std::string& text, absl::string_view field, const RowRef& row,
                                  FieldProblems& problems) {
  if (text.empty()) return std::nullopt;
  if (const auto found = CheckDecimal(text, v1::DECIMAL_KIND_AMOUNT_YUAN); found.has_value()) {
    AddRowProblem(row, field, found->reason, found->problem, problems);
    return std::nullopt;
  }
  return DecimalOf(text);
}

absl::Status ScoreLine(const Plan& plan, const v1::BudgetLine& line, const RowRef& row, bool is_scored,
                       FieldProblems& problems, LineScore& out) {
  ExecutionLine input;
  input.adjusted_yuan = ReadAmount(line.adjusted_yuan(), "adjusted_yuan", row, problems);
  input.executed_yuan = ReadAmount(line.executed_yuan(), "executed_yuan", row, problems);
  if (plan.execution.has_value()) input.weight_points = plan.execution->weight_points;
  HENG_ASSIGN_OR_RETURN(ExecutionScore score, ScoreExecution(input));
  if (is_scored && !score.rate_percent.has_value()) {
    score.rate_percent = Ratio();
    score.points = Ratio();
  }
  out.clause = score.clause;
  out.exact_rate_percent = score.rate_percent;
  out.exact_points = score.points;
  out.rate_percent.reset();
  out.points.reset();
  if (score.rate_percent.has_value()) {
    HENG_ASSIGN_OR_RETURN(out.rate_percent,
                          score.rate_percent->Round(plan.rate_rounding.places, plan.rate_rounding.mode));
  }
  if (score.points.has_value()) {
    HENG_ASSIGN_OR_RETURN(out.points, RoundPoints(*score.points, plan.execution->points_rounding,
                                                  plan.execution->weight_points));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ScoreBudget(const Plan& plan, const v1::Budget& budget, absl::string_view path, FormScore& score,
                         FieldProblems& problems) {
  score.scored_line =
      plan.execution.has_value() ? FindScoredLine(*plan.execution, budget, path, problems) : -1;
  score.lines.resize(budget.lines_size());
  for (int i = 0; i < budget.lines_size(); ++i) {
    const v1::BudgetLine& line = budget.lines(i);
    HENG_RETURN_IF_ERROR(ScoreLine(plan, line, {path, kLines, i, line.label()}, i == score.scored_line,
                                   problems, score.lines[i]));
  }
  return absl::OkStatus();
}

}  // namespace heng
