// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/date.h"

#include <cstdio>
#include <string>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

// "2024-09-30", "2024-09" or "2024".
google::type::Date DateOf(const std::string& text) {
  int year = 0;
  int month = 0;
  int day = 0;
  EXPECT_GE(std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day), 1);
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

struct Case {
  const char* what;
  const char* deadline;
  const char* completed;
  v1::DateOption option;
  v1::ScoreClause clause;
  const char* points;  // of 3; empty where a person gives them
};

constexpr v1::DateOption kByHand = v1::DATE_OPTION_BY_HAND;
constexpr v1::DateOption kZero = v1::DATE_OPTION_ZERO;
constexpr v1::ScoreClause kMet = v1::SCORE_CLAUSE_TARGET_MET;
constexpr v1::ScoreClause kPerson = v1::SCORE_CLAUSE_BY_HAND;
constexpr v1::ScoreClause kLate = v1::SCORE_CLAUSE_LATE;

// Source: docs/scoring-rules.md#date.
const Case kCases[] = {
    {"days before", "2024-09-30", "2024-09-01", kByHand, kMet, "3"},
    {"on the day", "2024-09-30", "2024-09-30", kByHand, kMet, "3"},
    {"a day late", "2024-09-30", "2024-10-01", kByHand, kPerson, ""},
    {"a day late, zero", "2024-09-30", "2024-10-01", kZero, kLate, "0"},
    {"by hand by default", "2024-09-30", "2024-10-01", v1::DATE_OPTION_UNSPECIFIED, kPerson, ""},
    {"an earlier day of a later month", "2024-09-30", "2024-12-01", kZero, kLate, "0"},
    {"a later day of an earlier month", "2024-09-15", "2024-08-31", kZero, kMet, "3"},
    {"a later month of an earlier year", "2024-03-31", "2023-12-31", kZero, kMet, "3"},
    {"an earlier month of a later year", "2024-12-31", "2025-01-01", kZero, kLate, "0"},
    {"the last day of a month", "2024-09", "2024-09-30", kZero, kMet, "3"},
    {"a month within a month", "2024-09", "2024-09", kZero, kMet, "3"},
    {"the day after a month", "2024-09", "2024-10-01", kZero, kLate, "0"},
    {"the last day of a year", "2024", "2024-12-31", kZero, kMet, "3"},
    {"a year within a year", "2024", "2024", kZero, kMet, "3"},
    {"the day after a year", "2024", "2025-01-01", kByHand, kPerson, ""},
};

TEST(ScoreDate, FollowsTheTable) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    const RuleScore score = ScoreDate(DateOf(c.completed), DateOf(c.deadline), Decimal::FromInt(3), c.option);
    EXPECT_EQ(v1::ScoreClause_Name(score.clause), v1::ScoreClause_Name(c.clause));
    EXPECT_EQ(score.needs_person, *c.points == '\0');
    if (!score.needs_person) {
      EXPECT_EQ(score.points.ToString(), c.points);
    }
    EXPECT_FALSE(score.completion_percent.has_value());
  }
}

TEST(IsAsExactAs, AsksForWhatTheDeadlineHas) {
  const struct {
    const char* completed;
    const char* deadline;
    bool want;
  } cases[] = {{"2024-09-30", "2024-09-30", true}, {"2024-09", "2024-09-30", false},
               {"2024", "2024-09-30", false},      {"2024-09-30", "2024-09", true},
               {"2024-09", "2024-09", true},       {"2024", "2024-09", false},
               {"2024-09-30", "2024", true},       {"2024", "2024", true}};
  for (const auto& c : cases) {
    EXPECT_EQ(IsAsExactAs(DateOf(c.completed), DateOf(c.deadline)), c.want)
        << c.completed << " against " << c.deadline;
  }
}

}  // namespace
}  // namespace heng
