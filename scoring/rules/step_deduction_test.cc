// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/step_deduction.h"

#include "gtest/gtest.h"
#include "scoring/testing/rule_case.h"

namespace heng {
namespace {

struct Rule {
  v1::StepDirection direction;
  const char* step;
  const char* points_per_step;
};

struct StepCase {
  const Rule& rule;
  v1::StepCounting counting;
  testing::ValueCase value;
};

constexpr v1::StepCounting kStarted = v1::STEP_COUNTING_STARTED;
constexpr v1::StepCounting kFull = v1::STEP_COUNTING_FULL;
constexpr v1::StepCounting kProportional = v1::STEP_COUNTING_PROPORTIONAL;
constexpr v1::ScoreClause kMet = v1::SCORE_CLAUSE_TARGET_MET;
constexpr v1::ScoreClause kSteps = v1::SCORE_CLAUSE_STEPS_DEDUCTED;

// Printed in the evaluation tables of 长沙市雨花区 2022: staff in post (在职人员控制率), the three public expenses
// (三公经费变动率) and the completion of the budget (预算完成率).
const Rule kStaff{v1::STEP_DIRECTION_ABOVE, "1", "0.5"};
const Rule kThreePublic{v1::STEP_DIRECTION_ABOVE, "1", "0.8"};
const Rule kBudgetCompletion{v1::STEP_DIRECTION_BELOW, "5", "2"};
const Rule kHit{v1::STEP_DIRECTION_BOTH, "0.3", "0.1"};
const Rule kFinest{v1::STEP_DIRECTION_BOTH, "0.000001", "9999.9999"};
const Rule kCoarsest{v1::STEP_DIRECTION_BOTH, "999999999999.999999", "0.0001"};

// Source: docs/scoring-rules.md#step-deduction.
const StepCase kCases[] = {
    {kStaff, kStarted, {"2.3 steps are three", "100", "102.3", "5", kSteps, "7/2", ""}},
    {kStaff, kFull, {"2.3 steps are two", "100", "102.3", "5", kSteps, "4", ""}},
    {kStaff, kProportional, {"2.3 steps", "100", "102.3", "5", kSteps, "77/20", ""}},
    {kStaff, v1::STEP_COUNTING_UNSPECIFIED, {"started by default", "100", "102.3", "5", kSteps, "7/2", ""}},
    {kStaff, kStarted, {"on the target", "100", "100.00", "5", kMet, "5", "100.00"}},
    {kStaff, kStarted, {"on the good side", "100", "80", "5", kMet, "5", "100.00"}},
    {kStaff, kStarted, {"exactly two steps", "100", "102.0", "5", kSteps, "4", ""}},
    {kStaff, kFull, {"exactly two steps, full", "100", "102", "5", kSteps, "4", ""}},
    {kStaff, kProportional, {"exactly two steps, in proportion", "100", "102", "5", kSteps, "4", ""}},
    {kStaff, kStarted, {"the least excess", "100", "100.000001", "5", kSteps, "9/2", ""}},
    {kStaff, kFull, {"no full step takes nothing", "100", "100.999999", "5", kSteps, "5", "100.00"}},
    {kStaff, kStarted, {"nothing left", "100", "110", "5", kSteps, "0", ""}},
    {kStaff, kStarted, {"never below 0", "100", "110.01", "5", kSteps, "0", ""}},
    {kStaff, kFull, {"never below 0, full", "100", "500", "5", kSteps, "0", ""}},
    {kStaff, kProportional, {"never below 0, in proportion", "100", "110.01", "5", kSteps, "0", ""}},
    {kThreePublic, kStarted, {"target 0 kept", "0", "-12.5", "8", kMet, "8", "100.00"}},
    {kThreePublic, kStarted, {"target 0 missed", "0", "3", "8", kSteps, "28/5", ""}},
    {kThreePublic, kStarted, {"a negative target", "-5", "-3", "8", kSteps, "32/5", ""}},
    {kBudgetCompletion, kStarted, {"below: 93.1 lacks two steps", "100", "93.1", "5", kSteps, "1", ""}},
    {kBudgetCompletion, kFull, {"below: 93.1 lacks one full step", "100", "93.1", "5", kSteps, "3", ""}},
    {kBudgetCompletion, kProportional, {"below: 1.38 steps", "100", "93.1", "5", kSteps, "56/25", ""}},
    {kBudgetCompletion, kStarted, {"below: more is fine", "100", "140", "5", kMet, "5", "100.00"}},
    {kBudgetCompletion, kStarted, {"below: a negative value", "0", "-1", "5", kSteps, "3", ""}},
    {kHit, kProportional, {"either side, above", "10", "10.1", "1", kSteps, "29/30", ""}},
    {kHit, kProportional, {"either side, below", "10", "9.9", "1", kSteps, "29/30", ""}},
    {kHit, kStarted, {"either side, hit", "10", "10", "1", kMet, "1", "100.00"}},
    {kFinest,
     kStarted,
     {"most steps", "-999999999999999999", "999999999999999999", "10000", kSteps, "0", ""}},
    {kFinest,
     kFull,
     {"most steps, full", "-999999999999999999", "999999999999.999999", "5", kSteps, "0", ""}},
    {kFinest,
     kProportional,
     {"most steps, in proportion", "999999999999999999", "-999999999999.999999", "10000", kSteps, "0", ""}},
    {kCoarsest, kStarted, {"longest step", "0", "0.000001", "9999.9999", kSteps, "49999999/5000", ""}},
    {kCoarsest,
     kProportional,
     {"longest step, in proportion", "0", "-0.000001", "9999.9999", kSteps,
      "9999999899999999990000/999999999999999999", ""}},
};

StepDeductionRule RuleOf(const StepCase& c) {
  return {.direction = c.rule.direction,
          .step = *Decimal::Parse(c.rule.step),
          .points_per_step = *Decimal::Parse(c.rule.points_per_step),
          .counting = c.counting};
}

TEST(ScoreStepDeduction, FollowsTheTable) {
  for (const StepCase& c : kCases) {
    testing::ExpectScore(c.value, ScoreStepDeduction(testing::RowOf(c.value), RuleOf(c)));
  }
}

}  // namespace
}  // namespace heng
