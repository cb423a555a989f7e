// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"
#include "scoring/checks/under_weight_sums.h"

namespace heng {
namespace {

bool HasNumericTarget(v1::RuleKind rule) {
  return rule == v1::RULE_KIND_AT_LEAST || rule == v1::RULE_KIND_AT_MOST || rule == v1::RULE_KIND_EQUAL;
}

void CheckRuleAndTarget(const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  if (indicator.rule() == v1::RULE_KIND_UNSPECIFIED) {
    AddRowProblem(row, "rule", "REQUIRED",
                  {"the rule is missing: want one of at least, at most, equal, band, by hand",
                   "缺少评分规则：应为不低于、不高于、等于、分档或人工评分之一"},
                  problems);
    return;
  }
  if (HasNumericTarget(indicator.rule()) && indicator.target().empty()) {
    AddRowProblem(row, "target", "REQUIRED",
                  {"the rule compares with a target, but there is none", "该评分规则需要目标值，但未填写"},
                  problems);
  }
  if (!HasNumericTarget(indicator.rule()) && !indicator.target().empty()) {
    AddRowProblem(row, "target", "NOT_ALLOWED",
                  {absl::StrCat("the rule takes no number, got target ", Quoted(indicator.target()),
                                ": put words into target_text"),
                   absl::StrCat("该评分规则不使用数值目标，却填写了 ", Quoted(indicator.target()),
                                "：文字目标请填入 target_text")},
                  problems);
  }
}

void CheckWeight(WeightSums weight_sums, const v1::Indicator& indicator, const RowRef& row,
                 FieldProblems& problems) {
  if (weight_sums == WeightSums::kIgnored) return;
  if (indicator.weight_points().empty()) {
    AddRowProblem(row, "weight_points", "REQUIRED", {"the weight is missing", "缺少分值"}, problems);
    return;
  }
  const std::optional<Decimal> weight = TryDecimal(indicator.weight_points());
  if (!weight.has_value() || !weight->is_zero()) return;
  AddRowProblem(row, "weight_points", "OUT_OF_RANGE",
                {"the weight is 0: want more than 0", "分值为 0：应大于 0"}, problems);
}

void CheckOverallGoals(const v1::Goals& goals, absl::string_view path, FieldProblems& problems) {
  CodedList list{path, "overall_goals", {}};
  for (const v1::OverallGoal& goal : goals.overall_goals())
    list.rows.push_back({goal.code(), goal.code(), ""});
  CheckCodes(list, "code", problems);
}

// The project in a name and the one in the document must be the same.
void CheckProject(const v1::Goals& goals, const ResourceName& name, absl::string_view path,
                  FieldProblems& problems) {
  const absl::StatusOr<FormId> form = ParseFormId(name.id);
  if (!form.ok()) return;
  const std::string field = JoinPath(path, "project");
  if (form->project_code.has_value() && !goals.has_project()) {
    problems.Add(field, "REQUIRED", {"goals of a project need the project", "项目绩效目标必须填写项目"});
  }
  if (!form->project_code.has_value() && goals.has_project()) {
    problems.Add(field, "NOT_ALLOWED",
                 {"goals of the overall form have no project", "部门整体绩效目标不应填写项目"});
  }
  const std::string& code = goals.project().code();
  if (form->project_code.has_value() && !code.empty() && code != *form->project_code) {
    problems.Add(
        absl::StrCat(field, ".code"), "BAD_NAME",
        {absl::StrCat("project code ", Quoted(code), " differs from ", Quoted(*form->project_code),
                      " in the name"),
         absl::StrCat("项目编码 ", Quoted(code), " 与名称中的 ", Quoted(*form->project_code), " 不一致")});
  }
}

}  // namespace

void CheckGoalsUnder(WeightSums weight_sums, const v1::Goals& goals, absl::string_view path,
                     FieldProblems& problems, const FormLimits& limits) {
  const std::string rows_field = JoinPath(path, "indicators");
  const int min_indicators = weight_sums == WeightSums::kEnforced ? 1 : 0;
  if (!CheckCount(goals.indicators_size(), min_indicators, limits.max_indicators, rows_field, problems))
    return;
  CheckFields(goals, path, problems);
  const std::optional<ResourceName> name =
      CheckName(goals.name(), ResourceKind::kGoals, JoinPath(path, "name"), problems);
  if (name.has_value()) CheckProject(goals, *name, path, problems);
  CheckName(goals.scheme(), ResourceKind::kScheme, JoinPath(path, "scheme"), problems);
  CheckOverallGoals(goals, path, problems);
  CodedList list{path, "indicators", {}};
  for (const v1::Indicator& indicator : goals.indicators()) {
    list.rows.push_back({indicator.code(), indicator.display_name(), ""});
  }
  CheckCodes(list, "code", problems);
  for (int i = 0; i < goals.indicators_size(); ++i) {
    CheckRuleAndTarget(goals.indicators(i), list.Ref(i), problems);
    CheckWeight(weight_sums, goals.indicators(i), list.Ref(i), problems);
  }
}

void CheckGoals(const v1::Goals& goals, absl::string_view path, FieldProblems& problems,
                const FormLimits& limits) {
  CheckGoalsUnder(WeightSums::kEnforced, goals, path, problems, limits);
}

}  // namespace heng
