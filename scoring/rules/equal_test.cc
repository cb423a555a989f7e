// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/equal.h"

#include "gtest/gtest.h"
#include "scoring/testing/rule_case.h"

namespace heng {
namespace {

using testing::ValueCase;

struct OptionCase {
  v1::EqualOption option;
  ValueCase value;
};

// Source: docs/scoring-rules.md#equal.
const OptionCase kCases[] = {
    {v1::EQUAL_OPTION_LENIENT, {"hit", "100", "100", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", "100.00"}},
    {v1::EQUAL_OPTION_LENIENT,
     {"below (yongde 6)", "100", "98", "10", v1::SCORE_CLAUSE_PRO_RATA, "49/5", "98.00"}},
    {v1::EQUAL_OPTION_UNSPECIFIED,
     {"lenient by default", "100", "98", "10", v1::SCORE_CLAUSE_PRO_RATA, "49/5", "98.00"}},
    {v1::EQUAL_OPTION_LENIENT, {"above", "100", "130", "10", v1::SCORE_CLAUSE_TARGET_MET, "10", "130.00"}},
    {v1::EQUAL_OPTION_LENIENT,
     {"negative actual", "100", "-1", "10", v1::SCORE_CLAUSE_NEGATIVE_ACTUAL, "0", "0.00"}},
    {v1::EQUAL_OPTION_LENIENT, {"0 against 0", "0", "0", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", ""}},
    {v1::EQUAL_OPTION_LENIENT, {"below target 0", "0", "-4", "2", v1::SCORE_CLAUSE_TARGET_MET, "2", ""}},
    {v1::EQUAL_OPTION_LENIENT,
     {"above target 0", "0", "4", "2", v1::SCORE_CLAUSE_ZERO_TARGET_MISSED, "0", ""}},
    {v1::EQUAL_OPTION_LENIENT,
     {"negative target", "-2", "-2", "2", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::EQUAL_OPTION_STRICT,
     {"strict, hit", "100", "100.0", "10", v1::SCORE_CLAUSE_TARGET_MET, "10", "100.00"}},
    {v1::EQUAL_OPTION_STRICT,
     {"strict, below", "100", "98", "10", v1::SCORE_CLAUSE_BY_HAND, "", "98.00", testing::kByPerson}},
    {v1::EQUAL_OPTION_STRICT,
     {"strict, above", "100", "130", "10", v1::SCORE_CLAUSE_BY_HAND, "", "130.00", testing::kByPerson}},
    {v1::EQUAL_OPTION_STRICT, {"strict, 0 against 0", "0", "0", "10", v1::SCORE_CLAUSE_TARGET_MET, "10", ""}},
    {v1::EQUAL_OPTION_STRICT,
     {"strict, target 0 missed", "0", "1", "10", v1::SCORE_CLAUSE_BY_HAND, "", "", testing::kByPerson}},
    {v1::EQUAL_OPTION_STRICT,
     {"strict, negative target hit", "-2", "-2", "10", v1::SCORE_CLAUSE_TARGET_MET, "10", ""}},
};

TEST(ScoreEqual, FollowsTheTable) {
  for (const OptionCase& c : kCases)
    testing::ExpectScore(c.value, ScoreEqual(testing::RowOf(c.value), c.option));
}

}  // namespace
}  // namespace heng
