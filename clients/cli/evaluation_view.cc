// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/evaluation_view.h"

#include "base/status_macros.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/form_table.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/message_files.h"
#include "clients/cli/printing.h"

namespace heng::cli {
namespace {

Text SeverityText(v1::FindingSeverity severity) {
  switch (severity) {
    case v1::FINDING_SEVERITY_NOTE:
      return {.en = "note", .zh = "提示"};
    case v1::FINDING_SEVERITY_WARNING:
      return {.en = "warning", .zh = "警告"};
    case v1::FINDING_SEVERITY_ERROR:
      return {.en = "error", .zh = "错误"};
    default:
      return {};
  }
}

}  // namespace

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

Table FindingsTable(const v1::Evaluation& evaluation, Language language) {
  Table table{.columns = {{.key = "severity", .heading = {.en = "SEVERITY", .zh = "程度"}},
                          {.key = "code", .heading = {.en = "CODE", .zh = "代码"}},
                          {.key = "ref", .heading = {.en = "WHERE", .zh = "位置"}},
                          {.key = "message", .heading = {.en = "FINDING", .zh = "疑点"}}}};
  for (const v1::Finding& finding : evaluation.findings()) {
    const Text message{.en = finding.message_en(), .zh = finding.message_zh()};
    table.rows.push_back({In(language, SeverityText(finding.severity())), finding.code(), finding.ref(),
                          In(language, message)});
  }
  return table;
}

int PrintEvaluation(const Context& context, const v1::Evaluation& evaluation) {
  if (context.format == Format::kJson) {
    context.io.out << ToJson(evaluation);
    return kExitOk;
  }
  const absl::StatusOr<EvaluationView> view = ViewOf(context.client, evaluation);
  if (!view.ok()) return context.Fail(view.status());
  context.io.out << (context.format == Format::kCsv
                         ? CsvTable(PointsTable(*view))
                         : RenderForm(view->evaluation, view->scheme, view->goals));
  return kExitOk;
}

}  // namespace heng::cli
