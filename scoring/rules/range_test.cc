// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/range.h"

#include "gtest/gtest.h"
#include "scoring/testing/rule_case.h"

namespace heng {
namespace {

// value.target is the lower end.
struct RangeCase {
  v1::RangeOption option;
  v1::AtMostOption at_most;
  const char* upper;
  testing::ValueCase value;
};

constexpr v1::RangeOption kRatio = v1::RANGE_OPTION_RATIO;
constexpr v1::AtMostOption kInverse = v1::AT_MOST_OPTION_INVERSE;

// Source: docs/scoring-rules.md#range; below and above the range #at-least and #at-most.
const RangeCase kCases[] = {
    {kRatio, kInverse, "20", {"inside", "10", "15", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio, kInverse, "20", {"lower end", "10", "10.00", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio, kInverse, "20", {"upper end", "10", "20.0", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio, kInverse, "10", {"a range of one", "10", "10", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio, kInverse, "5", {"across 0", "-5", "0", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio, kInverse, "20", {"below: w·B/a", "10", "8", "4", v1::SCORE_CLAUSE_PRO_RATA, "16/5", "80.00"}},
    {kRatio,
     kInverse,
     "20",
     {"just below", "10", "9.999999", "4", v1::SCORE_CLAUSE_PRO_RATA, "9999999/2500000", "100.00"}},
    {v1::RANGE_OPTION_UNSPECIFIED,
     kInverse,
     "20",
     {"ratio by default", "10", "8", "4", v1::SCORE_CLAUSE_PRO_RATA, "16/5", "80.00"}},
    {kRatio,
     kInverse,
     "20",
     {"a negative value counts as 0", "10", "-3", "4", v1::SCORE_CLAUSE_NEGATIVE_ACTUAL, "0", "0.00"}},
    {kRatio,
     kInverse,
     "20",
     {"below a range from 0", "0", "-3", "4", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", ""}},
    {kRatio,
     kInverse,
     "20",
     {"below a negative end", "-5", "-6", "4", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {kRatio,
     kInverse,
     "20",
     {"above: w·b/B", "10", "25", "4", v1::SCORE_CLAUSE_INVERSE_RATIO, "16/5", "80.00"}},
    {kRatio,
     v1::AT_MOST_OPTION_LINEAR,
     "20",
     {"above, linear", "10", "25", "4", v1::SCORE_CLAUSE_LINEAR, "3", "80.00"}},
    {kRatio,
     v1::AT_MOST_OPTION_LINEAR,
     "20",
     {"above, linear, never below 0", "10", "60", "4", v1::SCORE_CLAUSE_LINEAR, "0", "33.33"}},
    {kRatio,
     v1::AT_MOST_OPTION_BY_HAND,
     "20",
     {"above, by hand", "10", "25", "4", v1::SCORE_CLAUSE_BY_HAND, "", "80.00", testing::kByPerson}},
    {kRatio,
     v1::AT_MOST_OPTION_BY_HAND,
     "20",
     {"by hand above does not reach below", "10", "8", "4", v1::SCORE_CLAUSE_PRO_RATA, "16/5", "80.00"}},
    {kRatio,
     kInverse,
     "0",
     {"above a range to 0", "-5", "0.01", "4", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", "0.00"}},
    {kRatio,
     kInverse,
     "-1",
     {"above a negative end", "-5", "0", "4", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::RANGE_OPTION_ZERO,
     kInverse,
     "20",
     {"zero below", "10", "9.99", "4", v1::SCORE_CLAUSE_OUTSIDE_RANGE, "0", ""}},
    {v1::RANGE_OPTION_ZERO,
     kInverse,
     "20",
     {"zero above", "10", "20.01", "4", v1::SCORE_CLAUSE_OUTSIDE_RANGE, "0", ""}},
    {v1::RANGE_OPTION_ZERO,
     kInverse,
     "20",
     {"zero, yet inside", "10", "20", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {v1::RANGE_OPTION_BY_HAND,
     kInverse,
     "20",
     {"a person below", "10", "9.99", "4", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::RANGE_OPTION_BY_HAND,
     kInverse,
     "20",
     {"a person above", "10", "20.01", "4", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::RANGE_OPTION_BY_HAND,
     kInverse,
     "20",
     {"no person inside", "10", "15", "4", v1::SCORE_CLAUSE_TARGET_MET, "4", "100.00"}},
    {kRatio,
     kInverse,
     "999999999999999999",
     {"longest numbers", "999999999999.999999", "999999999999.999998", "9999.9999", v1::SCORE_CLAUSE_PRO_RATA,
      "505050499999999998989899/50505050505050505000", "100.00"}},
};

TEST(ScoreRange, FollowsTheTable) {
  for (const RangeCase& c : kCases) {
    const ValueRow row = testing::RowOf(c.value);
    testing::ExpectScore(c.value, ScoreRange({.lower = row.target,
                                              .upper = *Decimal::Parse(c.upper),
                                              .actual = row.actual,
                                              .weight_points = row.weight_points},
                                             c.option, c.at_most));
  }
}

}  // namespace
}  // namespace heng
