// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/form_table.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/table.h"
#include "clients/cli/text_width.h"

namespace heng::cli {
namespace {

constexpr int kReasonWidth = 24;
constexpr int kNameWidth = 28;

Column FormColumn(const char* heading, Align align = Align::kLeft, int max_width = 0) {
  return {.heading = {.en = heading, .zh = heading}, .align = align, .max_width = max_width};
}

std::string Box(const Table& table, const std::vector<size_t>& rules_above = {}) {
  return BoxTable(table, Language::kChinese, rules_above);
}

// How far a line stands to the right: one character for each level above it in the tree.
int DepthOf(const v1::BudgetLine& line, const v1::Budget& budget) {
  std::map<std::string, std::string> parents;
  for (const v1::BudgetLine& other : budget.lines()) parents[other.code()] = other.parent_code();
  int depth = 0;
  for (std::string code = line.parent_code(); !code.empty() && depth < budget.lines_size(); ++depth)
    code = parents[code];
  return depth;
}

std::string BudgetBlock(const v1::Evaluation& evaluation) {
  Table table{.columns = {FormColumn("预算资金", Align::kLeft, kNameWidth),
                          FormColumn("年初预算数", Align::kRight), FormColumn("全年预算数", Align::kRight),
                          FormColumn("全年执行数", Align::kRight), FormColumn("分值", Align::kRight),
                          FormColumn("执行率", Align::kRight), FormColumn("得分", Align::kRight),
                          FormColumn("未完成原因分析", Align::kLeft, kReasonWidth)}};
  const v1::ScoreReport& score = evaluation.score();
  std::map<std::string, v1::BudgetLineScore> scores;
  for (const v1::BudgetLineScore& line : score.budget_lines()) scores[line.line_code()] = line;
  if (score.has_execution()) scores[score.execution().line_code()] = score.execution();
  for (const v1::BudgetLine& line : evaluation.budget().lines()) {
    // Every line shows its points, as official forms do; only the scored one has a weight, and counts.
    const bool scored = score.has_execution() && score.execution().line_code() == line.code();
    const v1::BudgetLineScore& line_score = scores[line.code()];
    table.rows.push_back({std::string(2 * DepthOf(line, evaluation.budget()), ' ') + line.label(),
                          line.initial_yuan(), line.adjusted_yuan(), line.executed_yuan(),
                          scored ? line_score.weight_points() : "-", Percent(line_score.rate_percent()),
                          line_score.points().empty() ? "-" : line_score.points(), line.reason()});
  }
  return table.rows.empty() ? "" : absl::StrCat("预算执行情况（单位：元）\n", Box(table), "\n");
}

std::string GoalBlock(const v1::Evaluation& evaluation, const v1::Goals& goals) {
  Table table{.columns = {FormColumn("年度总体目标", Align::kLeft, 56),
                          FormColumn("实际完成情况", Align::kLeft, 56)}};
  std::map<std::string, std::string> expected;
  for (const v1::OverallGoal& goal : goals.overall_goals()) expected[goal.code()] = goal.expected();
  for (const v1::GoalCompletion& completion : evaluation.goal_completions()) {
    auto goal = expected.extract(completion.goal_code());
    table.rows.push_back({!completion.expected().empty() ? completion.expected()
                          : goal                         ? goal.mapped()
                                                         : "",
                          completion.achieved()});
  }
  for (const v1::OverallGoal& goal : goals.overall_goals()) {
    if (expected.count(goal.code()) > 0) table.rows.push_back({goal.expected(), ""});
  }
  std::vector<size_t> rules;
  for (size_t i = 1; i < table.rows.size(); ++i) rules.push_back(i);
  return table.rows.empty() ? "" : absl::StrCat(Box(table, rules), "\n");
}

// How the total came about, where it is not just the sum.
std::string StepsBelowTotal(const v1::ScoreReport& score) {
  if (score.total_steps_size() < 2) return "";
  std::string text = absl::StrCat("总分：各项得分合计 ", score.total_steps(0).points());
  for (const v1::TotalStep& step : score.total_steps()) {
    if (step.clause() == v1::TOTAL_CLAUSE_RESCALED) {
      absl::StrAppend(&text, "；剔除不适用指标，按 ", score.applicable_weight_points(), " 分折算 ",
                      step.points());
    } else if (step.clause() == v1::TOTAL_CLAUSE_EXECUTION_CAP) {
      absl::StrAppend(&text, "；按预算执行率封顶 ", step.limit_points(), "，得 ", step.points());
    } else if (step.clause() == v1::TOTAL_CLAUSE_VETO) {
      absl::StrAppend(&text, "；一票否决，不超过 ", step.limit_points(), "，得 ", step.points());
    }
  }
  return absl::StrCat(text, "\n");
}

std::string IndicatorBlock(const v1::Evaluation& evaluation, const v1::Scheme& scheme,
                           const v1::Goals& goals) {
  Table table{.columns = {FormColumn("一级指标", Align::kLeft, 16), FormColumn("二级指标", Align::kLeft, 16),
                          FormColumn("三级指标", Align::kLeft, kNameWidth),
                          FormColumn("年度指标值", Align::kLeft, 20),
                          FormColumn("实际完成值", Align::kLeft, 20), FormColumn("单位"),
                          FormColumn("分值", Align::kRight), FormColumn("完成率", Align::kRight),
                          FormColumn("得分", Align::kRight),
                          FormColumn("未完成原因分析", Align::kLeft, kReasonWidth)}};
  std::vector<size_t> rules;
  std::string level1;
  std::string level2;
  for (const IndicatorRow& row : IndicatorRows(evaluation, scheme, goals)) {
    const bool same1 = !table.rows.empty() && row.level1 == level1;
    const bool same2 = same1 && row.level2 == level2;
    if (!same1) rules.push_back(table.rows.size());
    table.rows.push_back({same1 ? "" : row.level1, same2 ? "" : row.level2, row.name, row.target, row.actual,
                          row.unit, row.weight_points, row.completion.empty() ? "-" : row.completion,
                          row.points, row.reason});
    level1 = row.level1;
    level2 = row.level2;
  }
  rules.push_back(table.rows.size());
  const v1::ScoreReport& score = evaluation.score();
  table.rows.push_back(
      {"总分", "", "", "", "", "", score.total_weight_points(), "", score.total_points(), score.grade()});
  return absl::StrCat("绩效指标完成情况\n", Box(table, rules), StepsBelowTotal(score));
}

// A line of the heading in the middle of the form, without blanks behind it.
std::string Centred(absl::string_view line, int width) {
  return absl::StrCat(absl::StripTrailingAsciiWhitespace(Pad(line, width, Align::kCenter)), "\n");
}

// `label：text`, or nothing if there is no text.
std::string Labelled(absl::string_view label, absl::string_view text) {
  return text.empty() ? "" : absl::StrCat(label, "：", OneLine(text), "\n");
}

std::string Heading(const v1::Evaluation& evaluation, const v1::Goals& goals, int width) {
  const bool is_project = evaluation.kind() == v1::EVALUATION_KIND_PROJECT;
  const std::string& department = evaluation.department().display_name();
  const v1::Project& project = evaluation.has_project() ? evaluation.project() : goals.project();
  return absl::StrCat(Centred(is_project ? "项目支出绩效自评表" : "部门整体支出绩效自评表", width),
                      Centred(absl::StrCat("（", evaluation.fiscal_year(), "年度）"), width),
                      Labelled("部门名称", department.empty() ? evaluation.name() : department),
                      Labelled("项目名称", project.display_name()),
                      Labelled("主管部门", project.supervising_department()),
                      Labelled("实施单位", project.implementing_unit()), "\n");
}

std::string Footer(const v1::Evaluation& evaluation) {
  std::string text =
      absl::StrCat("评价方案：", evaluation.scheme(), "\n", "绩效目标：", evaluation.goals(), "\n");
  if (evaluation.revision() == 0) return absl::StrCat(text, "未入库\n");
  absl::StrAppend(&text, "版本：", evaluation.revision());
  if (evaluation.has_update_time()) {
    const absl::Time time = absl::FromUnixSeconds(evaluation.update_time().seconds());
    // China has one time zone and no daylight saving time.
    absl::StrAppend(&text, "  时间：",
                    absl::FormatTime("%Y-%m-%d %H:%M:%S", time, absl::FixedTimeZone(8 * 60 * 60)));
  }
  return absl::StrCat(text, "\n");
}

// Cells of the widest line.
int WidthOf(absl::string_view text) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    width = std::max(width, TextWidth(text.substr(at, end - at)));
    at = end + 1;
  }
  return width;
}

}  // namespace

std::string RenderForm(const v1::Evaluation& evaluation, const v1::Scheme& scheme, const v1::Goals& goals) {
  const std::string body = absl::StrCat(BudgetBlock(evaluation), GoalBlock(evaluation, goals),
                                        IndicatorBlock(evaluation, scheme, goals));
  return absl::StrCat(Heading(evaluation, goals, WidthOf(body)), body, Footer(evaluation));
}

}  // namespace heng::cli
