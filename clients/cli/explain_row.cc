// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/explain_row.h"

#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "clients/cli/explain_numbers.h"

namespace heng::cli {
namespace {

// "= 7.5", or nothing for a row without points.
std::string Equals(const v1::IndicatorNode& row) {
  return row.rule_points().empty() ? "" : absl::StrCat(" = ", ReadableFraction(row.rule_points()));
}

// A formula with its value; of a row without a weight nothing.
Text Formula(const Text& condition, const v1::IndicatorNode& row, const std::string& formula) {
  if (row.rule_points().empty()) return condition;
  return {.en = absl::StrCat(condition.en, ": ", formula, Equals(row)),
          .zh = absl::StrCat(condition.zh, "：", formula, Equals(row))};
}

// A condition and the points that follow without a formula.
Text Gives(const Text& condition, const v1::IndicatorNode& row) {
  if (row.rule_points().empty()) return condition;
  const std::string points = ReadableFraction(row.rule_points());
  return {.en = absl::StrCat(condition.en, ": ", points), .zh = absl::StrCat(condition.zh, "：", points)};
}

Text ActualAgainst(const v1::IndicatorNode& row, absl::string_view sign, const std::string& target) {
  return {.en = absl::StrCat("actual ", row.actual(), " ", sign, " target ", target),
          .zh = absl::StrCat("实际 ", row.actual(), " ", sign, " 目标 ", target)};
}

// Which end of a range counts as the target for an actual value outside it.
const std::string& NearestTarget(const v1::IndicatorNode& row) {
  if (row.rule() != v1::RULE_KIND_RANGE) return row.target();
  const bool above = Interval{.lower = row.target_upper()}.Contains(row.actual());
  return above ? row.target_upper() : row.target();
}

Text TargetMet(const v1::IndicatorNode& row) {
  switch (row.rule()) {
    case v1::RULE_KIND_AT_MOST:
      return ActualAgainst(row, "≤", row.target());
    case v1::RULE_KIND_RANGE: {
      const std::string range = Interval{row.target(), true, row.target_upper(), true}.ToString();
      return {.en = absl::StrCat("actual ", row.actual(), " lies in ", range),
              .zh = absl::StrCat("实际 ", row.actual(), " 在 ", range, " 内")};
    }
    case v1::RULE_KIND_DATE:
      return {.en = absl::StrCat("done ", ReadableDate(row.completed_date()), ", by the deadline ",
                                 ReadableDate(row.deadline())),
              .zh = absl::StrCat("完成于 ", ReadableDate(row.completed_date()), "，未超过时限 ",
                                 ReadableDate(row.deadline()))};
    case v1::RULE_KIND_STEP_DEDUCTION:
      return {.en = absl::StrCat("actual ", row.actual(), " is not beyond target ", row.target()),
              .zh = absl::StrCat("实际 ", row.actual(), " 未超出目标 ", row.target())};
    case v1::RULE_KIND_EITHER_OR:
      return {.en = "reached", .zh = "已达到"};
    case v1::RULE_KIND_EQUAL: {
      const bool zero_target = row.equal() == v1::EQUAL_OPTION_LENIENT && row.target() == "0";
      return ActualAgainst(row,
                           row.equal() == v1::EQUAL_OPTION_STRICT ? "="
                           : zero_target                          ? "≤"
                                                                  : "≥",
                           row.target());
    }
    default:
      return ActualAgainst(row, "≥", row.target());
  }
}

Text StepsDeducted(const v1::IndicatorNode& row) {
  const v1::StepDeduction& rule = row.step_deduction();
  const bool started = rule.counting() == v1::STEP_COUNTING_STARTED;
  const bool full = rule.counting() == v1::STEP_COUNTING_FULL;
  const absl::StatusOr<Decimal> actual = Decimal::Parse(row.actual());
  const absl::StatusOr<Decimal> target = Decimal::Parse(row.target());
  const bool above = actual.ok() && target.ok() && *actual > *target;
  const auto in_brackets = [](const std::string& text) {
    return !text.empty() && text[0] == '-' ? absl::StrCat("(", text, ")") : text;
  };
  const std::string beyond = above ? absl::StrCat(row.actual(), " − ", in_brackets(row.target()))
                                   : absl::StrCat(row.target(), " − ", in_brackets(row.actual()));
  const std::string steps = absl::StrCat(started ? "⌈"
                                         : full  ? "⌊"
                                                 : "",
                                         "(", beyond, ") / ", rule.step(),
                                         started ? "⌉"
                                         : full  ? "⌋"
                                                 : "");
  const Text counting = started ? Text{"each begun step counts", "不足一步按一步计"}
                        : full  ? Text{"only full steps count", "不足一步不计"}
                                : Text{"steps count in proportion", "不足一步按比例计"};
  const Text condition = {
      .en = absl::StrCat("actual ", row.actual(), " is beyond target ", row.target(), ", ",
                         rule.points_per_step(), " off per ", rule.step(), ", ", counting.en, ", down to 0"),
      .zh = absl::StrCat("实际 ", row.actual(), " 超出目标 ", row.target(), "，每 ", rule.step(), " 扣 ",
                         rule.points_per_step(), " 分，", counting.zh, "，扣完为止")};
  return Formula(condition, row,
                 absl::StrCat(row.weight_points(), " − ", steps, " × ", rule.points_per_step()));
}

Text InBracket(const v1::IndicatorNode& row) {
  for (const v1::Bracket& bracket : row.bracket_table().brackets()) {
    const Interval interval{bracket.lower(), bracket.lower_inclusive(), bracket.upper(),
                            bracket.upper_inclusive()};
    if (!interval.Contains(row.actual())) continue;
    return Gives({.en = absl::StrCat("actual ", row.actual(), " lies in bracket ", interval.ToString()),
                  .zh = absl::StrCat("实际 ", row.actual(), " 属于 ", interval.ToString(), " 档")},
                 row);
  }
  return {};
}

Text Late(const v1::IndicatorNode& row) {
  return {.en = absl::StrCat("done ", ReadableDate(row.completed_date()), ", behind the deadline ",
                             ReadableDate(row.deadline())),
          .zh = absl::StrCat("完成于 ", ReadableDate(row.completed_date()), "，晚于时限 ",
                             ReadableDate(row.deadline()))};
}

// What kept the rule from deciding, if it had one.
Text ByHand(const v1::IndicatorNode& row) {
  const Text given = {.en = absl::StrCat("a person gave ", row.given_points()),
                      .zh = absl::StrCat("人工评分 ", row.given_points())};
  const auto because = [&](const Text& reason) {
    return Text{.en = absl::StrCat(reason.en, ": ", given.en), .zh = absl::StrCat(reason.zh, "：", given.zh)};
  };
  if (row.rule() == v1::RULE_KIND_BY_HAND) return given;
  if (row.rule() == v1::RULE_KIND_DATE) return because(Late(row));
  if (row.rule() == v1::RULE_KIND_RANGE) {
    const std::string range = Interval{row.target(), true, row.target_upper(), true}.ToString();
    return because({.en = absl::StrCat("actual ", row.actual(), " lies outside ", range),
                    .zh = absl::StrCat("实际 ", row.actual(), " 不在 ", range, " 内")});
  }
  if (row.over_completion_size() > 0 && !row.exact_completion_percent().empty()) {
    return because(
        {.en = absl::StrCat("completed to ", row.completion_percent(), "%, which a person may judge"),
         .zh = absl::StrCat("完成率 ", row.completion_percent(), "%，可由人工评定")});
  }
  return because(
      {.en = absl::StrCat("actual ", row.actual(), ", target ", row.target(), ", left to a person"),
       .zh = absl::StrCat("实际 ", row.actual(), "，目标 ", row.target(), "，须人工评定")});
}

const char* DeductionWords(v1::DeductionKind kind, Language language) {
  const bool zh = language == Language::kChinese;
  if (kind == v1::DEDUCTION_KIND_OVER_COMPLETION) return zh ? "超额完成扣 " : "over-completion takes ";
  return zh ? "复核扣减 " : "a reviewer takes ";
}

std::string Joined(const std::string& a, const std::string& b, absl::string_view separator) {
  return a.empty() || b.empty() ? absl::StrCat(a, b) : absl::StrCat(a, separator, b);
}

Text Joined(const Text& a, const Text& b) {
  return {.en = Joined(a.en, b.en, "; "), .zh = Joined(a.zh, b.zh, "；")};
}

Text Rounded(const v1::RoundingRule& rounding, const std::string& points) {
  const Text words = RoundingWords(rounding);
  const bool once = rounding.stage() == v1::ROUNDING_STAGE_SUM_ONCE;
  return {.en = absl::StrCat(words.en, " → ", points, once ? " (the sum takes the exact value)" : ""),
          .zh = absl::StrCat(words.zh, " → ", points, once ? "（合计用未取整的值）" : "")};
}

}  // namespace

Text RuleWords(const v1::IndicatorNode& row) {
  switch (row.rule()) {
    case v1::RULE_KIND_AT_LEAST:
      return {"at least: w if B ≥ A, else w·B/A", "不低于：B ≥ A 得 w，否则得 w·B/A"};
    case v1::RULE_KIND_AT_MOST:
      if (row.at_most() == v1::AT_MOST_OPTION_BY_HAND)
        return {"at most: w if B ≤ A, else by hand", "不高于：B ≤ A 得 w，否则人工评分"};
      if (row.at_most() == v1::AT_MOST_OPTION_LINEAR)
        return {"at most: w if B ≤ A, else w·(1 − (B − A)/A)",
                "不高于：B ≤ A 得 w，否则得 w·(1 − (B − A)/A)"};
      return {"at most: w if B ≤ A, else w·A/B", "不高于：B ≤ A 得 w，否则得 w·A/B"};
    case v1::RULE_KIND_EQUAL:
      if (row.equal() == v1::EQUAL_OPTION_STRICT)
        return {"equal: w if B = A, else by hand", "等于：B = A 得 w，否则人工评分"};
      return {"equal: w if B ≥ A, else w·B/A", "等于：B ≥ A 得 w，否则得 w·B/A"};
    case v1::RULE_KIND_BAND:
      return {"band: a share of w, or points given inside the band", "定性：按档次比例得分，或在档内评分"};
    case v1::RULE_KIND_BY_HAND:
      return {"points by hand", "人工评分"};
    case v1::RULE_KIND_RANGE:
      return {"range: w inside", "区间：在区间内得 w"};
    case v1::RULE_KIND_DATE:
      return {"date: w if done in time", "时限：按时完成得 w"};
    case v1::RULE_KIND_STEP_DEDUCTION:
      return {"step deduction: " + row.step_deduction().display_name(),
              "按步扣分：" + row.step_deduction().display_name()};
    case v1::RULE_KIND_BRACKETS:
      return {"brackets: " + row.bracket_table().display_name(),
              "分档计分：" + row.bracket_table().display_name()};
    case v1::RULE_KIND_EITHER_OR:
      return {"either-or: w or nothing", "二者择其一：达到得 w，未达到得 0"};
    case v1::RULE_KIND_INFORMATION:
      return {"for information", "仅供参考"};
    case v1::RULE_KIND_VETO:
      return {"veto: not reached limits the total", "一票否决：触发则限制总分"};
    default:
      return {};
  }
}

Text RuleArithmetic(const v1::IndicatorNode& row) {
  const std::string& w = row.weight_points();
  const std::string& target = NearestTarget(row);
  switch (row.clause()) {
    case v1::SCORE_CLAUSE_TARGET_MET:
      return Gives(TargetMet(row), row);
    case v1::SCORE_CLAUSE_PRO_RATA:
      return Formula(ActualAgainst(row, "<", target), row,
                     absl::StrCat(w, " × ", row.actual(), " / ", target));
    case v1::SCORE_CLAUSE_INVERSE_RATIO:
      return Formula(ActualAgainst(row, ">", target), row,
                     absl::StrCat(w, " × ", target, " / ", row.actual()));
    case v1::SCORE_CLAUSE_LINEAR:
      return Formula(
          ActualAgainst(row, ">", target), row,
          row.rule_points() == "0"
              ? absl::StrCat(w, " × max(0, 1 − (", row.actual(), " − ", target, ") / ", target, ")")
              : absl::StrCat(w, " × (1 − (", row.actual(), " − ", target, ") / ", target, ")"));
    case v1::SCORE_CLAUSE_NEGATIVE_ACTUAL:
      return Gives({.en = absl::StrCat("actual ", row.actual(), " is negative and counts as 0"),
                    .zh = absl::StrCat("实际 ", row.actual(), " 为负，按 0 计")},
                   row);
    case v1::SCORE_CLAUSE_ZERO_TARGET_MISSED:
      return Gives({.en = absl::StrCat("the target is 0 and the actual ", row.actual(), " misses it"),
                    .zh = absl::StrCat("目标为 0，实际 ", row.actual(), " 未达到")},
                   row);
    case v1::SCORE_CLAUSE_BAND_SHARE:
      return Formula({.en = "band " + row.band().display_name(), .zh = "档次 " + row.band().display_name()},
                     row, absl::StrCat(row.band().share(), " × ", w));
    case v1::SCORE_CLAUSE_BAND_POINTS:
      return {.en = absl::StrCat("a person gave ", row.given_points(), " inside band ",
                                 row.band().display_name()),
              .zh = absl::StrCat("档次 ", row.band().display_name(), " 内评分 ", row.given_points())};
    case v1::SCORE_CLAUSE_BY_HAND:
      return ByHand(row);
    case v1::SCORE_CLAUSE_MISSING:
      return Gives({"no result", "缺少实际完成情况"}, row);
    case v1::SCORE_CLAUSE_NO_EVIDENCE:
      return Gives({"a result without evidence", "无佐证材料"}, row);
    case v1::SCORE_CLAUSE_OUTSIDE_RANGE: {
      const std::string range = Interval{row.target(), true, row.target_upper(), true}.ToString();
      return Gives({.en = absl::StrCat("actual ", row.actual(), " lies outside ", range),
                    .zh = absl::StrCat("实际 ", row.actual(), " 不在 ", range, " 内")},
                   row);
    }
    case v1::SCORE_CLAUSE_LATE:
      return Gives(Late(row), row);
    case v1::SCORE_CLAUSE_STEPS_DEDUCTED:
      return StepsDeducted(row);
    case v1::SCORE_CLAUSE_BRACKET:
      return InBracket(row);
    case v1::SCORE_CLAUSE_NOT_REACHED:
      return Gives({"not reached", "未达到"}, row);
    case v1::SCORE_CLAUSE_NOT_APPLICABLE:
      return {"left out, with its weight", "不计分，分值不计入"};
    case v1::SCORE_CLAUSE_VETO:
      return {"the veto falls", "触发一票否决"};
    default:
      return {};
  }
}

Text DeductionArithmetic(const v1::IndicatorNode& row) {
  if (row.deductions_size() == 0) return {};
  Text text;
  std::string formula = ReadableFraction(row.rule_points());
  for (const v1::PointsDeduction& deduction : row.deductions()) {
    absl::StrAppend(&text.en, text.en.empty() ? "" : ", ",
                    DeductionWords(deduction.kind(), Language::kEnglish), deduction.points());
    absl::StrAppend(&text.zh, text.zh.empty() ? "" : "，",
                    DeductionWords(deduction.kind(), Language::kChinese), deduction.points());
    absl::StrAppend(&formula, " − ", deduction.points());
  }
  const bool floored = row.exact_points() == "0";
  const std::string result = absl::StrCat(floored ? absl::StrCat("max(0, ", formula, ")") : formula, " = ",
                                          ReadableFraction(row.exact_points()));
  return {.en = absl::StrCat(text.en, ": ", result), .zh = absl::StrCat(text.zh, "：", result)};
}

Text PointsRounding(const v1::IndicatorNode& row) {
  if (row.points().empty()) return {};
  return Rounded(row.points_rounding(), row.points());
}

Text RowArithmetic(const v1::IndicatorNode& row) {
  return Joined(Joined(RuleArithmetic(row), DeductionArithmetic(row)), PointsRounding(row));
}

Text ExecutionArithmetic(const v1::ExecutionNode& execution) {
  const std::string& a = execution.adjusted_yuan();
  const std::string& b = execution.executed_yuan();
  const std::string points = ReadableFraction(execution.exact_points());
  Text rule;
  switch (execution.clause()) {
    case v1::SCORE_CLAUSE_EXECUTION_RATIO: {
      const std::string formula = absl::StrCat(execution.weight_points(), " × ", b, " / ", a, " = ", points);
      rule = {.en = absl::StrCat("executed ", b, " of ", a, ": ", formula),
              .zh = absl::StrCat("执行数 ", b, "，预算数 ", a, "：", formula)};
      break;
    }
    case v1::SCORE_CLAUSE_EXECUTION_CAPPED:
      rule = {.en = absl::StrCat("executed ", b, " > budget ", a, ": ", points),
              .zh = absl::StrCat("执行数 ", b, " > 预算数 ", a, "：", points)};
      break;
    case v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET:
      rule = {.en = "the budget is 0: 0", .zh = "预算数为 0：0"};
      break;
    default:
      rule = {.en = "an amount is missing: 0", .zh = "缺少金额：0"};
  }
  return Joined(rule, Rounded(execution.points_rounding(), execution.points()));
}

}  // namespace heng::cli
