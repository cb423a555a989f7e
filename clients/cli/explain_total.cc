// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/explain_total.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "clients/cli/clause_words.h"
#include "clients/cli/explain_numbers.h"
#include "clients/cli/explain_row.h"

namespace heng::cli {
namespace {

Table RowsTable() {
  return {.columns = {{.key = "code", .heading = {"CODE", "代码"}},
                      {.key = "name", .heading = {"NAME", "名称"}},
                      {.key = "clause", .heading = {"CLAUSE", "依据"}},
                      {.key = "points", .heading = {"POINTS", "得分"}, .align = Align::kRight},
                      {.key = "arithmetic", .heading = {"ARITHMETIC", "计算过程"}}}};
}

void AddIndicator(const v1::IndicatorNode& row, const ExplainNames& names, Language language, Table& table) {
  table.rows.push_back({row.code(), names.IndicatorName(row.code()), In(language, ClauseWords(row.clause())),
                        row.points(), In(language, RowArithmetic(row))});
}

void AddExecution(const v1::Certificate& certificate, Language language, Table& table) {
  if (!certificate.has_execution()) return;
  const v1::ExecutionNode& execution = certificate.execution();
  table.rows.push_back({"execution", In(language, {"execution", "预算执行"}),
                        In(language, ClauseWords(execution.clause())), execution.points(),
                        In(language, ExecutionArithmetic(execution))});
}

// "= 83.03", or that a part has no points.
std::string SumText(const std::string& exact, Language language) {
  if (exact.empty()) return In(language, {"a row without weight has no points", "有指标无分值，无法合计"});
  return ReadableFraction(exact);
}

std::string RoundedTo(const v1::RoundingRule& rounding, const std::string& points, Language language) {
  return absl::StrCat(In(language, {"; ", "；"}), In(language, RoundingWords(rounding)), " → ", points);
}

// The classes at the top, which with execution are what is added up where there is one goal.
void AddParts(const v1::Certificate& certificate, const ExplainNames& names, Language language,
              Table& table) {
  if (certificate.goal_policy() == v1::GOAL_POLICY_RATIOS) {
    for (const v1::GoalNode& goal : certificate.goal_parts()) {
      table.rows.push_back(
          {goal.goal_code(), "", In(language, {"goal", "总体目标"}), goal.weighted_points(),
           goal.exact_points().empty()
               ? SumText("", language)
               : absl::StrCat(ReadableFraction(goal.exact_points()), " × ", goal.ratio_percent(),
                              "% = ", ReadableFraction(goal.exact_weighted_points()),
                              RoundedTo(goal.rounding(), goal.weighted_points(), language))});
    }
    return;
  }
  for (const v1::ClassNode& node : certificate.classes()) {
    if (!node.parent_code().empty()) continue;
    table.rows.push_back({node.class_code(), names.ClassName(node.class_code()),
                          In(language, {"class", "分类"}), node.points(),
                          SumText(node.exact_points(), language)});
  }
}

Text StepWords(v1::TotalClause clause) {
  switch (clause) {
    case v1::TOTAL_CLAUSE_SUM:
      return {"sum", "合计"};
    case v1::TOTAL_CLAUSE_RESCALED:
      return {"rescaled", "折算"};
    case v1::TOTAL_CLAUSE_EXECUTION_CAP:
      return {"execution cap", "执行率封顶"};
    case v1::TOTAL_CLAUSE_VETO:
      return {"veto", "一票否决"};
    default:
      return {};
  }
}

std::string StepArithmetic(const v1::Certificate& certificate, int index, Language language) {
  const v1::TotalNode& total = certificate.total();
  const v1::TotalStep& step = total.steps(index);
  switch (step.clause()) {
    case v1::TOTAL_CLAUSE_SUM:
      return absl::StrCat(In(language, {"all parts: ", "各部分之和："}),
                          ReadableFraction(step.exact_points()),
                          RoundedTo(total.rounding(), step.points(), language));
    case v1::TOTAL_CLAUSE_RESCALED:
      return absl::StrCat(
          In(language, {"rows that apply weigh ", "适用指标分值合计 "}), total.applicable_weight_points(),
          In(language, {" of ", "，全部为 "}), total.weight_points(), In(language, {": ", "："}),
          total.steps(0).exact_points(), " × ", total.whole_points(), " / ", total.applicable_weight_points(),
          " = ", ReadableFraction(step.exact_points()), RoundedTo(total.rounding(), step.points(), language));
    case v1::TOTAL_CLAUSE_EXECUTION_CAP:
      return absl::StrCat(In(language, {"execution rate ", "预算执行率 "}),
                          ReadableFraction(certificate.execution().exact_rate_percent()),
                          In(language, {"%: at most ", "%：总分不超过 "}), step.limit_points());
    case v1::TOTAL_CLAUSE_VETO:
      return absl::StrCat(In(language, {"a veto falls: at most ", "触发一票否决：总分不超过 "}),
                          step.limit_points());
    default:
      return "";
  }
}

void AddGrade(const v1::TotalNode& total, Language language, Table& table) {
  for (const v1::Grade& grade : total.grades()) {
    if (grade.code() != total.grade_code()) continue;
    table.rows.push_back({"grade", grade.display_name(), In(language, {"grade", "等级"}), "",
                          absl::StrCat(total.points(), " ≥ ", grade.min_points())});
  }
}

void AddSteps(const v1::Certificate& certificate, Language language, Table& table) {
  const v1::TotalNode& total = certificate.total();
  for (int i = 0; i < total.steps_size(); ++i) {
    table.rows.push_back({"total", In(language, {"total", "总分"}),
                          In(language, StepWords(total.steps(i).clause())), total.steps(i).points(),
                          StepArithmetic(certificate, i, language)});
  }
  if (total.steps_size() == 0) {
    table.rows.push_back({"total", In(language, {"total", "总分"}), "", "", SumText("", language)});
  }
  AddGrade(total, language, table);
}

bool IsBelow(const v1::Certificate& certificate, std::string code, const std::string& above) {
  std::map<std::string, std::string> parents;
  for (const v1::ClassNode& node : certificate.classes()) parents[node.class_code()] = node.parent_code();
  for (size_t level = 0; level <= parents.size() && !code.empty(); ++level, code = parents[code]) {
    if (code == above) return true;
  }
  return false;
}

// Fields of one node, one a line; empty ones are left out.
class Fields {
 public:
  explicit Fields(Language language) : language_(language) {
    table_.columns = {{.key = "field", .heading = {"FIELD", "项目"}},
                      {.key = "value", .heading = {"VALUE", "内容"}}};
  }

  void Add(const Text& field, const std::string& value) {
    if (!value.empty()) table_.rows.push_back({In(language_, field), value});
  }
  void Add(const Text& field, const Text& value) { Add(field, In(language_, value)); }

  Table Take() { return std::move(table_); }

 private:
  Language language_;
  Table table_;
};

std::string ExactAndRounded(const std::string& exact, const v1::RoundingRule& rounding,
                            const std::string& rounded, Language language) {
  if (exact.empty()) return "";
  return absl::StrCat(ReadableFraction(exact), RoundedTo(rounding, rounded, language));
}

std::string WithCode(const std::string& code, const std::string& name) {
  return name.empty() || name == code ? code : absl::StrCat(code, " ", name);
}

Text OutcomeWords(v1::Outcome outcome) {
  switch (outcome) {
    case v1::OUTCOME_REACHED:
      return {"reached", "达到"};
    case v1::OUTCOME_NOT_REACHED:
      return {"not reached", "未达到"};
    default:
      return {};
  }
}

void AddInputs(const v1::IndicatorNode& row, Fields& fields) {
  const std::string target = row.target_upper().empty()
                                 ? row.target()
                                 : Interval{row.target(), true, row.target_upper(), true}.ToString();
  fields.Add({"target A", "目标 A"}, target);
  if (row.has_deadline()) fields.Add({"deadline", "时限"}, ReadableDate(row.deadline()));
  fields.Add({"actual B", "实际 B"}, row.actual());
  if (row.has_completed_date()) fields.Add({"done", "完成时间"}, ReadableDate(row.completed_date()));
  fields.Add({"outcome", "完成情况"}, OutcomeWords(row.outcome()));
  fields.Add({"band", "档次"}, row.band().display_name());
  fields.Add({"given points", "人工评分"}, row.given_points());
  fields.Add({"weight w", "分值 w"}, row.weight_points());
}

}  // namespace

ExplainNames::ExplainNames(const v1::Scheme& scheme, const v1::Goals& goals) {
  for (const v1::Indicator& indicator : goals.indicators())
    indicators_[indicator.code()] = indicator.display_name();
  for (const v1::IndicatorClass& c : scheme.classes()) classes_[c.code()] = c.display_name();
}

std::string ExplainNames::IndicatorName(const std::string& code) const {
  const auto found = indicators_.find(code);
  return found == indicators_.end() ? "" : found->second;
}

std::string ExplainNames::ClassName(const std::string& code) const {
  const auto found = classes_.find(code);
  return found == classes_.end() ? "" : found->second;
}

Table ExplainAll(const v1::Certificate& certificate, const ExplainNames& names, Language language) {
  Table table = RowsTable();
  AddExecution(certificate, language, table);
  for (const v1::IndicatorNode& row : certificate.indicators()) AddIndicator(row, names, language, table);
  if (certificate.goal_policy() == v1::GOAL_POLICY_RATIOS) AddParts(certificate, names, language, table);
  AddSteps(certificate, language, table);
  return table;
}

Table ExplainTotal(const v1::Certificate& certificate, const ExplainNames& names, Language language) {
  Table table = RowsTable();
  AddExecution(certificate, language, table);
  AddParts(certificate, names, language, table);
  AddSteps(certificate, language, table);
  return table;
}

Table ExplainClass(const v1::Certificate& certificate, const std::string& code, const ExplainNames& names,
                   Language language) {
  Table table = RowsTable();
  for (const v1::IndicatorNode& row : certificate.indicators()) {
    if (IsBelow(certificate, row.class_code(), code)) AddIndicator(row, names, language, table);
  }
  for (const v1::ClassNode& node : certificate.classes()) {
    if (node.class_code() != code) continue;
    const std::string sum = SumText(node.exact_points(), language);
    table.rows.push_back(
        {code, names.ClassName(code), In(language, {"class", "分类"}), node.points(),
         node.exact_points().empty()
             ? sum
             : absl::StrCat(sum, RoundedTo(certificate.total().rounding(), node.points(), language))});
  }
  return table;
}

Table ExplainIndicator(const v1::IndicatorNode& row, const ExplainNames& names, Language language) {
  Fields fields(language);
  fields.Add({"indicator", "指标"}, WithCode(row.code(), names.IndicatorName(row.code())));
  fields.Add({"class", "分类"}, WithCode(row.class_code(), names.ClassName(row.class_code())));
  fields.Add({"goal", "总体目标"}, row.goal_code());
  fields.Add({"rule", "规则"}, RuleWords(row));
  AddInputs(row, fields);
  fields.Add({"completion %", "完成率 %"},
             ExactAndRounded(row.exact_completion_percent(), row.completion_rounding(),
                             row.completion_percent(), language));
  fields.Add({"clause", "依据"}, ClauseWords(row.clause()));
  fields.Add({"arithmetic", "计算过程"}, RuleArithmetic(row));
  fields.Add({"deductions", "扣减"}, DeductionArithmetic(row));
  fields.Add({"rounding", "取整"}, PointsRounding(row));
  fields.Add({"points", "得分"}, row.points());
  return fields.Take();
}

Table ExplainExecution(const v1::ExecutionNode& execution, Language language) {
  Fields fields(language);
  fields.Add({"budget line", "预算行"}, execution.line_code());
  fields.Add({"adjusted A", "全年预算数 A"}, execution.adjusted_yuan());
  fields.Add({"executed B", "全年执行数 B"}, execution.executed_yuan());
  fields.Add({"weight w", "分值 w"}, execution.weight_points());
  fields.Add({"rate %", "执行率 %"},
             ExactAndRounded(execution.exact_rate_percent(), execution.rate_rounding(),
                             execution.rate_percent(), language));
  fields.Add({"clause", "依据"}, ClauseWords(execution.clause()));
  fields.Add({"arithmetic", "计算过程"}, ExecutionArithmetic(execution));
  fields.Add({"points", "得分"}, execution.points());
  return fields.Take();
}

}  // namespace heng::cli
