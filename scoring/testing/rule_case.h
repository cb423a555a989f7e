// SPDX-License-Identifier: Apache-2.0
//
// The tables of cases that the tests of the rules share: what goes in, as text, and what must come out.
#pragma once

#include <string>

#include "base/testing/status_matchers.h"
#include "scoring/rules/rule_score.h"

namespace heng::testing {

constexpr bool kByPerson = true;

// One line of a table. Points are exact, as a fraction in lowest terms; completion is rounded half up at 2
// places and empty where there is none.
struct ValueCase {
  const char* what;
  const char* target;
  const char* actual;
  const char* weight;
  v1::ScoreClause clause;
  const char* points;
  const char* completion;
  bool needs_person = false;
};

inline ValueRow RowOf(const ValueCase& c) {
  return {.target = *Decimal::Parse(c.target),
          .actual = *Decimal::Parse(c.actual),
          .weight_points = *Decimal::Parse(c.weight)};
}

inline std::string CompletionText(const RuleScore& score) {
  if (!score.completion_percent.has_value()) return "";
  return score.completion_percent->Round(2, RoundingMode::kHalfUp)->ToFixed(2);
}

inline void ExpectScore(const ValueCase& c, const absl::StatusOr<RuleScore>& score) {
  SCOPED_TRACE(c.what);
  ASSERT_OK(score);
  EXPECT_EQ(v1::ScoreClause_Name(score->clause), v1::ScoreClause_Name(c.clause));
  EXPECT_EQ(score->needs_person, c.needs_person);
  if (!c.needs_person) {
    EXPECT_EQ(score->points.ToString(), c.points);
  }
  EXPECT_EQ(CompletionText(*score), c.completion);
}

}  // namespace heng::testing
