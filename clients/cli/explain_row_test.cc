// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/explain_row.h"

#include <functional>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

template <typename Node>
Node Read(const std::string& text) {
  Node node;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &node)) << text;
  return node;
}

struct Case {
  const char* what;
  const char* row;  // in text format
  const char* zh;
  const char* en;
};

void ExpectWords(const std::vector<Case>& cases, const std::function<Text(const v1::IndicatorNode&)>& words) {
  for (const Case& c : cases) {
    const Text text = words(Read<v1::IndicatorNode>(c.row));
    EXPECT_EQ(text.zh, c.zh) << c.what;
    EXPECT_EQ(text.en, c.en) << c.what;
  }
}

TEST(RuleArithmetic, PutsTheNumbersIntoTheClause) {
  ExpectWords(
      {{"at least, met",
        R"(rule: RULE_KIND_AT_LEAST target: "98" actual: "120" weight_points: "8" rule_points: "8"
                            clause: SCORE_CLAUSE_TARGET_MET)",
        "实际 120 ≥ 目标 98：8", "actual 120 ≥ target 98: 8"},
       {"pro rata",
        R"(rule: RULE_KIND_AT_LEAST target: "98" actual: "96" weight_points: "8" rule_points: "384/49"
                       clause: SCORE_CLAUSE_PRO_RATA)",
        "实际 96 < 目标 98：8 × 96 / 98 = 384/49 ≈ 7.8367…",
        "actual 96 < target 98: 8 × 96 / 98 = 384/49 ≈ 7.8367…"},
       {"inverse",
        R"(rule: RULE_KIND_AT_MOST target: "90" actual: "100" weight_points: "8" rule_points: "36/5"
                      clause: SCORE_CLAUSE_INVERSE_RATIO)",
        "实际 100 > 目标 90：8 × 90 / 100 = 7.2", "actual 100 > target 90: 8 × 90 / 100 = 7.2"},
       {"linear", R"(rule: RULE_KIND_AT_MOST target: "90" actual: "100" weight_points: "8" rule_points: "64/9"
                     clause: SCORE_CLAUSE_LINEAR)",
        "实际 100 > 目标 90：8 × (1 − (100 − 90) / 90) = 64/9 ≈ 7.1111…",
        "actual 100 > target 90: 8 × (1 − (100 − 90) / 90) = 64/9 ≈ 7.1111…"},
       {"linear, all lost",
        R"(rule: RULE_KIND_AT_MOST target: "90" actual: "300" weight_points: "8" rule_points: "0"
                               clause: SCORE_CLAUSE_LINEAR)",
        "实际 300 > 目标 90：8 × max(0, 1 − (300 − 90) / 90) = 0",
        "actual 300 > target 90: 8 × max(0, 1 − (300 − 90) / 90) = 0"},
       {"above a range",
        R"(rule: RULE_KIND_RANGE target: "90" target_upper: "110" actual: "120" weight_points: "6"
                            rule_points: "11/2" clause: SCORE_CLAUSE_INVERSE_RATIO)",
        "实际 120 > 目标 110：6 × 110 / 120 = 5.5", "actual 120 > target 110: 6 × 110 / 120 = 5.5"},
       {"inside a range",
        R"(rule: RULE_KIND_RANGE target: "90" target_upper: "110" actual: "95" weight_points: "6"
                             rule_points: "6" clause: SCORE_CLAUSE_TARGET_MET)",
        "实际 95 在 [90, 110] 内：6", "actual 95 lies in [90, 110]: 6"},
       {"steps",
        R"(rule: RULE_KIND_STEP_DEDUCTION target: "100" actual: "102.3" weight_points: "5" rule_points: "7/2"
                    clause: SCORE_CLAUSE_STEPS_DEDUCTED
                    step_deduction { step: "1" points_per_step: "0.5" counting: STEP_COUNTING_STARTED })",
        "实际 102.3 超出目标 100，每 1 扣 0.5 分，不足一步按一步计，扣完为止：5 − ⌈(102.3 − 100) / 1⌉ × 0.5 "
        "= 3.5",
        "actual 102.3 is beyond target 100, 0.5 off per 1, each begun step counts, down to 0: 5 − ⌈(102.3 − "
        "100) / 1⌉ × "
        "0.5 = 3.5"},
       {"steps below a negative target",
        R"(rule: RULE_KIND_STEP_DEDUCTION target: "2" actual: "-3" weight_points: "5" rule_points: "0"
           clause: SCORE_CLAUSE_STEPS_DEDUCTED
           step_deduction { step: "1" points_per_step: "1" counting: STEP_COUNTING_FULL })",
        "实际 -3 超出目标 2，每 1 扣 1 分，不足一步不计，扣完为止：5 − ⌊(2 − (-3)) / 1⌋ × 1 = 0",
        "actual -3 is beyond target 2, 1 off per 1, only full steps count, down to 0: 5 − ⌊(2 − (-3)) / 1⌋ × "
        "1 = 0"},
       {"bracket", R"(rule: RULE_KIND_BRACKETS actual: "12" weight_points: "5" rule_points: "3"
                      clause: SCORE_CLAUSE_BRACKET
                      bracket_table { brackets { upper: "10" upper_inclusive: true points: "5" }
                                      brackets { lower: "10" points: "3" } })",
        "实际 12 属于 (10, +∞) 档：3", "actual 12 lies in bracket (10, +∞): 3"},
       {"band",
        R"row(rule: RULE_KIND_BAND weight_points: "7.14" rule_points: "3213/500" clause: SCORE_CLAUSE_BAND_SHARE
                   band { display_name: "100%-80%(含)" share: "0.9" })row",
        "档次 100%-80%(含)：0.9 × 7.14 = 6.426", "band 100%-80%(含): 0.9 × 7.14 = 6.426"},
       {"late", R"(rule: RULE_KIND_DATE weight_points: "5" rule_points: "0" clause: SCORE_CLAUSE_LATE
                   deadline { year: 2024 month: 9 } completed_date { year: 2024 month: 10 day: 1 })",
        "完成于 2024-10-01，晚于时限 2024-09：0", "done 2024-10-01, behind the deadline 2024-09: 0"},
       {"late, by hand", R"(rule: RULE_KIND_DATE weight_points: "5" rule_points: "2" given_points: "2"
                            clause: SCORE_CLAUSE_BY_HAND
                            deadline { year: 2024 month: 9 } completed_date { year: 2024 month: 10 day: 1 })",
        "完成于 2024-10-01，晚于时限 2024-09：人工评分 2",
        "done 2024-10-01, behind the deadline 2024-09: a person gave 2"},
       {"no evidence",
        R"(rule: RULE_KIND_AT_LEAST target: "98" actual: "96" weight_points: "8" rule_points: "0"
                          clause: SCORE_CLAUSE_NO_EVIDENCE)",
        "无佐证材料：0", "a result without evidence: 0"},
       {"missing", R"(rule: RULE_KIND_AT_LEAST target: "98" weight_points: "8" rule_points: "0"
                      clause: SCORE_CLAUSE_MISSING)",
        "缺少实际完成情况：0", "no result: 0"},
       {"without a weight",
        R"(rule: RULE_KIND_AT_LEAST target: "98" actual: "96" clause: SCORE_CLAUSE_PRO_RATA)",
        "实际 96 < 目标 98", "actual 96 < target 98"},
       {"veto", R"(rule: RULE_KIND_VETO outcome: OUTCOME_NOT_REACHED clause: SCORE_CLAUSE_VETO)",
        "触发一票否决", "the veto falls"}},
      RuleArithmetic);
}

TEST(RowArithmetic, GoesFromTheRuleOverDeductionsToTheRoundedPoints) {
  ExpectWords(
      {{"rounded",
        R"(rule: RULE_KIND_AT_LEAST target: "98" actual: "96" weight_points: "8" rule_points: "384/49"
                      exact_points: "384/49" points: "7.84" clause: SCORE_CLAUSE_PRO_RATA
                      points_rounding { mode: ROUNDING_MODE_HALF_UP places: 2 stage: ROUNDING_STAGE_EACH_PART })",
        "实际 96 < 目标 98：8 × 96 / 98 = 384/49 ≈ 7.8367…；四舍五入至 2 位 → 7.84",
        "actual 96 < target 98: 8 × 96 / 98 = 384/49 ≈ 7.8367…; half up to 2 places → 7.84"},
       {"deductions",
        R"(rule: RULE_KIND_EITHER_OR outcome: OUTCOME_REACHED weight_points: "5" rule_points: "5"
                         deductions { kind: DEDUCTION_KIND_OVER_COMPLETION points: "0.5" }
                         deductions { kind: DEDUCTION_KIND_EXTRA points: "1" }
                         exact_points: "7/2" points: "3.5" clause: SCORE_CLAUSE_TARGET_MET
                         points_rounding { mode: ROUNDING_MODE_TRUNCATE places: 1 stage: ROUNDING_STAGE_SUM_ONCE })",
        "已达到：5；超额完成扣 0.5，复核扣减 1：5 − 0.5 − 1 = 3.5；截断至 1 位 → 3.5（合计用未取整的值）",
        "reached: 5; over-completion takes 0.5, a reviewer takes 1: 5 − 0.5 − 1 = 3.5; truncated to 1 place "
        "→ 3.5 (the sum "
        "takes the exact value)"},
       {"no points", R"(rule: RULE_KIND_AT_LEAST status: RESULT_STATUS_NOT_APPLICABLE
                        clause: SCORE_CLAUSE_NOT_APPLICABLE)",
        "不计分，分值不计入", "left out, with its weight"}},
      RowArithmetic);
}

TEST(ExecutionArithmetic, ShowsAmountsAndRounding) {
  const std::string rounding =
      "points_rounding { mode: ROUNDING_MODE_TRUNCATE places: 2 stage: ROUNDING_STAGE_EACH_PART }";
  const auto ratio = Read<v1::ExecutionNode>(
      R"(adjusted_yuan: "300" executed_yuan: "100" weight_points: "10" exact_points: "10/3" points: "3.33"
         clause: SCORE_CLAUSE_EXECUTION_RATIO )" +
      rounding);
  EXPECT_EQ(ExecutionArithmetic(ratio).zh,
            "执行数 100，预算数 300：10 × 100 / 300 = 10/3 ≈ 3.3333…；截断至 2 位 → 3.33");
  const auto zero = Read<v1::ExecutionNode>(
      R"(adjusted_yuan: "0" executed_yuan: "0" weight_points: "10" exact_points: "0" points: "0.00"
         clause: SCORE_CLAUSE_EXECUTION_ZERO_BUDGET )" +
      rounding);
  EXPECT_EQ(ExecutionArithmetic(zero).en, "the budget is 0: 0; truncated to 2 places → 0.00");
}

TEST(RuleWords, ExistForEveryRuleInBothLanguages) {
  for (int i = v1::RULE_KIND_UNSPECIFIED + 1; i <= v1::RuleKind_MAX; ++i) {
    v1::IndicatorNode row;
    row.set_rule(static_cast<v1::RuleKind>(i));
    EXPECT_FALSE(RuleWords(row).en.empty() || RuleWords(row).zh.empty()) << i;
  }
}

}  // namespace
}  // namespace heng::cli
