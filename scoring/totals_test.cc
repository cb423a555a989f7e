// SPDX-License-Identifier: Apache-2.0
//
// From the parts to the total: rows that do not apply, caps, vetoes, goals with ratios.
#include "scoring/totals.h"

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/scorer.h"
#include "scoring/testing/every_kind.h"
#include "scoring/testing/problems.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using testing::EveryKindEvaluation;
using testing::EveryKindGoals;
using testing::EveryKindScheme;
using testing::ResultOf;

absl::StatusOr<v1::ScoreReport> ScoreEveryKind(const v1::Evaluation& evaluation,
                                               const v1::Scheme& scheme = EveryKindScheme(),
                                               const v1::Goals& goals = EveryKindGoals()) {
  absl::StatusOr<std::shared_ptr<const Plan>> plan = CompilePlan(scheme, goals);
  if (!plan.ok()) return plan.status();
  return Score(**plan, evaluation, v1::VIEW_FULL);
}

// Each step as "CLAUSE exact or limit -> points".
std::vector<std::string> Steps(const v1::ScoreReport& report) {
  std::vector<std::string> steps;
  for (const v1::TotalStep& step : report.total_steps()) {
    steps.push_back(v1::TotalClause_Name(step.clause()).substr(13) + " " + step.exact_points() +
                    step.limit_points() + " -> " + step.points());
  }
  return steps;
}

void Spend(v1::Evaluation& evaluation, const char* executed_yuan) {
  evaluation.mutable_budget()->mutable_lines(0)->set_executed_yuan(executed_yuan);
}

void LeaveOut(v1::Evaluation& evaluation, absl::string_view code) {
  v1::IndicatorResult& result = ResultOf(evaluation, code);
  result.clear_actual();
  result.clear_band();
  result.clear_outcome();
  result.clear_completed_date();
  result.clear_given_points();
  result.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
}

TEST(ScoreTotal, AddsUpWhatTheRowsEarn) {
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreEveryKind(EveryKindEvaluation()));
  EXPECT_EQ(report.total_points(), "100.00");
  EXPECT_THAT(Steps(report), ElementsAre("SUM 100 -> 100.00"));
  EXPECT_EQ(report.total_weight_points(), "100");
  EXPECT_EQ(report.applicable_weight_points(), "100");
}

TEST(ScoreTotal, ScalesToTheWholeWhereARowDoesNotApply) {
  v1::Evaluation evaluation = EveryKindEvaluation();
  ResultOf(evaluation, "at-least").set_actual("70");
  LeaveOut(evaluation, "spare");
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreEveryKind(evaluation));
  // 92 of 95; 9200/95 = 96.842...
  EXPECT_THAT(Steps(report), ElementsAre("SUM 92 -> 92.00", "RESCALED 1840/19 -> 96.84"));
  EXPECT_EQ(report.total_points(), "96.84");
  EXPECT_EQ(report.applicable_weight_points(), "95");
}

TEST(ScoreTotal, ANotApplicableRowIsNoZero) {
  v1::Evaluation zero = EveryKindEvaluation();
  ResultOf(zero, "spare").set_actual("0");
  v1::Evaluation left_out = EveryKindEvaluation();
  LeaveOut(left_out, "spare");
  EXPECT_EQ(ScoreEveryKind(zero)->total_points(), "95.00");
  EXPECT_EQ(ScoreEveryKind(left_out)->total_points(), "100.00");
}

TEST(ScoreTotal, RefusesAFormWhereNoRowApplies) {
  v1::Evaluation evaluation = EveryKindEvaluation();
  for (int i = 0; i < evaluation.results_size(); ++i) {
    const std::string code = evaluation.results(i).code();
    if (code != "veto") LeaveOut(evaluation, code);
  }
  EXPECT_THAT(testing::Brief(ScoreEveryKind(evaluation).status()),
              ElementsAre("evaluation.results NOT_ALLOWED"));
}

TEST(ScoreTotal, AFormOfExecutionAloneHasATotal) {
  v1::Goals goals = EveryKindGoals();
  goals.clear_indicators();
  v1::Evaluation evaluation = EveryKindEvaluation();
  evaluation.clear_results();
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(EveryKindScheme(), goals, WeightSums::kIgnored));
  EXPECT_EQ(Score(*plan, evaluation, v1::VIEW_FULL)->total_points(), "10.00");
}

struct CapCase {
  const char* executed;
  std::vector<std::string> steps;
};

TEST(ScoreTotal, IsCappedByTheExactExecutionRate) {
  const CapCase cases[] = {
      {"80", {"SUM 98 -> 98.00"}},
      {"79.99", {"SUM 98 -> 98.00", "EXECUTION_CAP 89 -> 89.00"}},
      {"60", {"SUM 96 -> 96.00", "EXECUTION_CAP 89 -> 89.00"}},
      {"59.99", {"SUM 96 -> 96.00", "EXECUTION_CAP 59 -> 59.00"}},
      {"0", {"SUM 90 -> 90.00", "EXECUTION_CAP 59 -> 59.00"}},
      {"120", {"SUM 100 -> 100.00"}},
  };
  for (const CapCase& c : cases) {
    SCOPED_TRACE(c.executed);
    v1::Evaluation evaluation = EveryKindEvaluation();
    Spend(evaluation, c.executed);
    ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreEveryKind(evaluation));
    EXPECT_EQ(Steps(report), c.steps);
  }
}

TEST(ScoreTotal, ABudgetOfNothingIsNotCappedButAMissingAmountIs) {
  v1::Evaluation no_budget = EveryKindEvaluation();
  no_budget.mutable_budget()->mutable_lines(0)->set_adjusted_yuan("0");
  v1::Evaluation no_amount = EveryKindEvaluation();
  no_amount.mutable_budget()->mutable_lines(0)->clear_executed_yuan();
  EXPECT_THAT(Steps(*ScoreEveryKind(no_budget)), ElementsAre("SUM 90 -> 90.00"));
  EXPECT_THAT(Steps(*ScoreEveryKind(no_amount)), ElementsAre("SUM 90 -> 90.00", "EXECUTION_CAP 59 -> 59.00"));
}

TEST(ScoreTotal, ACapLeavesALowerTotalAlone) {
  v1::Evaluation evaluation = EveryKindEvaluation();
  Spend(evaluation, "70");
  for (const char* code : {"at-least", "at-most", "equal"}) ResultOf(evaluation, code).clear_actual();
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreEveryKind(evaluation));
  EXPECT_THAT(Steps(report), ElementsAre("SUM 67 -> 67.00", "EXECUTION_CAP 89 -> 67.00"));
}

TEST(ScoreTotal, AVetoLimitsTheTotalAndTheGradeLast) {
  v1::Evaluation evaluation = EveryKindEvaluation();
  Spend(evaluation, "70");
  ResultOf(evaluation, "veto").set_outcome(v1::OUTCOME_NOT_REACHED);
  ResultOf(evaluation, "veto").set_reason("资金被挪用");
  LeaveOut(evaluation, "spare");
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreEveryKind(evaluation));
  EXPECT_THAT(Steps(report), ElementsAre("SUM 92 -> 92.00", "RESCALED 1840/19 -> 96.84",
                                         "EXECUTION_CAP 89 -> 89.00", "VETO 59 -> 59.00"));
  EXPECT_EQ(report.grade(), "差");
}

// Two goals, 60% and 40%, each with rows of the whole 90 beside an execution of 10.
struct RatioCase {
  v1::Scheme scheme = EveryKindScheme();
  v1::Goals goals = EveryKindGoals();
  v1::Evaluation evaluation = EveryKindEvaluation();

  RatioCase() {
    scheme.set_goal_policy(v1::GOAL_POLICY_RATIOS);
    scheme.clear_execution_caps();
    scheme.mutable_classes()->DeleteSubrange(1, 2);
    scheme.mutable_classes(0)->set_weight_points("90");
    goals.clear_indicators();
    evaluation.clear_results();
    for (const char* goal : {"first", "second"}) {
      v1::OverallGoal& overall = *goals.add_overall_goals();
      overall.set_code(goal);
      overall.set_expected("完成年度任务");
      for (const char* weight : {"45.5", "44.5"}) {
        v1::Indicator& row = *goals.add_indicators();
        row.set_code(std::string(goal) + "-" + weight);
        row.set_display_name("完成任务");
        row.set_class_code("values");
        row.set_goal_code(goal);
        row.set_rule(v1::RULE_KIND_AT_LEAST);
        row.set_target("3");
        row.set_weight_points(weight);
        v1::IndicatorResult& result = *evaluation.add_results();
        result.set_code(row.code());
        result.set_actual("3");
      }
    }
    goals.mutable_overall_goals(0)->set_ratio_percent("60");
    goals.mutable_overall_goals(1)->set_ratio_percent("40");
  }

  absl::StatusOr<v1::ScoreReport> Score() const { return ScoreEveryKind(evaluation, scheme, goals); }
};

TEST(ScoreTotal, WeighsGoalsByTheirRatios) {
  RatioCase c;
  c.evaluation.mutable_results(2)->set_actual("1");  // 45.5 / 3 = 15.1666... -> 15.17
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, c.Score());

  ASSERT_EQ(report.goal_scores_size(), 2);
  EXPECT_EQ(report.goal_scores(0).points(), "90.00");
  EXPECT_EQ(report.goal_scores(0).weighted_points(), "54.00");
  EXPECT_EQ(report.goal_scores(1).points(), "59.67");
  EXPECT_EQ(report.goal_scores(1).weighted_points(), "23.87");  // 23.868
  EXPECT_EQ(report.total_points(), "87.87");
  EXPECT_EQ(report.total_weight_points(), "100");
  EXPECT_EQ(report.classes(0).points(), "77.87");  // 54 + 23.868
  EXPECT_EQ(report.classes(0).weight_points(), "90");
}

TEST(ScoreTotal, RoundsGoalsOnceWhereTheSchemeSaysSo) {
  RatioCase c;
  for (v1::RoundingRule* rule : {c.scheme.mutable_rounding()->mutable_goal_points(),
                                 c.scheme.mutable_rounding()->mutable_indicator_points()}) {
    rule->set_places(1);
    rule->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  }
  c.evaluation.mutable_results(2)->set_actual("1");
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, c.Score());
  // 10 + 54 + (45.5/3 + 44.5) * 0.4
  EXPECT_THAT(Steps(report), ElementsAre("SUM 1318/15 -> 87.87"));
  EXPECT_EQ(report.goal_scores(1).weighted_points(), "23.9");
}

TEST(ScoreTotal, RescalingNeverExceedsTheWhole) {
  RatioCase c;
  c.scheme.mutable_execution()->set_weight_points("20");
  c.scheme.mutable_classes(0)->set_weight_points("80");
  c.goals.mutable_overall_goals(0)->set_ratio_percent("37.5");
  c.goals.mutable_overall_goals(1)->set_ratio_percent("62.5");
  for (const int i : {0, 2}) c.goals.mutable_indicators(i)->set_weight_points("5");
  for (const int i : {1, 3}) c.goals.mutable_indicators(i)->set_weight_points("75");
  c.evaluation.mutable_results(0)->clear_actual();
  c.evaluation.mutable_results(0)->set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, c.Score());
  // 75 * 0.375 = 28.125 is rounded to 28.13, so 98.13 of 98.125 would be 100.01.
  EXPECT_EQ(report.total_points(), "100.00");
}

TEST(ScoreTotal, ARowThatDoesNotApplyCountsByTheRatioOfItsGoal) {
  RatioCase c;
  c.evaluation.mutable_results(2)->clear_actual();
  c.evaluation.mutable_results(2)->set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, c.Score());
  EXPECT_EQ(report.applicable_weight_points(), "81.8");  // 100 - 45.5 * 0.4
  EXPECT_THAT(Steps(report), ElementsAre("SUM 409/5 -> 81.80", "RESCALED 100 -> 100.00"));
}

}  // namespace
}  // namespace heng
