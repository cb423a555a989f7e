// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"
#include "scoring/checks/goals_parts.h"
#include "scoring/checks/under_weight_sums.h"

namespace heng {
namespace {

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
  const std::string goals_field = JoinPath(path, "overall_goals");
  if (!CheckCount(goals.overall_goals_size(), 0, limits.max_overall_goals, goals_field, problems)) return;
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
  for (int i = 0; i < goals.indicators_size(); ++i)
    CheckIndicatorFields(goals.indicators(i), list.Ref(i), problems);
}

void CheckGoals(const v1::Goals& goals, absl::string_view path, FieldProblems& problems,
                const FormLimits& limits) {
  CheckGoalsUnder(WeightSums::kEnforced, goals, path, problems, limits);
}

}  // namespace heng
