// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "scoring/checks/class_tree.h"
#include "scoring/checks/common.h"
#include "scoring/checks/goals_parts.h"
#include "scoring/checks/under_weight_sums.h"

namespace heng {
namespace {

std::string NameOf(v1::RuleKind rule) { return v1::RuleKind_Name(rule); }

// The codes of the tables that rows refer to.
struct TableCodes {
  explicit TableCodes(const v1::Scheme& scheme) {
    for (const v1::StepDeduction& rule : scheme.step_deductions()) step_deductions.insert(rule.code());
    for (const v1::BracketTable& table : scheme.bracket_tables()) bracket_tables.insert(table.code());
  }
  absl::flat_hash_set<absl::string_view> step_deductions;
  absl::flat_hash_set<absl::string_view> bracket_tables;
};

// What the rule of a row takes from the scheme beside its class.
void CheckReferences(const v1::Scheme& scheme, const TableCodes& codes, const v1::Indicator& indicator,
                     const RowRef& row, FieldProblems& problems) {
  if (indicator.rule() == v1::RULE_KIND_BAND && scheme.bands().empty()) {
    AddRowProblem(
        row, "rule", "NOT_ALLOWED",
        {"the rule needs bands, but the scheme has none", "该评分规则需要档次，但评价方案没有设置档次"},
        problems);
  }
  if (indicator.rule() == v1::RULE_KIND_VETO && !scheme.has_veto()) {
    AddRowProblem(row, "rule", "NOT_ALLOWED",
                  {"the scheme does not say what a veto does", "评价方案没有设置一票否决的后果"}, problems);
  }
  const std::string& step = indicator.step_deduction_code();
  if (!step.empty() && !codes.step_deductions.contains(step)) {
    AddRowProblem(row, "step_deduction_code", "UNKNOWN_CODE",
                  {absl::StrCat("the scheme has no step deduction ", Quoted(step)),
                   absl::StrCat("评价方案中没有按步扣分规则 ", Quoted(step))},
                  problems);
  }
  const std::string& table = indicator.bracket_table_code();
  if (!table.empty() && !codes.bracket_tables.contains(table)) {
    AddRowProblem(row, "bracket_table_code", "UNKNOWN_CODE",
                  {absl::StrCat("the scheme has no bracket table ", Quoted(table)),
                   absl::StrCat("评价方案中没有分档表 ", Quoted(table))},
                  problems);
  }
}

void CheckAllowed(const ClassTree& classes, int class_index, const v1::Indicator& indicator,
                  const RowRef& row, FieldProblems& problems) {
  const int source = classes.WithAllowedRules(class_index);
  if (source < 0 || indicator.rule() == v1::RULE_KIND_UNSPECIFIED) return;
  const auto& allowed = classes.at(source).allowed_rules();
  if (std::find(allowed.begin(), allowed.end(), static_cast<int>(indicator.rule())) != allowed.end()) return;
  std::string names;
  for (int i = 0; i < classes.at(source).allowed_rules_size(); ++i) {
    absl::StrAppend(&names, names.empty() ? "" : ", ", NameOf(classes.at(source).allowed_rules(i)));
  }
  const std::string& class_name = classes.at(class_index).display_name();
  AddRowProblem(row, "rule", "NOT_ALLOWED",
                {absl::StrCat("rule ", NameOf(indicator.rule()), " is not allowed in ", class_name,
                              ": want one of ", names),
                 absl::StrCat(class_name, "不允许使用规则 ", NameOf(indicator.rule()), "：应为 ", names)},
                problems);
}

// The class of a row, as an index; -1 if it is unknown. A class that has classes below is reported.
int CheckClass(const ClassTree& classes, const v1::Indicator& indicator, const RowRef& row,
               FieldProblems& problems) {
  if (indicator.class_code().empty()) return -1;
  const int index = classes.Find(indicator.class_code());
  if (index < 0) {
    AddRowProblem(row, "class_code", "UNKNOWN_CODE",
                  {absl::StrCat("the scheme has no class ", Quoted(indicator.class_code())),
                   absl::StrCat("评价方案中没有指标分类 ", Quoted(indicator.class_code()))},
                  problems);
  } else if (!classes.is_leaf(index)) {
    AddRowProblem(row, "class_code", "BAD_TREE",
                  {absl::StrCat("class ", classes.at(index).display_name(),
                                " has classes below it: want one of those at the bottom"),
                   absl::StrCat("指标分类“", classes.at(index).display_name(), "”还有下级：应选择最末级")},
                  problems);
  }
  return index;
}

void CheckKind(const v1::Scheme& scheme, const v1::Goals& goals, absl::string_view path,
               FieldProblems& problems) {
  const absl::StatusOr<ResourceName> name = ParseResourceName(goals.name(), ResourceKind::kGoals);
  if (!name.ok() || scheme.kind() == v1::EVALUATION_KIND_UNSPECIFIED) return;
  const absl::StatusOr<FormId> form = ParseFormId(name->id);
  const bool wants_project = scheme.kind() == v1::EVALUATION_KIND_PROJECT;
  if (!form.ok() || form->project_code.has_value() == wants_project) return;
  problems.Add(JoinPath(path, "name"), "NOT_ALLOWED",
               {absl::StrCat("the scheme scores ", wants_project ? "projects" : "overall forms", ", but ",
                             Quoted(name->id), " names ", wants_project ? "an overall form" : "a project"),
                absl::StrCat("评价方案用于", wants_project ? "项目支出" : "部门整体支出", "，但 ",
                             Quoted(name->id), " 是", wants_project ? "部门整体支出" : "项目支出", "表")});
}

}  // namespace

void CheckGoalsAgainstScheme(WeightSums weight_sums, const v1::Scheme& scheme, const v1::Goals& goals,
                             absl::string_view path, FieldProblems& problems) {
  CheckKind(scheme, goals, path, problems);
  const ClassTree classes(scheme);
  const TableCodes codes(scheme);
  std::vector<RowPlace> places(goals.indicators_size());
  for (int i = 0; i < goals.indicators_size(); ++i) {
    const v1::Indicator& indicator = goals.indicators(i);
    const RowRef row{path, "indicators", i, indicator.display_name()};
    places[i].class_index = CheckClass(classes, indicator, row, problems);
    CheckReferences(scheme, codes, indicator, row, problems);
    if (places[i].class_index >= 0) CheckAllowed(classes, places[i].class_index, indicator, row, problems);
  }
  CheckGoalRatios(weight_sums, scheme, goals, path, places, problems);
  CheckRowWeights(weight_sums, scheme, classes, goals, places, path, problems);
}

}  // namespace heng
