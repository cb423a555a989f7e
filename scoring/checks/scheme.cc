// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"
#include "scoring/checks/scheme_parts.h"
#include "scoring/checks/under_weight_sums.h"

namespace heng {
namespace {

CodedList ClassesOf(const v1::Scheme& scheme, absl::string_view path) {
  CodedList list{path, "classes", {}};
  for (const v1::IndicatorClass& c : scheme.classes())
    list.rows.push_back({c.code(), c.display_name(), c.parent_code()});
  return list;
}

Decimal TotalPointsOf(const v1::Scheme& scheme) {
  return TryDecimal(scheme.total_points()).value_or(Decimal::FromInt(100));
}

// The sum of the weights of some classes, and which of them have none.
struct WeightSum {
  Decimal sum;
  std::vector<int> without_weight;
};

std::optional<WeightSum> SumWeights(const v1::Scheme& scheme, const std::vector<int>& classes) {
  WeightSum result;
  for (const int i : classes) {
    if (scheme.classes(i).weight_points().empty()) {
      result.without_weight.push_back(i);
      continue;
    }
    const std::optional<Decimal> weight = TryDecimal(scheme.classes(i).weight_points());
    if (!weight.has_value()) return std::nullopt;
    const absl::StatusOr<Decimal> sum = Add(result.sum, *weight);
    if (!sum.ok()) return std::nullopt;
    result.sum = *sum;
  }
  return result;
}

void CheckTopWeights(const v1::Scheme& scheme, const CodedList& list, const Tree& tree,
                     FieldProblems& problems) {
  std::vector<int> top;
  for (size_t i = 0; i < tree.parents.size(); ++i) {
    if (tree.parents[i] < 0) top.push_back(static_cast<int>(i));
  }
  const std::optional<WeightSum> weights = SumWeights(scheme, top);
  if (!weights.has_value() || top.empty()) return;
  for (const int i : weights->without_weight) {
    AddRowProblem(list.Ref(i), "weight_points", "REQUIRED",
                  {"a class of level 1 needs a weight", "一级指标必须有分值"}, problems);
  }
  if (!weights->without_weight.empty()) return;
  const Decimal execution = TryDecimal(scheme.execution().weight_points()).value_or(Decimal());
  const absl::StatusOr<Decimal> sum = Add(weights->sum, execution);
  if (!sum.ok() || *sum == TotalPointsOf(scheme)) return;
  const std::string want = TotalPointsOf(scheme).ToString();
  problems.Add(
      JoinPath(list.path, "classes"), "WEIGHT_SUM",
      {absl::StrCat("weights of level 1 add up to ", weights->sum.ToString(), " and execution to ",
                    execution.ToString(), ", together ", sum->ToString(), ", want ", want, "; see classes ",
                    RowNumbers(top)),
       absl::StrCat("一级指标分值合计 ", weights->sum.ToString(), "，预算执行 ", execution.ToString(),
                    "，共 ", sum->ToString(), "，应为 ", want, "；见第 ", RowNumbers(top), " 行")});
}

void CheckWeightsBelow(const v1::Scheme& scheme, const CodedList& list, const Tree& tree, int parent,
                       FieldProblems& problems) {
  const std::vector<int>& children = tree.children[parent];
  if (children.empty()) return;
  const std::optional<WeightSum> weights = SumWeights(scheme, children);
  if (!weights.has_value() || weights->without_weight.size() == children.size()) return;
  const RowRef row = list.Ref(parent);
  if (!weights->without_weight.empty()) {
    AddRowProblem(
        row, "weight_points", "WEIGHT_SUM",
        {absl::StrCat("some classes below it have a weight and some do not: want all or none; see classes ",
                      RowNumbers(weights->without_weight)),
         absl::StrCat("下级指标部分有分值、部分没有：应全部设置或全部不设；见第 ",
                      RowNumbers(weights->without_weight), " 行")},
        problems);
    return;
  }
  const std::optional<Decimal> own = TryDecimal(scheme.classes(parent).weight_points());
  if (own.has_value() && *own == weights->sum) return;
  const std::string want = own.has_value() ? own->ToString() : "none, as the class itself has no weight";
  AddRowProblem(row, "weight_points", "WEIGHT_SUM",
                {absl::StrCat("weights of the classes below it add up to ", weights->sum.ToString(),
                              ", want ", want, "; see classes ", RowNumbers(children)),
                 absl::StrCat("下级指标分值合计 ", weights->sum.ToString(), "，应为 ",
                              own.has_value() ? own->ToString() : "不设（本级无分值）", "；见第 ",
                              RowNumbers(children), " 行")},
                problems);
}

void CheckAllowedRules(const v1::Scheme& scheme, const CodedList& list, FieldProblems& problems) {
  for (int i = 0; i < scheme.classes_size(); ++i) {
    const v1::IndicatorClass& c = scheme.classes(i);
    for (int j = 0; j < c.allowed_rules_size(); ++j) {
      if (c.allowed_rules(j) != v1::RULE_KIND_UNSPECIFIED) continue;
      AddRowProblem(list.Ref(i), absl::StrCat("allowed_rules[", j, "]"), "REQUIRED",
                    {"the rule kind is missing", "缺少评分规则类型"}, problems);
    }
  }
}

void CheckExecution(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  if (!scheme.has_execution()) return;
  const v1::ExecutionRule& rule = scheme.execution();
  const std::string field = JoinPath(path, "execution.weight_points");
  const std::optional<Decimal> weight = TryDecimal(rule.weight_points());
  if (rule.weight_points().empty()) {
    problems.Add(field, "REQUIRED", {"budget execution needs a weight", "预算执行必须有分值"});
  } else if (weight.has_value() && weight->is_zero()) {
    problems.Add(
        field, "OUT_OF_RANGE",
        {"the weight is 0: want more than 0, or no execution block", "分值为 0：应大于 0，或不设预算执行"});
  }
  if (!rule.line_code().empty() && !IsValidCode(rule.line_code())) {
    problems.Add(
        JoinPath(path, "execution.line_code"), "BAD_NAME",
        {absl::StrCat("code ", Quoted(rule.line_code()), " is refused: want 1 to 64 of a-z A-Z 0-9 . _ -"),
         absl::StrCat("编码 ", Quoted(rule.line_code()),
                      " 无效：应为 1 至 64 个字符，限 a-z A-Z 0-9 . _ -")});
  }
}

void CheckHead(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems) {
  CheckName(scheme.name(), ResourceKind::kScheme, JoinPath(path, "name"), problems);
  CheckYears(scheme.effective_from_year(), scheme.effective_until_year(), path, problems);
  if (scheme.kind() == v1::EVALUATION_KIND_UNSPECIFIED) {
    problems.Add(JoinPath(path, "kind"), "REQUIRED",
                 {"want the kind of form: overall or project", "缺少表格类型：部门整体支出或项目支出"});
  }
  const std::optional<Decimal> total = TryDecimal(scheme.total_points());
  if (total.has_value() && total->is_zero()) {
    problems.Add(JoinPath(path, "total_points"), "OUT_OF_RANGE",
                 {"the total is 0: want more", "总分为 0：应大于 0"});
  }
}

}  // namespace

void CheckSchemeUnder(WeightSums weight_sums, const v1::Scheme& scheme, absl::string_view path,
                      FieldProblems& problems, const FormLimits& limits) {
  const int min_classes = weight_sums == WeightSums::kEnforced ? 1 : 0;
  if (!CheckCount(scheme.classes_size(), min_classes, limits.max_classes, JoinPath(path, "classes"),
                  problems))
    return;
  CheckFields(scheme, path, problems);
  CheckHead(scheme, path, problems);
  CheckExecution(scheme, path, problems);
  const CodedList list = ClassesOf(scheme, path);
  CheckCodes(list, "code", problems);
  const Tree tree = CheckTree(list, limits.max_depth, problems);
  CheckAllowedRules(scheme, list, problems);
  CheckRounding(scheme.rounding(), JoinPath(path, "rounding"), problems);
  CheckBands(scheme, path, problems);
  CheckGrades(scheme, path, problems);
  if (weight_sums == WeightSums::kIgnored) return;
  CheckTopWeights(scheme, list, tree, problems);
  for (int i = 0; i < scheme.classes_size(); ++i) CheckWeightsBelow(scheme, list, tree, i, problems);
}

void CheckScheme(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems,
                 const FormLimits& limits) {
  CheckSchemeUnder(WeightSums::kEnforced, scheme, path, problems, limits);
}

}  // namespace heng
