// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/either_or.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

// Source: docs/scoring-rules.md#either-or.
const struct {
  v1::Outcome outcome;
  const char* weight;
  v1::ScoreClause clause;
  const char* points;
  const char* completion;
} kCases[] = {
    {v1::OUTCOME_REACHED, "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100"},
    {v1::OUTCOME_REACHED, "7.14", v1::SCORE_CLAUSE_TARGET_MET, "357/50", "100"},
    {v1::OUTCOME_REACHED, "9999.9999", v1::SCORE_CLAUSE_TARGET_MET, "99999999/10000", "100"},
    {v1::OUTCOME_NOT_REACHED, "4", v1::SCORE_CLAUSE_NOT_REACHED, "0", "0"},
};

TEST(ScoreEitherOr, FollowsTheTable) {
  for (const auto& c : kCases) {
    const RuleScore score = ScoreEitherOr(c.outcome, *Decimal::Parse(c.weight));
    EXPECT_EQ(v1::ScoreClause_Name(score.clause), v1::ScoreClause_Name(c.clause));
    EXPECT_EQ(score.points.ToString(), c.points);
    EXPECT_EQ(score.completion_percent->ToString(), c.completion);
    EXPECT_FALSE(score.needs_person);
  }
}

}  // namespace
}  // namespace heng
