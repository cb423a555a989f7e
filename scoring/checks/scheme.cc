// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"
#include "scoring/checks/scheme_parts.h"
#include "scoring/checks/under_weight_sums.h"
#include "scoring/rounding.h"

namespace heng {
namespace {

CodedList ClassesOf(const v1::Scheme& scheme, absl::string_view path) {
  CodedList list{path, "classes", {}};
  for (const v1::IndicatorClass& c : scheme.classes())
    list.rows.push_back({c.code(), c.display_name(), c.parent_code()});
  return list;
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

void CheckOptions(const v1::Scheme& scheme, const CodedList& list, FieldProblems& problems) {
  CheckOverCompletion(scheme.rule_options(), JoinPath(list.path, "rule_options"), "", problems);
  for (int i = 0; i < scheme.classes_size(); ++i) {
    const v1::RuleOptions& options = scheme.classes(i).rule_options();
    if (options.over_completion().empty()) continue;
    const RowRef row = list.Ref(i);
    CheckOverCompletion(options, absl::StrCat(RowPath(row), ".rule_options"), row.words, problems);
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

Decimal WholePointsOf(const v1::Scheme& scheme) {
  return TryDecimal(scheme.total_points()).value_or(Decimal::FromInt(100));
}

std::optional<Problem> BetweenTotals(const v1::Scheme& scheme, const Decimal& limit) {
  const int places = TotalRounding(scheme.rounding()).places;
  if (places < 0 || limit.Normalized().places() <= places) return std::nullopt;
  return Problem{
      absl::StrCat("limit ", limit.ToString(), " lies between two totals, which have ", places,
                   " places: want no more places than that"),
      absl::StrCat("界限 ", limit.ToString(), " 的小数位数多于总分的 ", places, " 位：应不超过该位数")};
}

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
  CheckEvenSplits(scheme, list, tree, problems);
  CheckOptions(scheme, list, problems);
  CheckRounding(scheme.rounding(), JoinPath(path, "rounding"), problems);
  CheckBands(scheme, path, problems);
  CheckBracketTables(scheme, path, problems);
  CheckStepDeductions(scheme, path, problems);
  CheckExecutionCaps(scheme, path, problems);
  CheckVeto(scheme, path, problems);
  CheckGrades(scheme, path, problems);
  CheckReviewLimits(scheme, path, problems);
  if (weight_sums == WeightSums::kIgnored) return;
  CheckClassWeights(scheme, list, tree, problems);
  CheckRoundingAgainstWeights(scheme, list, problems);
}

void CheckScheme(const v1::Scheme& scheme, absl::string_view path, FieldProblems& problems,
                 const FormLimits& limits) {
  CheckSchemeUnder(WeightSums::kEnforced, scheme, path, problems, limits);
}

}  // namespace heng
