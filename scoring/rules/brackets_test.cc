// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/brackets.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

// 预算控制率 of 长沙市雨花区 2022: 0 earns 5, 0-10%(含) 4, 10-20%(含) 3, 20-30%(含) 2, above nothing.
const std::vector<BracketRule> kBudgetControl = {
    {.upper = D("0"), .upper_inclusive = true, .points = D("5")},
    {.lower = D("0"), .upper = D("10"), .upper_inclusive = true, .points = D("4")},
    {.lower = D("10"), .upper = D("20"), .upper_inclusive = true, .points = D("3")},
    {.lower = D("20"), .upper = D("30"), .upper_inclusive = true, .points = D("2")},
    {.lower = D("30"), .points = D("0")},
};

// 成本控制率 of Jiangxi: ±10% earns 5, ±10-15% 3, ±15-20% 1, else nothing.
const std::vector<BracketRule> kCostControl = {
    {.upper = D("-20"), .points = D("0")},
    {.lower = D("-20"), .lower_inclusive = true, .upper = D("-15"), .points = D("1")},
    {.lower = D("-15"), .lower_inclusive = true, .upper = D("-10"), .points = D("3")},
    {.lower = D("-10"), .lower_inclusive = true, .upper = D("10"), .upper_inclusive = true, .points = D("5")},
    {.lower = D("10"), .upper = D("15"), .upper_inclusive = true, .points = D("3")},
    {.lower = D("15"), .upper = D("20"), .upper_inclusive = true, .points = D("1")},
    {.lower = D("20"), .points = D("0")},
};

const std::vector<BracketRule> kEverything = {{.points = D("2.5")}};

struct Case {
  const std::vector<BracketRule>& table;
  const char* actual;
  int bracket;
  const char* points;
};

// Source: docs/scoring-rules.md#brackets.
const Case kCases[] = {
    {kBudgetControl, "-999999999999999999", 0, "5"},
    {kBudgetControl, "0.00", 0, "5"},
    {kBudgetControl, "0.000001", 1, "4"},
    {kBudgetControl, "10", 1, "4"},
    {kBudgetControl, "10.000001", 2, "3"},
    {kBudgetControl, "20.0", 2, "3"},
    {kBudgetControl, "20.01", 3, "2"},
    {kBudgetControl, "30", 3, "2"},
    {kBudgetControl, "30.000001", 4, "0"},
    {kBudgetControl, "999999999999.999999", 4, "0"},
    {kCostControl, "-20.01", 0, "0"},
    {kCostControl, "-20", 1, "1"},
    {kCostControl, "-15.000001", 1, "1"},
    {kCostControl, "-15", 2, "3"},
    {kCostControl, "-10.00", 3, "5"},
    {kCostControl, "0", 3, "5"},
    {kCostControl, "10", 3, "5"},
    {kCostControl, "15", 4, "3"},
    {kCostControl, "20", 5, "1"},
    {kCostControl, "20.01", 6, "0"},
    {kEverything, "-7", 0, "5/2"},
};

TEST(ScoreBrackets, FollowsTheTable) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.actual);
    const RuleScore score = ScoreBrackets(c.table, D(c.actual));
    EXPECT_EQ(FindBracket(c.table, D(c.actual)), c.bracket);
    EXPECT_EQ(score.points.ToString(), c.points);
    EXPECT_EQ(score.clause, v1::SCORE_CLAUSE_BRACKET);
    EXPECT_FALSE(score.completion_percent.has_value());
    EXPECT_FALSE(score.needs_person);
  }
}

TEST(FindBracketDeathTest, ATableWithAGapIsAMistake) {
  const std::vector<BracketRule> gap = {{.upper = D("0"), .points = D("5")},
                                        {.lower = D("0"), .points = D("0")}};
  EXPECT_DEATH((void)FindBracket(gap, D("0")), "HENG_CHECK failed");
}

}  // namespace
}  // namespace heng
