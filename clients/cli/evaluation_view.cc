// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/evaluation_view.h"

#include "base/status_macros.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/findings_table.h"
#include "clients/cli/form_table.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"

namespace heng::cli {
absl::StatusOr<EvaluationView> ViewOf(const client::Client& client, const v1::Evaluation& evaluation) {
  EvaluationView view{.evaluation = evaluation};
  HENG_ASSIGN_OR_RETURN(view.scheme, client.GetScheme(evaluation.scheme()));
  HENG_ASSIGN_OR_RETURN(view.goals, client.GetGoals(evaluation.goals()));
  return view;
}

Table PointsTable(const EvaluationView& view) {
  Table table{
      .columns = {{.key = "code", .heading = {.en = "CODE", .zh = "代码"}},
                  {.key = "level1", .heading = {.en = "LEVEL 1", .zh = "一级指标"}},
                  {.key = "level2", .heading = {.en = "LEVEL 2", .zh = "二级指标"}},
                  {.key = "indicator", .heading = {.en = "INDICATOR", .zh = "三级指标"}},
                  {.key = "target", .heading = {.en = "TARGET", .zh = "年度指标值"}},
                  {.key = "actual", .heading = {.en = "ACTUAL", .zh = "实际完成值"}},
                  {.key = "unit", .heading = {.en = "UNIT", .zh = "单位"}},
                  {.key = "weight", .heading = {.en = "WEIGHT", .zh = "分值"}, .align = Align::kRight},
                  {.key = "completion", .heading = {.en = "RATE", .zh = "完成率"}, .align = Align::kRight},
                  {.key = "points", .heading = {.en = "POINTS", .zh = "得分"}, .align = Align::kRight},
                  {.key = "note", .heading = {.en = "NOTE", .zh = "备注"}}}};
  const v1::ScoreReport& score = view.evaluation.score();
  if (score.has_execution()) {
    table.rows.push_back({"execution", "预算执行", "", "", "", "", "", score.execution().weight_points(),
                          Percent(score.execution().rate_percent()), score.execution().points(), ""});
  }
  for (const IndicatorRow& row : IndicatorRows(view.evaluation, view.scheme, view.goals)) {
    table.rows.push_back({row.code, row.level1, row.level2, row.name, row.target, row.actual, row.unit,
                          row.weight_points, row.completion, row.points, row.reason});
  }
  table.rows.push_back({"total", "总分", "", "", "", "", "", score.total_weight_points(), "",
                        score.total_points(), score.grade()});
  return table;
}

int PrintEvaluation(const Context& context, const v1::Evaluation& evaluation, bool all_findings) {
  if (context.format == Format::kJson) {
    context.io.out << ToJson(evaluation);
    return kExitOk;
  }
  const absl::StatusOr<EvaluationView> view = ViewOf(context.client, evaluation);
  if (!view.ok()) return context.Fail(view.status());
  if (context.format == Format::kCsv) {
    context.io.out << CsvTable(PointsTable(*view));
    return kExitOk;
  }
  context.io.out << RenderForm(view->evaluation, view->scheme, view->goals);
  const std::string findings = FindingsText(view->evaluation, all_findings, context.language);
  if (!findings.empty()) context.io.out << "\n" << findings;
  return kExitOk;
}

void AddAllFindingsFlag(CLI::App& app, Language language, bool& all_findings) {
  app.add_flag("--all-findings", all_findings,
               In(language, {.en = "List each finding, not only each kind once",
                             .zh = "逐条列出疑点，而不是每类一条"}));
}

}  // namespace heng::cli
