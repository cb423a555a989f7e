// SPDX-License-Identifier: Apache-2.0
//
// Rows through a whole plan: every rule kind, and what is taken off behind the rule. The arithmetic of each rule has its own
// table in rules/.
#include <functional>

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

const v1::IndicatorScore& ScoreOf(const v1::ScoreReport& report, absl::string_view code) {
  for (const v1::IndicatorScore& score : report.indicators()) {
    if (score.code() == code) return score;
  }
  ADD_FAILURE() << code;
  return report.indicators(0);
}

// What one change of a result makes of its row: points before rounding, and rounded.
struct Case {
  const char* what;
  const char* code;
  std::function<void(v1::IndicatorResult&)> change;
  v1::ScoreClause clause;
  const char* exact;
  const char* points;
};

const Case kCases[] = {
    {"at least", "at-least", [](auto& r) { r.set_actual("70"); }, v1::SCORE_CLAUSE_PRO_RATA, "7", "7.00"},
    {"at most", "at-most", [](auto& r) { r.set_actual("60"); }, v1::SCORE_CLAUSE_INVERSE_RATIO, "25/3",
     "8.33"},
    {"equal", "equal", [](auto& r) { r.set_actual("19"); }, v1::SCORE_CLAUSE_PRO_RATA, "19/2", "9.50"},
    {"below the range", "range", [](auto& r) { r.set_actual("4"); }, v1::SCORE_CLAUSE_PRO_RATA, "8", "8.00"},
    {"above the range", "range", [](auto& r) { r.set_actual("9"); }, v1::SCORE_CLAUSE_INVERSE_RATIO, "80/9",
     "8.89"},
    {"two steps, one begun", "steps", [](auto& r) { r.set_actual("101.2"); }, v1::SCORE_CLAUSE_STEPS_DEDUCTED,
     "4", "4.00"},
    {"second bracket", "brackets", [](auto& r) { r.set_actual("10"); }, v1::SCORE_CLAUSE_BRACKET, "4",
     "4.00"},
    {"last bracket", "brackets", [](auto& r) { r.set_actual("10.01"); }, v1::SCORE_CLAUSE_BRACKET, "0",
     "0.00"},
    {"band", "band", [](auto& r) { r.clear_given_points(); }, v1::SCORE_CLAUSE_BAND_SHARE, "9/2", "4.50"},
    {"late", "date", [](auto& r) { r.mutable_completed_date()->set_month(10); }, v1::SCORE_CLAUSE_LATE, "0",
     "0.00"},
    {"not done", "date", [](auto& r) { r.clear_completed_date(); }, v1::SCORE_CLAUSE_MISSING, "0", "0.00"},
    {"not reached", "either-or", [](auto& r) { r.set_outcome(v1::OUTCOME_NOT_REACHED); },
     v1::SCORE_CLAUSE_NOT_REACHED, "0", "0.00"},
    {"not said", "either-or", [](auto& r) { r.clear_outcome(); }, v1::SCORE_CLAUSE_MISSING, "0", "0.00"},
    {"no evidence", "either-or", [](auto& r) { r.set_status(v1::RESULT_STATUS_NO_EVIDENCE); },
     v1::SCORE_CLAUSE_NO_EVIDENCE, "0", "0.00"},
    {"not applicable", "spare",
     [](auto& r) {
       r.clear_actual();
       r.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
     },
     v1::SCORE_CLAUSE_NOT_APPLICABLE, "", ""},
    {"zero is a value", "spare", [](auto& r) { r.set_actual("0"); }, v1::SCORE_CLAUSE_PRO_RATA, "0", "0.00"},
    {"information", "information", [](auto& r) { r.clear_actual(); }, v1::SCORE_CLAUSE_INFORMATION, "", ""},
    {"no veto is said", "veto", [](auto& r) { r.clear_outcome(); }, v1::SCORE_CLAUSE_MISSING, "", ""},
    {"far beyond the target", "more", [](auto& r) { r.set_actual("30"); }, v1::SCORE_CLAUSE_TARGET_MET, "3",
     "3.00"},
    {"just below that", "more", [](auto& r) { r.set_actual("29.99"); }, v1::SCORE_CLAUSE_TARGET_MET, "5",
     "5.00"},
    {"beyond the target and reviewed", "more",
     [](auto& r) {
       r.set_actual("30");
       r.set_given_points("1.5");
     },
     v1::SCORE_CLAUSE_BY_HAND, "3/2", "1.50"},
    {"a reviewer takes points off", "at-least",
     [](auto& r) {
       r.set_actual("70");
       r.set_deducted_points("0.75");
       r.set_deduction_reason("佐证不全");
     },
     v1::SCORE_CLAUSE_PRO_RATA, "25/4", "6.25"},
    {"a reviewer takes more off than is there", "at-least",
     [](auto& r) {
       r.set_actual("70");
       r.set_deducted_points("9");
       r.set_deduction_reason("佐证不全");
     },
     v1::SCORE_CLAUSE_PRO_RATA, "0", "0.00"},
    {"with points taken off, those given may lie below the band", "band",
     [](auto& r) {
       r.set_given_points("1");
       r.set_deducted_points("0.5");
       r.set_deduction_reason("佐证不全");
     },
     v1::SCORE_CLAUSE_BAND_POINTS, "1/2", "0.50"},
};

TEST(ScoreRow, ScoresEveryKind) {
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(EveryKindScheme(), EveryKindGoals()));
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Evaluation evaluation = EveryKindEvaluation();
    c.change(ResultOf(evaluation, c.code));
    ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, evaluation, v1::VIEW_FULL));
    const v1::IndicatorScore& score = ScoreOf(report, c.code);
    EXPECT_EQ(v1::ScoreClause_Name(score.clause()), v1::ScoreClause_Name(c.clause));
    EXPECT_EQ(score.exact_points(), c.exact);
    EXPECT_EQ(score.points(), c.points);
  }
}

TEST(ScoreRow, ShowsWhatWasTakenOff) {
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(EveryKindScheme(), EveryKindGoals()));
  v1::Evaluation evaluation = EveryKindEvaluation();
  v1::IndicatorResult& result = ResultOf(evaluation, "more");
  result.set_actual("300");
  result.set_deducted_points("1.25");
  result.set_deduction_reason("指标值过低");

  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, evaluation, v1::VIEW_FULL));

  const v1::IndicatorScore& score = ScoreOf(report, "more");
  ASSERT_EQ(score.deductions_size(), 2);
  EXPECT_EQ(score.deductions(0).kind(), v1::DEDUCTION_KIND_OVER_COMPLETION);
  EXPECT_EQ(score.deductions(0).points(), "2");
  EXPECT_EQ(score.deductions(1).kind(), v1::DEDUCTION_KIND_EXTRA);
  EXPECT_EQ(score.deductions(1).points(), "1.25");
  EXPECT_EQ(score.points(), "1.75");
  EXPECT_EQ(score.completion_percent(), "3000.00");
}

struct Refusal {
  const char* what;
  const char* code;
  std::function<void(v1::IndicatorResult&)> change;
  const char* problem;  // behind "evaluation.results[i]."
};

const Refusal kRefusals[] = {
    {"an outcome where a number belongs", "at-least", [](auto& r) { r.set_outcome(v1::OUTCOME_REACHED); },
     "outcome NOT_ALLOWED"},
    {"a date where a number belongs", "at-least", [](auto& r) { r.mutable_completed_date()->set_year(2024); },
     "completed_date NOT_ALLOWED"},
    {"a number where an outcome belongs", "either-or", [](auto& r) { r.set_actual("1"); },
     "actual NOT_ALLOWED"},
    {"a number where a date belongs", "date", [](auto& r) { r.set_actual("20240930"); },
     "actual NOT_ALLOWED"},
    {"a month where the deadline is a day", "date", [](auto& r) { r.mutable_completed_date()->set_day(0); },
     "completed_date REQUIRED"},
    {"points for information", "information", [](auto& r) { r.set_given_points("1"); },
     "given_points NOT_ALLOWED"},
    {"points for a veto", "veto", [](auto& r) { r.set_given_points("1"); }, "given_points NOT_ALLOWED"},
    {"a veto without a reason", "veto", [](auto& r) { r.set_outcome(v1::OUTCOME_NOT_REACHED); },
     "reason REQUIRED"},
    {"a veto that claims not to apply", "veto",
     [](auto& r) {
       r.set_outcome(v1::OUTCOME_NOT_REACHED);
       r.set_reason("资金被挪用");
       r.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
     },
     "status NOT_ALLOWED"},
    {"points where a bracket decides", "brackets", [](auto& r) { r.set_given_points("1"); },
     "given_points NOT_ALLOWED"},
    {"points for a date that is kept", "date", [](auto& r) { r.set_given_points("1"); },
     "given_points NOT_ALLOWED"},
    {"points below the review threshold", "more",
     [](auto& r) {
       r.set_actual("14.99");
       r.set_given_points("1");
     },
     "given_points NOT_ALLOWED"},
    {"reviewed points above the weight", "more",
     [](auto& r) {
       r.set_actual("15");
       r.set_given_points("5.01");
     },
     "given_points OUT_OF_RANGE"},
    {"points of a row that does not apply", "hand",
     [](auto& r) { r.set_status(v1::RESULT_STATUS_NOT_APPLICABLE); }, "given_points NOT_ALLOWED"},
    {"a deduction without a reason", "equal", [](auto& r) { r.set_deducted_points("1"); },
     "deduction_reason REQUIRED"},
    {"a deduction of nothing", "band",
     [](auto& r) {
       r.set_deducted_points("0");
       r.set_deduction_reason("佐证不全");
     },
     "deducted_points OUT_OF_RANGE"},
    {"points above the band, though some are taken off", "band",
     [](auto& r) {
       r.set_band("poor");
       r.set_deducted_points("0.01");
       r.set_deduction_reason("佐证不全");
     },
     "given_points OUT_OF_RANGE"},
    {"no evidence that no veto falls", "veto", [](auto& r) { r.set_status(v1::RESULT_STATUS_NO_EVIDENCE); },
     "status NOT_ALLOWED"},
    {"a deduction that is no decimal", "equal",
     [](auto& r) {
       r.set_deducted_points("one");
       r.set_deduction_reason("佐证不全");
     },
     "deducted_points NOT_A_DECIMAL"},
    {"a deduction from information", "information",
     [](auto& r) {
       r.set_deducted_points("1");
       r.set_deduction_reason("佐证不全");
     },
     "deducted_points NOT_ALLOWED"},
};

TEST(ScoreRow, RefusesWhatDoesNotGoWithItsRule) {
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(EveryKindScheme(), EveryKindGoals()));
  for (const Refusal& c : kRefusals) {
    SCOPED_TRACE(c.what);
    v1::Evaluation evaluation = EveryKindEvaluation();
    c.change(ResultOf(evaluation, c.code));
    const std::vector<std::string> problems =
        testing::Brief(Score(*plan, evaluation, v1::VIEW_FULL).status());
    ASSERT_EQ(problems.size(), 1);
    EXPECT_THAT(problems[0], ::testing::EndsWith(std::string("].") + c.problem));
  }
}

TEST(ScoreRow, RefusesDeductionsUnlessTheSchemeAllowsThem) {
  v1::Scheme scheme = EveryKindScheme();
  scheme.clear_extra_deduction_policy();
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, EveryKindGoals()));
  v1::Evaluation evaluation = EveryKindEvaluation();
  ResultOf(evaluation, "at-least").set_deducted_points("1");
  ResultOf(evaluation, "at-least").set_deduction_reason("佐证不全");
  EXPECT_THAT(testing::Brief(Score(*plan, evaluation, v1::VIEW_FULL).status()),
              ElementsAre("evaluation.results[0].deducted_points NOT_ALLOWED"));
}

TEST(ScoreRow, FollowsTheOptionsOfItsClassThenThoseOfTheScheme) {
  v1::Scheme scheme = EveryKindScheme();
  scheme.mutable_classes(0)->mutable_rule_options()->set_range(v1::RANGE_OPTION_ZERO);
  scheme.mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_LINEAR);
  scheme.mutable_rule_options()->set_range(v1::RANGE_OPTION_BY_HAND);
  v1::Evaluation evaluation = EveryKindEvaluation();
  ResultOf(evaluation, "range").set_actual("9");
  ResultOf(evaluation, "at-most").set_actual("60");
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, EveryKindGoals()));

  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, evaluation, v1::VIEW_FULL));

  EXPECT_EQ(ScoreOf(report, "range").clause(), v1::SCORE_CLAUSE_OUTSIDE_RANGE);
  EXPECT_EQ(ScoreOf(report, "at-most").points(), "8.00");
}

TEST(ScoreRow, AnEvenSplitLeavesTheRemainderToTheNamedRow) {
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(EveryKindScheme(), EveryKindGoals()));
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, EveryKindEvaluation(), v1::VIEW_FULL));
  EXPECT_EQ(ScoreOf(report, "split-1").weight_points(), "3.33");
  EXPECT_EQ(ScoreOf(report, "split-2").weight_points(), "3.34");
  EXPECT_EQ(ScoreOf(report, "split-3").points(), "3.33");
}

}  // namespace
}  // namespace heng
