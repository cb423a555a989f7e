// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "scoring/checks/common.h"
#include "scoring/checks/under_weight_sums.h"

namespace heng {
namespace {

// The scheme's tree without a word about its faults, which CheckScheme reports: what is broken stands at the
// top.
class ClassTree {
 public:
  explicit ClassTree(const v1::Scheme& scheme) : scheme_(scheme) {
    CodedList list{"", "classes", {}};
    for (const v1::IndicatorClass& c : scheme.classes()) {
      by_code_.emplace(c.code(), static_cast<int>(list.rows.size()));
      list.rows.push_back({c.code(), c.display_name(), c.parent_code()});
    }
    FieldProblems ignored;
    tree_ = CheckTree(list, scheme.classes_size(), ignored);
  }

  // -1 if there is no such class.
  int Find(const std::string& code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? -1 : found->second;
  }
  int size() const { return scheme_.classes_size(); }
  int parent(int i) const { return tree_.parents[i]; }
  bool is_leaf(int i) const { return tree_.children[i].empty(); }
  const v1::IndicatorClass& at(int i) const { return scheme_.classes(i); }

  // Whether rows, rather than classes below, must add up to the class: it has a weight and no class below has
  // one.
  bool IsLowestWithWeight(int i) const {
    if (at(i).weight_points().empty()) return false;
    return std::all_of(tree_.children[i].begin(), tree_.children[i].end(),
                       [this](int child) { return at(child).weight_points().empty(); });
  }

  // The nearest class, from `i` upwards, that says which rules are allowed; -1 if none does.
  int WithAllowedRules(int i) const {
    while (i >= 0 && at(i).allowed_rules().empty()) i = parent(i);
    return i;
  }

 private:
  const v1::Scheme& scheme_;
  absl::flat_hash_map<std::string, int> by_code_;
  Tree tree_;
};

std::string NameOf(v1::RuleKind rule) { return v1::RuleKind_Name(rule); }

void CheckRule(const v1::Scheme& scheme, const ClassTree& classes, int class_index,
               const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  if (indicator.rule() == v1::RULE_KIND_BAND && scheme.bands().empty()) {
    AddRowProblem(
        row, "rule", "NOT_ALLOWED",
        {"the rule needs bands, but the scheme has none", "该评分规则需要档次，但评价方案没有设置档次"},
        problems);
  }
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

// Weights and rows below each class.
struct Below {
  Decimal sum;
  std::vector<int> rows;
  bool readable = true;
};

void CheckSums(const ClassTree& classes, const std::vector<Below>& below, absl::string_view path,
               FieldProblems& problems) {
  for (int i = 0; i < classes.size(); ++i) {
    if (!classes.IsLowestWithWeight(i) || !below[i].readable) continue;
    const std::optional<Decimal> want = TryDecimal(classes.at(i).weight_points());
    if (!want.has_value() || *want == below[i].sum) continue;
    const std::string& name = classes.at(i).display_name();
    const std::string rows = RowNumbers(below[i].rows);
    problems.Add(
        JoinPath(path, "indicators"), "WEIGHT_SUM",
        {absl::StrCat("weights below ", name, " add up to ", below[i].sum.ToString(), ", want ",
                      want->ToString(), rows.empty() ? "; it has no rows" : "; see rows ", rows),
         absl::StrCat(name, "下各指标分值合计 ", below[i].sum.ToString(), "，应为 ", want->ToString(),
                      rows.empty() ? "；没有指标" : "；见第 ", rows, rows.empty() ? "" : " 行")});
  }
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
  std::vector<Below> below(classes.size());
  for (int i = 0; i < goals.indicators_size(); ++i) {
    const v1::Indicator& indicator = goals.indicators(i);
    const RowRef row{path, "indicators", i, indicator.display_name()};
    const int class_index = CheckClass(classes, indicator, row, problems);
    if (class_index < 0) continue;
    CheckRule(scheme, classes, class_index, indicator, row, problems);
    const std::optional<Decimal> weight = TryDecimal(indicator.weight_points());
    for (int c = class_index; c >= 0; c = classes.parent(c)) {
      const absl::StatusOr<Decimal> sum = Add(below[c].sum, weight.value_or(Decimal()));
      if (weight.has_value() && sum.ok()) {
        below[c].sum = *sum;
      } else {
        below[c].readable = false;
      }
      below[c].rows.push_back(i);
    }
  }
  if (weight_sums == WeightSums::kEnforced) CheckSums(classes, below, path, problems);
}

}  // namespace heng
