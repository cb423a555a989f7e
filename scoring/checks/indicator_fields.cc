// SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "scoring/checks/common.h"
#include "scoring/checks/goals_parts.h"
#include "scoring/rules/rule_kinds.h"

namespace heng {
namespace {

enum class Need { kRefused, kOptional, kRequired };

// What a rule kind reads of an indicator.
struct Needs {
  Need target = Need::kRefused;
  Need target_upper = Need::kRefused;
  Need deadline = Need::kRefused;
  Need step_deduction = Need::kRefused;
  Need bracket_table = Need::kRefused;
};

Needs NeedsOf(v1::RuleKind rule) {
  switch (rule) {
    case v1::RULE_KIND_AT_LEAST:
    case v1::RULE_KIND_AT_MOST:
    case v1::RULE_KIND_EQUAL:
      return {.target = Need::kRequired};
    case v1::RULE_KIND_RANGE:
      return {.target = Need::kRequired, .target_upper = Need::kRequired};
    case v1::RULE_KIND_DATE:
      return {.deadline = Need::kRequired};
    case v1::RULE_KIND_STEP_DEDUCTION:
      return {.target = Need::kRequired, .step_deduction = Need::kRequired};
    case v1::RULE_KIND_BRACKETS:
      return {.bracket_table = Need::kRequired};
    case v1::RULE_KIND_INFORMATION:
      return {.target = Need::kOptional};
    default:
      return {};
  }
}

struct Texts {
  Problem missing;
  Problem refused;
};

void CheckNeed(Need need, bool is_given, absl::string_view field, const Texts& texts, const RowRef& row,
               FieldProblems& problems) {
  if (need == Need::kRequired && !is_given) AddRowProblem(row, field, "REQUIRED", texts.missing, problems);
  if (need == Need::kRefused && is_given) AddRowProblem(row, field, "NOT_ALLOWED", texts.refused, problems);
}

void CheckTarget(Need need, const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  const std::string& target = indicator.target();
  if (need == Need::kRequired ? !target.empty() : need == Need::kOptional || target.empty()) return;
  CheckNeed(
      need, !target.empty(), "target",
      {{"the rule compares with a target, but there is none", "该评分规则需要目标值，但未填写"},
       {absl::StrCat("the rule takes no number, got target ", Quoted(target), ": put words into target_text"),
        absl::StrCat("该评分规则不使用数值目标，却填写了 ", Quoted(target), "：文字目标请填入 target_text")}},
      row, problems);
}

void CheckRange(Need need, const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  const std::string& upper = indicator.target_upper();
  if (need == Need::kRefused && upper.empty()) return;
  CheckNeed(need, !upper.empty(), "target_upper",
            {{"a range needs its upper end", "区间指标缺少目标上限"},
             {absl::StrCat("only a range has an upper end, got ", Quoted(upper)),
              absl::StrCat("只有区间指标有目标上限，却填写了 ", Quoted(upper))}},
            row, problems);
  const std::optional<Decimal> low = TryDecimal(indicator.target());
  const std::optional<Decimal> high = TryDecimal(upper);
  if (need != Need::kRequired || !low.has_value() || !high.has_value() || *low <= *high) return;
  AddRowProblem(row, "target_upper", "OUT_OF_RANGE",
                {absl::StrCat("the range runs from ", low->ToString(), " to ", high->ToString(),
                              ": want the upper end not below the lower one"),
                 absl::StrCat("区间为 ", low->ToString(), " 至 ", high->ToString(), "：上限应不低于下限")},
                problems);
}

void CheckDeadline(Need need, const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  if (!indicator.has_deadline()) {
    if (need != Need::kRequired) return;
    AddRowProblem(row, "deadline", "REQUIRED", {"the rule needs a deadline", "时限指标缺少截止日期"},
                  problems);
    return;
  }
  if (need == Need::kRefused) {
    AddRowProblem(row, "deadline", "NOT_ALLOWED",
                  {"only the rule DATE has a deadline", "只有时限指标有截止日期，该评分规则不应填写"},
                  problems);
    return;
  }
  CheckDate(indicator.deadline(), absl::StrCat(RowPath(row), ".deadline"), problems);
}

void CheckCode(Need need, const std::string& code, absl::string_view field, const Texts& texts,
               const RowRef& row, FieldProblems& problems) {
  if (need == Need::kRefused && code.empty()) return;
  CheckNeed(need, !code.empty(), field, texts, row, problems);
}

void CheckWeight(const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  if (indicator.weight_points().empty()) return;
  if (!EarnsPoints(indicator.rule())) {
    AddRowProblem(row, "weight_points", "NOT_ALLOWED",
                  {absl::StrCat("a row of kind ", v1::RuleKind_Name(indicator.rule()),
                                " earns no points, got weight ", Quoted(indicator.weight_points())),
                   absl::StrCat("规则 ", v1::RuleKind_Name(indicator.rule()), " 的指标不计分，却填写了分值 ",
                                Quoted(indicator.weight_points()))},
                  problems);
  }
}

}  // namespace

void CheckIndicatorFields(const v1::Indicator& indicator, const RowRef& row, FieldProblems& problems) {
  if (indicator.rule() == v1::RULE_KIND_UNSPECIFIED) {
    AddRowProblem(row, "rule", "REQUIRED",
                  {"the rule is missing: want a RuleKind, such as RULE_KIND_AT_LEAST",
                   "缺少评分规则：应为 RuleKind 之一，如 RULE_KIND_AT_LEAST（不低于）"},
                  problems);
    return;
  }
  const Needs needs = NeedsOf(indicator.rule());
  CheckTarget(needs.target, indicator, row, problems);
  CheckRange(needs.target_upper, indicator, row, problems);
  CheckDeadline(needs.deadline, indicator, row, problems);
  CheckCode(
      needs.step_deduction, indicator.step_deduction_code(), "step_deduction_code",
      {{"the rule needs the code of a step deduction of the scheme", "缺少评价方案中按步扣分规则的编码"},
       {"only the rule STEP_DEDUCTION has a step deduction", "只有按步扣分的指标使用按步扣分规则"}},
      row, problems);
  CheckCode(needs.bracket_table, indicator.bracket_table_code(), "bracket_table_code",
            {{"the rule needs the code of a bracket table of the scheme", "缺少评价方案中分档表的编码"},
             {"only the rule BRACKETS has a bracket table", "只有分档计分的指标使用分档表"}},
            row, problems);
  CheckWeight(indicator, row, problems);
}

}  // namespace heng
