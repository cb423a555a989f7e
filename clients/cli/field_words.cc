// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/field_words.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/clause_words.h"
#include "clients/cli/findings_table.h"
#include "clients/cli/row_names.h"
#include "clients/cli/words.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {
namespace {

using google::protobuf::FieldDescriptor;

using WordTable = std::map<std::string, Text>;

// By the name of the field, whatever message it is in; by its full name where that says something else.
const WordTable& WordsByName() {
  static const auto& words = *new WordTable{{"heng.v1.KeyTask.results", {"result", "量化结果"}},
                                            // Forms: what was done, what is claimed, what it earns.
                                            {"actual", {"actual", "实际完成值"}},
                                            {"actual_text", {"actual", "实际完成值"}},
                                            {"adjusted_text", {"adjusted", "全年预算数"}},
                                            {"adjusted_yuan", {"adjusted (yuan)", "全年预算数（元）"}},
                                            {"amount_unit_text", {"amount unit", "金额单位"}},
                                            {"band", {"band", "档次"}},
                                            {"budget_lines", {"budget line", "预算"}},
                                            {"claim", {"claim", "填报"}},
                                            {"completed_date", {"completed", "完成日期"}},
                                            {"completion_percent", {"completion %", "完成率（%）"}},
                                            {"completion_text", {"completion", "完成率"}},
                                            {"deducted_points", {"deducted points", "扣减分数"}},
                                            {"deduction_reason", {"reason of the deduction", "扣减原因"}},
                                            {"evidence", {"evidence", "佐证"}},
                                            {"executed_text", {"executed", "全年执行数"}},
                                            {"executed_yuan", {"executed (yuan)", "全年执行数（元）"}},
                                            {"form_date", {"form date", "填表日期"}},
                                            {"given_points", {"given points", "评定得分"}},
                                            {"goal_completions", {"overall goal", "年度总体目标"}},
                                            {"grade_text", {"grade", "等级"}},
                                            {"indicators", {"indicator", "指标"}},
                                            {"initial_text", {"initial", "年初预算数"}},
                                            {"initial_yuan", {"initial (yuan)", "年初预算数（元）"}},
                                            {"outcome", {"outcome", "是否达到"}},
                                            {"points_text", {"points", "得分"}},
                                            {"rate_text", {"rate", "执行率"}},
                                            {"reason", {"reason", "未完成原因分析"}},
                                            {"reason_text", {"reason", "未完成原因分析"}},
                                            {"results", {"indicator", "指标"}},
                                            {"status", {"status", "填报状态"}},
                                            {"target_text", {"target", "年度指标值"}},
                                            {"total_points_text", {"total", "总分"}},
                                            {"total_weight_text", {"total weight", "总分值"}},
                                            {"unit_text", {"unit", "单位"}},
                                            {"weight_text", {"weight", "分值"}},
                                            // Score and findings.
                                            {"applicable_weight_points", {"weight that applies", "适用分值"}},
                                            {"arithmetic", {"arithmetic", "算式"}},
                                            {"claimed", {"claimed", "填报值"}},
                                            {"classes", {"class", "指标分类"}},
                                            {"clause", {"clause", "适用条款"}},
                                            {"computed", {"computed", "计算值"}},
                                            {"exact_points", {"points before rounding", "舍入前得分"}},
                                            {"execution", {"execution", "预算执行"}},
                                            {"findings", {"finding", "疑点"}},
                                            {"grade", {"grade", "等级"}},
                                            {"grade_code", {"code of the grade", "等级代码"}},
                                            {"message_en", {"finding", "疑点"}},
                                            {"message_zh", {"finding", "疑点"}},
                                            {"points", {"points", "得分"}},
                                            {"rate_percent", {"rate %", "执行率（%）"}},
                                            {"severity", {"severity", "程度"}},
                                            {"total_points", {"total", "总分"}},
                                            {"total_steps", {"step to the total", "总分计算"}},
                                            {"total_weight_points", {"total weight", "总分值"}},
                                            {"weight_points", {"weight", "分值"}},
                                            // Report.
                                            {"achieved", {"achieved", "实际完成情况"}},
                                            {"asset_management", {"asset management", "资产管理情况"}},
                                            {"description", {"description", "说明"}},
                                            {"economy", {"economy", "经济性"}},
                                            {"effectiveness", {"effectiveness", "有效性"}},
                                            {"efficiency", {"efficiency", "效率性"}},
                                            {"expected", {"expected", "年度总体目标"}},
                                            {"explanation", {"explanation", "说明"}},
                                            {"income_note", {"income", "收入情况"}},
                                            {"key_tasks", {"key task", "年度重点工作"}},
                                            {"measures", {"measures", "下一步改进措施"}},
                                            {"problems", {"problems", "存在的问题"}},
                                            {"rating_text", {"rating", "评价等次"}},
                                            {"report", {"report", "自评报告"}},
                                            {"spending_management", {"spending management", "支出管理情况"}},
                                            {"spending_note", {"spending", "支出情况"}},
                                            {"suggestions", {"suggestions", "意见建议"}},
                                            {"summary", {"summary", "总体评价"}},
                                            {"sustainability", {"sustainability", "可持续性"}},
                                            {"three_public_note", {"three public", "三公经费说明"}},
                                            {"value", {"value", "数值"}},
                                            // Budgets.
                                            {"actual_yuan", {"spent (yuan)", "本年支出（元）"}},
                                            {"as_of_date", {"as of", "截止日期"}},
                                            {"assets", {"assets", "资产"}},
                                            {"budget", {"budget", "预算"}},
                                            {"budget_yuan", {"budget (yuan)", "预算数（元）"}},
                                            {"carry_over", {"carry-over", "结转结余"}},
                                            {"closing_yuan", {"closing (yuan)", "年末（元）"}},
                                            {"final_yuan", {"final (yuan)", "决算数（元）"}},
                                            {"fixed_yuan", {"fixed (yuan)", "固定资产（元）"}},
                                            {"income", {"income", "收入"}},
                                            {"label", {"line", "项目"}},
                                            {"lines", {"budget line", "预算"}},
                                            {"note", {"note", "备注"}},
                                            {"opening_yuan", {"opening (yuan)", "年初（元）"}},
                                            {"parent_code", {"parent", "上级"}},
                                            {"prior_yuan", {"year before (yuan)", "上年支出（元）"}},
                                            {"three_public", {"three public", "三公经费"}},
                                            {"total", {"total", "合计"}},
                                            {"total_yuan", {"total (yuan)", "合计（元）"}},
                                            // Goals, schemes, departments, regions.
                                            {"aliases", {"alias", "别名"}},
                                            {"authority", {"authority", "制定单位"}},
                                            {"bands", {"band", "档次"}},
                                            {"budget_codes", {"budget code", "预算代码"}},
                                            {"budget_level", {"budget level", "预算级次"}},
                                            {"category", {"category", "部门类别"}},
                                            {"class_code", {"class", "分类"}},
                                            {"core", {"core", "核心指标"}},
                                            {"deadline", {"deadline", "完成期限"}},
                                            {"department", {"department", "部门"}},
                                            {"display_name", {"name", "名称"}},
                                            {"duties", {"duty", "职责"}},
                                            {"fiscal_year", {"year", "年度"}},
                                            {"goals", {"goals", "绩效目标"}},
                                            {"grades", {"grade", "等级"}},
                                            {"kind", {"kind", "类型"}},
                                            {"level", {"level", "级别"}},
                                            {"legal_basis", {"legal basis", "依据"}},
                                            {"measurement", {"measurement", "计算方法"}},
                                            {"min_points", {"least points", "最低分"}},
                                            {"name", {"name", "资源名称"}},
                                            {"offices", {"office", "内设机构"}},
                                            {"on_staff_count", {"on staff", "在职人数"}},
                                            {"overall_goals", {"overall goal", "年度总体目标"}},
                                            {"parent", {"parent", "上级"}},
                                            {"project", {"project", "项目"}},
                                            {"rounding", {"rounding", "舍入"}},
                                            {"rule", {"rule", "计分规则"}},
                                            {"scheme", {"scheme", "评价方案"}},
                                            {"share", {"share", "得分比例"}},
                                            {"staffing", {"staffing", "人员编制"}},
                                            {"state", {"state", "状态"}},
                                            {"target", {"target", "年度指标值"}},
                                            {"target_upper", {"upper target", "指标值上限"}},
                                            {"unit", {"unit", "单位"}}};
  return words;
}

// These say nothing to a reader in front of what lies in them.
bool IsSilent(const FieldDescriptor* field) {
  return field->full_name() == "heng.v1.Evaluation.score" ||
         field->full_name() == "heng.v1.Evaluation.budget";
}

std::string NameOf(const FieldDescriptor* field, Language language) {
  for (const std::string& name : {field->full_name(), field->name()}) {
    const auto found = WordsByName().find(name);
    if (found != WordsByName().end()) return In(language, found->second);
  }
  return field->json_name();
}

const WordTable& ValuesByName() {
  static const auto& words =
      *new WordTable{{"OUTCOME_NOT_REACHED", {"not reached", "未达到"}},
                     {"OUTCOME_REACHED", {"reached", "达到"}},
                     {"RESULT_STATUS_NOT_APPLICABLE", {"not applicable", "不适用"}},
                     {"RESULT_STATUS_NO_EVIDENCE", {"no evidence", "无佐证"}},
                     {"TOTAL_CLAUSE_EXECUTION_CAP", {"limited by execution", "按预算执行率封顶"}},
                     {"TOTAL_CLAUSE_RESCALED", {"rescaled", "剔除不适用指标折算"}},
                     {"TOTAL_CLAUSE_SUM", {"sum", "各项得分合计"}},
                     {"TOTAL_CLAUSE_VETO", {"veto", "一票否决"}}};
  return words;
}

// Empty if there are none.
Text EnumWords(const google::protobuf::EnumValueDescriptor& value) {
  const auto* type = value.type();
  if (type == v1::ScoreClause_descriptor()) return ClauseWords(static_cast<v1::ScoreClause>(value.number()));
  if (type == v1::FindingSeverity_descriptor()) {
    return SeverityWords(static_cast<v1::FindingSeverity>(value.number()));
  }
  if (type == v1::EvaluationKind_descriptor()) return WordOf(KindWords(), value.number()).text;
  if (type == v1::EvaluationState_descriptor()) return WordOf(StateWords(), value.number()).text;
  if (type == v1::DepartmentCategory_descriptor()) return WordOf(CategoryWords(), value.number()).text;
  const auto found = ValuesByName().find(value.name());
  return found == ValuesByName().end() ? Text() : found->second;
}

}  // namespace

std::string FieldWords(const Path& path, Language language) {
  std::vector<std::string> words;
  bool in_row = false;
  for (size_t i = 0; i < path.size(); ++i) {
    const bool is_last = i + 1 == path.size();
    const PathStep& step = path[i];
    // The row itself stands beside the words; rows inside it do not.
    const bool is_row = !in_row && IsRow(step);
    in_row = in_row || is_row;
    if (!is_last && (is_row || IsSilent(step.field))) continue;
    std::string word = NameOf(step.field, language);
    if (!is_row && !step.element.empty()) absl::StrAppend(&word, "[", step.element, "]");
    words.push_back(std::move(word));
  }
  return absl::StrJoin(words, In(language, {.en = " ", .zh = "·"}));
}

std::string ValueWords(const FieldDescriptor* field, const std::string& value, Language language) {
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_ENUM) return value;
  const auto* enum_value = field->enum_type()->FindValueByName(value);
  const Text words = enum_value == nullptr ? Text() : EnumWords(*enum_value);
  return words.en.empty() ? value : In(language, words);
}

}  // namespace heng::cli
