// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/execution.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

// Texts; empty where the form gives nothing, and where nothing must come out. Rate and points truncated at 2
// places.
struct Case {
  const char* what;
  const char* adjusted;
  const char* executed;
  const char* weight;
  v1::ScoreClause clause;
  const char* rate;
  const char* points;
};

// The first five are printed in the reference case.
const Case kCases[] = {
    {"total", "3002094.97", "2879927.69", "10", v1::SCORE_CLAUSE_EXECUTION_RATIO, "95.93", "9.59"},
    {"96.847694 is not rounded up", "1727854.97", "1673387.69", "10", v1::SCORE_CLAUSE_EXECUTION_RATIO,
     "96.84", "9.68"},
    {"all spent", "1470679.47", "1470679.47", "10", v1::SCORE_CLAUSE_EXECUTION_RATIO, "100.00", "10.00"},
    {"9.468703 is not rounded up", "1274240", "1206540", "10", v1::SCORE_CLAUSE_EXECUTION_RATIO, "94.68",
     "9.46"},
    {"no budget", "0", "0", "10", v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET, "0.00", "0.00"},
    {"no budget, yet spent", "0", "2074538", "10", v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET, "0.00", "0.00"},
    {"overspent: the rate is shown, the points are capped", "100", "133.33", "20",
     v1::SCORE_CLAUSE_EXECUTION_CAPPED, "133.33", "20.00"},
    {"nothing spent", "100", "0", "10", v1::SCORE_CLAUSE_EXECUTION_RATIO, "0.00", "0.00"},
    {"budget missing", "", "5", "10", v1::SCORE_CLAUSE_EXECUTION_MISSING, "", ""},
    {"spending missing", "5", "", "10", v1::SCORE_CLAUSE_EXECUTION_MISSING, "", ""},
    {"no weight: rate only", "58000", "58000", "", v1::SCORE_CLAUSE_EXECUTION_RATIO, "100.00", ""},
    {"no weight, no budget", "0", "0", "", v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET, "0.00", ""},
    {"largest amounts", "999999999999999.99", "999999999999999.98", "20", v1::SCORE_CLAUSE_EXECUTION_RATIO,
     "99.99", "19.99"},
};

std::optional<Decimal> Optional(const char* text) {
  if (*text == '\0') return std::nullopt;
  return *Decimal::Parse(text);
}

std::string Truncated(const std::optional<Ratio>& value) {
  return value.has_value() ? value->Round(2, RoundingMode::kTruncate)->ToFixed(2) : "";
}

TEST(ScoreExecution, FollowsTheTable) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    ASSERT_OK_AND_ASSIGN(ExecutionScore score, ScoreExecution({.adjusted_yuan = Optional(c.adjusted),
                                                               .executed_yuan = Optional(c.executed),
                                                               .weight_points = Optional(c.weight)}));
    EXPECT_EQ(v1::ScoreClause_Name(score.clause), v1::ScoreClause_Name(c.clause));
    EXPECT_EQ(Truncated(score.rate_percent), c.rate);
    EXPECT_EQ(Truncated(score.points), c.points);
  }
}

}  // namespace
}  // namespace heng
