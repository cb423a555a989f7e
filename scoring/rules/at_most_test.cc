// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/at_most.h"

#include "gtest/gtest.h"
#include "scoring/testing/rule_case.h"

namespace heng {
namespace {

using testing::ValueCase;

struct OptionCase {
  v1::AtMostOption option;
  ValueCase value;
};

// Source: docs/scoring-rules.md#at-most.
const OptionCase kCases[] = {
    {v1::AT_MOST_OPTION_INVERSE,
     {"target kept", "100", "92", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE, {"target hit", "90", "90", "8", v1::SCORE_CLAUSE_TARGET_MET, "8", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE, {"0 against 0", "0", "0", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE,
     {"fall of a rate", "0", "-12.5", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE,
     {"w·A/B", "90", "100", "8", v1::SCORE_CLAUSE_INVERSE_RATIO, "36/5", "90.00"}},
    {v1::AT_MOST_OPTION_UNSPECIFIED,
     {"inverse by default", "90", "100", "8", v1::SCORE_CLAUSE_INVERSE_RATIO, "36/5", "90.00"}},
    {v1::AT_MOST_OPTION_LINEAR,
     {"w·(1 − (B − A)/A)", "90", "100", "8", v1::SCORE_CLAUSE_LINEAR, "64/9", "90.00"}},
    {v1::AT_MOST_OPTION_LINEAR,
     {"nothing left at 2A", "90", "180", "8", v1::SCORE_CLAUSE_LINEAR, "0", "50.00"}},
    {v1::AT_MOST_OPTION_LINEAR, {"never below 0", "90", "500", "8", v1::SCORE_CLAUSE_LINEAR, "0", "18.00"}},
    {v1::AT_MOST_OPTION_BY_HAND,
     {"a person decides", "90", "100", "8", v1::SCORE_CLAUSE_BY_HAND, "", "90.00", testing::kByPerson}},
    {v1::AT_MOST_OPTION_BY_HAND,
     {"no person where the target is kept", "90", "80", "8", v1::SCORE_CLAUSE_TARGET_MET, "8", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE,
     {"target 0 missed", "0", "0.01", "2", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", "0.00"}},
    {v1::AT_MOST_OPTION_LINEAR,
     {"target 0 missed, linear", "0", "3", "2", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", "0.00"}},
    {v1::AT_MOST_OPTION_INVERSE,
     {"negative target kept", "-5", "-8", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", "100.00"}},
    {v1::AT_MOST_OPTION_INVERSE,
     {"negative target missed", "-5", "-3", "2", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::AT_MOST_OPTION_LINEAR,
     {"negative target missed by far", "-5", "3", "2", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
};

TEST(ScoreAtMost, FollowsTheTable) {
  for (const OptionCase& c : kCases)
    testing::ExpectScore(c.value, ScoreAtMost(testing::RowOf(c.value), c.option));
}

}  // namespace
}  // namespace heng
