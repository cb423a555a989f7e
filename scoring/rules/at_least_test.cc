// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/at_least.h"

#include "gtest/gtest.h"
#include "scoring/testing/rule_case.h"

namespace heng {
namespace {

using testing::ValueCase;

// Sources: docs/scoring-rules.md#at-least; the numbered tables are in tests/golden/cases.
const ValueCase kCases[] = {
    {"target reached exactly", "98", "98", "10", v1::SCORE_CLAUSE_TARGET_MET, "10", "100.00"},
    {"above the target: full weight, completion not capped (xuancheng 2)", "2400", "3200", "12",
     v1::SCORE_CLAUSE_TARGET_MET, "12", "133.33"},
    {"below the target: w·B/A (jishan 14)", "120", "69", "2", v1::SCORE_CLAUSE_PRO_RATA, "23/20", "57.50"},
    {"decimal places on both sides", "43.2", "37.24", "10", v1::SCORE_CLAUSE_PRO_RATA, "931/108", "86.20"},
    {"equal value with other places", "1.50", "1.5", "7.14", v1::SCORE_CLAUSE_TARGET_MET, "357/50", "100.00"},
    {"actual 0", "5", "0", "2", v1::SCORE_CLAUSE_PRO_RATA, "0", "0.00"},
    {"negative actual counts as 0", "5", "-3", "2", v1::SCORE_CLAUSE_NEGATIVE_ACTUAL, "0", "0.00"},
    {"target 0, actual 0", "0", "0", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", ""},
    {"target 0, actual above", "0", "7", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", ""},
    {"target 0, negative actual", "0", "-0.01", "2", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", ""},
    {"negative target", "-5", "-3", "2", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson},
    {"longest numbers", "999999999999.999999", "999999999999.999998", "9999.9999", v1::SCORE_CLAUSE_PRO_RATA,
     "505050499999999998989899/50505050505050505000", "100.00"},
};

TEST(ScoreAtLeast, FollowsTheTable) {
  for (const ValueCase& c : kCases) testing::ExpectScore(c, ScoreAtLeast(testing::RowOf(c)));
}

}  // namespace
}  // namespace heng
