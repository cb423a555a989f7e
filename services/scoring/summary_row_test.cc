// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/summary_row.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "scoring/findings/findings.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using storage::v1::SummaryRow;

struct ScoredForm {
  std::shared_ptr<const Plan> plan;
  v1::Evaluation evaluation;

  SummaryRow Row() const { return SummaryOf(evaluation, *plan); }
};

// With its score in full and its findings, as it is stored.
ScoredForm ScoreIt(const v1::Scheme& scheme, const v1::Goals& goals, v1::Evaluation evaluation) {
  const auto plan = CompilePlan(scheme, goals);
  EXPECT_OK(plan);
  FormScore score;
  EXPECT_OK(ScoreForm(**plan, evaluation, "evaluation", score));
  const auto report = MakeReport(**plan, evaluation, score, v1::VIEW_FULL);
  EXPECT_OK(report);
  *evaluation.mutable_score() = *report;
  RaiseFindings(**plan, evaluation, score, *evaluation.mutable_findings());
  return {*plan, std::move(evaluation)};
}

ScoredForm Reference() {
  return ScoreIt(testing::GansuScheme(), testing::ReferenceGoals(), testing::ReferenceEvaluation());
}

const SummaryRow::ClassPoints& ClassOf(const SummaryRow& row, const std::string& code) {
  for (const SummaryRow::ClassPoints& points : row.classes()) {
    if (points.class_code() == code) return points;
  }
  ADD_FAILURE() << "no class " << code;
  return SummaryRow::ClassPoints::default_instance();
}

std::string TextOf(const SummaryRow::ClausePoints& points) {
  return absl::StrCat(v1::ScoreClause_Name(points.clause()), ": ", points.row_count(), " rows, ",
                      points.points_hundredths(), " of ", points.weight_tenthousandths());
}

// "2 findings, 1 rows, 959 of 100000", or "none".
std::string FindingOf(const SummaryRow& row, const std::string& code) {
  for (const SummaryRow::FindingCount& count : row.findings()) {
    if (count.code() != code) continue;
    return absl::StrCat(count.finding_count(), " findings, ", count.row_count(), " rows, ",
                        count.points_hundredths(), " of ", count.weight_tenthousandths());
  }
  return "none";
}

void AddFinding(const std::string& code, const std::string& ref, v1::Evaluation& evaluation) {
  v1::Finding& finding = *evaluation.add_findings();
  finding.set_code(code);
  finding.set_ref(ref);
}

TEST(SummaryOf, CountsPointsInHundredthsAndAmountsInFen) {
  ScoredForm form = Reference();
  form.evaluation.set_fiscal_year(2024);
  form.evaluation.set_kind(v1::EVALUATION_KIND_OVERALL);
  form.evaluation.set_state(v1::EVALUATION_STATE_SUBMITTED);
  form.evaluation.set_scheme("schemes/gansu-overall@0123456789abcdef");
  *form.evaluation.mutable_department() = testing::ReferenceDepartment();

  const SummaryRow row = form.Row();

  EXPECT_EQ(row.total_hundredths(), 9262);
  EXPECT_EQ(row.grade(), "优");
  EXPECT_EQ(row.grade_code(), "excellent");
  EXPECT_EQ(row.initial_fen(), 267254660);
  EXPECT_EQ(row.adjusted_fen(), 300209497);
  EXPECT_EQ(row.executed_fen(), 287992769);
  EXPECT_EQ(row.fiscal_year(), 2024);
  EXPECT_EQ(row.kind(), v1::EVALUATION_KIND_OVERALL);
  EXPECT_EQ(row.state(), v1::EVALUATION_STATE_SUBMITTED);
  EXPECT_EQ(row.department_category(), v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION);
  EXPECT_EQ(row.department_display_name(), "凉州区总工会");
  EXPECT_EQ(row.scheme(), "schemes/gansu-overall@0123456789abcdef");
}

TEST(SummaryOf, HasARowForEachClassOfTheScheme) {
  const SummaryRow row = Reference().Row();
  const v1::Scheme scheme = testing::GansuScheme();

  ASSERT_EQ(row.classes_size(), scheme.classes_size());
  for (int i = 0; i < row.classes_size(); ++i) {
    EXPECT_EQ(row.classes(i).class_code(), scheme.classes(i).code());
    EXPECT_EQ(row.classes(i).display_name(), scheme.classes(i).display_name());
    EXPECT_EQ(row.classes(i).level(), scheme.classes(i).parent_code().empty() ? 1 : 2);
  }
  EXPECT_EQ(ClassOf(row, "management").points_hundredths(), 1900);
  EXPECT_EQ(ClassOf(row, "management").weight_tenthousandths(), 200000);
  EXPECT_EQ(ClassOf(row, "social-influence").points_hundredths(), 644);
  EXPECT_EQ(ClassOf(row, "social-influence").weight_tenthousandths(), 71600);
}

TEST(SummaryOf, SaysWhichAmountsAreNotGiven) {
  ScoredForm form = Reference();
  v1::Evaluation& stored = form.evaluation;
  stored.mutable_budget()->mutable_lines(0)->clear_initial_yuan();
  stored.mutable_budget()->mutable_lines(0)->set_executed_yuan("0");

  EXPECT_EQ(form.Row().initial_fen(), -1);
  EXPECT_EQ(form.Row().executed_fen(), 0);

  stored.clear_budget();
  EXPECT_EQ(form.Row().initial_fen(), -1);
  EXPECT_EQ(form.Row().adjusted_fen(), -1);
  EXPECT_EQ(form.Row().executed_fen(), -1);
}

TEST(SummaryOf, TakesTheLineThatWasScored) {
  ScoredForm form = Reference();
  v1::Evaluation& stored = form.evaluation;
  stored.mutable_score()->mutable_execution()->set_line_code("project");

  EXPECT_EQ(form.Row().adjusted_fen(), 127424000);
}

TEST(SummaryOf, TakesTheTotalLineWhereTheSchemeScoresNoExecution) {
  ScoredForm form = Reference();
  v1::Evaluation& stored = form.evaluation;
  stored.mutable_score()->clear_execution();
  // The same total under another split stands first.
  v1::BudgetLine memo = stored.budget().lines(0);
  memo.set_code("by-source");
  memo.set_memo(true);
  memo.set_adjusted_yuan("1");
  *stored.mutable_budget()->add_lines() = memo;
  stored.mutable_budget()->mutable_lines()->SwapElements(0, stored.budget().lines_size() - 1);

  EXPECT_EQ(form.Row().adjusted_fen(), 300209497);
}

// By hand: 19.00 + 45.02 + 10.00 + 9.01 for the classes of level 1, 9.59 for execution.
TEST(SummaryOf, ClassesOfLevelOneAndExecutionAddUpToTheTotal) {
  const SummaryRow row = Reference().Row();
  EXPECT_EQ(row.execution_points_hundredths(), 959);
  EXPECT_EQ(row.execution_weight_tenthousandths(), 100000);

  int64_t points = row.execution_points_hundredths();
  int64_t weight = row.execution_weight_tenthousandths();
  for (const SummaryRow::ClassPoints& part : row.classes()) {
    if (part.level() != 1) continue;
    points += part.points_hundredths();
    weight += part.weight_tenthousandths();
  }
  EXPECT_EQ(points, row.total_hundredths());
  EXPECT_EQ(weight, 1000000);
}

// By hand: six rows meet their target, 2 · 5 + 10 points; fifteen are bands, 0.9 of 70 points less what rounding takes.
TEST(SummaryOf, ClausesAreInOrderAndAddUpToTheTotal) {
  const SummaryRow row = Reference().Row();

  ASSERT_EQ(row.clauses_size(), 3);
  EXPECT_EQ(TextOf(row.clauses(0)), "SCORE_CLAUSE_TARGET_MET: 6 rows, 2000 of 200000");
  EXPECT_EQ(TextOf(row.clauses(1)), "SCORE_CLAUSE_BAND_SHARE: 15 rows, 6303 of 700000");
  EXPECT_EQ(TextOf(row.clauses(2)), "SCORE_CLAUSE_EXECUTION_RATIO: 1 rows, 959 of 100000");
  EXPECT_EQ(2000 + 6303 + 959, row.total_hundredths());
}

// By hand, from the report: rows 0 to 9 weigh 2 each and rows 10 to 16 weigh 50.
TEST(SummaryOf, FindingsCountTheRowsThatTheyPointTo) {
  const SummaryRow row = Reference().Row();

  // Every band, and with it all that bands lose: 70 - 63.03.
  EXPECT_EQ(FindingOf(row, "BAND_WITHOUT_EVIDENCE"), "15 findings, 15 rows, 6303 of 700000");
  // Seven rows of the effect class, 45.02 of 50, and three of capacity, 9.01 of 10.
  EXPECT_EQ(FindingOf(row, "TARGET_NOT_QUANTIFIED"), "10 findings, 10 rows, 5403 of 600000");
  // Five lines, of which only the scored one earns points.
  EXPECT_EQ(FindingOf(row, "BUDGET_CHANGE_UNEXPLAINED"), "5 findings, 1 rows, 959 of 100000");
  // results[0], results[1] and goal_completions[0].
  EXPECT_EQ(FindingOf(row, "CONTRADICTS_TABLE"), "3 findings, 2 rows, 400 of 40000");
  // A line that is not scored, and the form as a whole.
  EXPECT_EQ(FindingOf(row, "LOW_EXECUTION"), "1 findings, 0 rows, 0 of 0");
  EXPECT_EQ(FindingOf(row, "STRAIGHT_LINING"), "1 findings, 0 rows, 0 of 0");
  for (int i = 1; i < row.findings_size(); ++i) {
    EXPECT_LT(row.findings(i - 1).code(), row.findings(i).code());
  }
}

TEST(SummaryOf, ARowCountsOnceForAFindingHoweverDeepItsPathGoes) {
  ScoredForm form = Reference();
  form.evaluation.clear_findings();
  for (const char* ref :
       {"results[17].actual", "results[17]", "results[4].reason", "results[17].evidence[2]"}) {
    AddFinding("X", ref, form.evaluation);
  }

  EXPECT_EQ(FindingOf(form.Row(), "X"), "4 findings, 2 rows, 1180 of 120000");
}

TEST(SummaryOf, APathThatLeadsToNoRowCountsAsNone) {
  for (const char* ref :
       {"", "results", "results[", "results[]", "results[x]", "results[21]", "results[-1]",
        "results[99999999999]", "claim.results[0]", "budget.lines[1]", "budget.lines", "results0]"}) {
    ScoredForm form = Reference();
    form.evaluation.clear_findings();
    AddFinding("X", ref, form.evaluation);

    EXPECT_EQ(FindingOf(form.Row(), "X"), "1 findings, 0 rows, 0 of 0") << ref;
  }
}

// Forms may have their rows in another order than the goals.
TEST(SummaryOf, FindingsFollowTheCodesOfResults) {
  ScoredForm form = Reference();
  form.evaluation.mutable_results()->SwapElements(0, 17);
  form.evaluation.clear_findings();
  AddFinding("X", "results[0]", form.evaluation);

  EXPECT_EQ(FindingOf(form.Row(), "X"), "1 findings, 1 rows, 1000 of 100000");
}

TEST(SummaryOf, WithoutAnExecutionBlockThereIsNoExecutionAndTheTotalLineIsNoRow) {
  v1::Scheme scheme = testing::SmallScheme();
  scheme.clear_execution();
  scheme.set_total_points("90");
  ScoredForm form =
      ScoreIt(scheme, testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "100"), testing::SmallEvaluation("50"));
  form.evaluation.clear_findings();
  AddFinding("X", "budget.lines[0]", form.evaluation);

  const SummaryRow row = form.Row();

  EXPECT_EQ(row.execution_points_hundredths(), 0);
  EXPECT_EQ(row.execution_weight_tenthousandths(), 0);
  ASSERT_EQ(row.clauses_size(), 1);
  EXPECT_EQ(TextOf(row.clauses(0)), "SCORE_CLAUSE_PRO_RATA: 1 rows, 4500 of 900000");
  EXPECT_EQ(FindingOf(row, "X"), "1 findings, 0 rows, 0 of 0");
  EXPECT_EQ(row.adjusted_fen(), 10000);
}

TEST(SummaryOf, ARowThatDoesNotApplyWeighsNothingHereAndInTheClassesAboveIt) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.set_not_applicable_policy(v1::NOT_APPLICABLE_POLICY_RESCALE);
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  v1::IndicatorResult& result = *evaluation.mutable_results(16);  // awards, 7.16, in social-influence
  const std::string code = result.code();
  result.Clear();
  result.set_code(code);
  result.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
  result.set_reason("本年度未开展评比表彰");

  const SummaryRow row = ScoreIt(scheme, testing::ReferenceGoals(), evaluation).Row();

  EXPECT_EQ(ClassOf(row, "social-influence").points_hundredths(), 0);
  EXPECT_EQ(ClassOf(row, "social-influence").weight_tenthousandths(), 0);
  EXPECT_EQ(ClassOf(row, "effect").points_hundredths(), 4502 - 644);
  EXPECT_EQ(ClassOf(row, "effect").weight_tenthousandths(), 500000 - 71600);
  EXPECT_EQ(ClassOf(row, "duty-goals").weight_tenthousandths(), 285600);
  EXPECT_EQ(TextOf(row.clauses(row.clauses_size() - 1)), "SCORE_CLAUSE_NOT_APPLICABLE: 1 rows, 0 of 0");
  EXPECT_EQ(FindingOf(row, "NOT_APPLICABLE"), "1 findings, 1 rows, 0 of 0");
}

TEST(SummaryOf, RowsWithoutPointsAreCountedAndEarnNothing) {
  v1::Goals goals = testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  v1::Indicator& information = *goals.add_indicators();
  information.set_code("note");
  information.set_class_code("all");
  information.set_display_name("参考");
  information.set_rule(v1::RULE_KIND_INFORMATION);
  v1::Evaluation evaluation = testing::SmallEvaluation("");
  evaluation.add_results()->set_code("note");

  const SummaryRow row = ScoreIt(testing::SmallScheme(), goals, evaluation).Row();

  ASSERT_EQ(row.clauses_size(), 3);
  EXPECT_EQ(TextOf(row.clauses(0)), "SCORE_CLAUSE_MISSING: 1 rows, 0 of 900000");
  EXPECT_EQ(TextOf(row.clauses(1)), "SCORE_CLAUSE_EXECUTION_RATIO: 1 rows, 1000 of 100000");
  EXPECT_EQ(TextOf(row.clauses(2)), "SCORE_CLAUSE_INFORMATION: 1 rows, 0 of 0");
}

// Two goals, each with one row of 90 points in the only class; nothing for execution.
ScoredForm UnderRatios(const std::string& first_percent, const std::string& second_percent,
                       const v1::IndicatorResult& second_result) {
  v1::Scheme scheme = testing::SmallScheme();
  scheme.set_goal_policy(v1::GOAL_POLICY_RATIOS);
  scheme.set_not_applicable_policy(v1::NOT_APPLICABLE_POLICY_RESCALE);
  scheme.mutable_rounding()->mutable_goal_points()->set_mode(v1::ROUNDING_MODE_TRUNCATE);
  scheme.mutable_rounding()->mutable_goal_points()->set_places(2);
  scheme.clear_execution();
  scheme.set_total_points("90");
  v1::Goals goals = testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  *goals.add_indicators() = goals.indicators(0);
  goals.mutable_indicators(1)->set_code("other");
  for (int i = 0; i < 2; ++i) {
    v1::OverallGoal& goal = *goals.add_overall_goals();
    goal.set_code(absl::StrCat("goal-", i));
    goal.set_expected(absl::StrCat("目标", i));
    goal.set_ratio_percent(i == 0 ? first_percent : second_percent);
    goals.mutable_indicators(i)->set_goal_code(goal.code());
  }
  v1::Evaluation evaluation = testing::SmallEvaluation("100");
  *evaluation.add_results() = second_result;
  evaluation.mutable_results(1)->set_code("other");
  return ScoreIt(scheme, goals, evaluation);
}

// 90 · 0.6 + 45 · 0.4 = 72.
TEST(SummaryOf, UnderRatiosClassesCountByTheGoalsAndClausesByTheRows) {
  v1::IndicatorResult half;
  half.set_actual("50");

  const SummaryRow row = UnderRatios("60", "40", half).Row();

  EXPECT_EQ(row.total_hundredths(), 7200);
  EXPECT_EQ(ClassOf(row, "all").points_hundredths(), 7200);
  EXPECT_EQ(ClassOf(row, "all").weight_tenthousandths(), 900000);
  ASSERT_EQ(row.clauses_size(), 2);
  EXPECT_EQ(TextOf(row.clauses(0)), "SCORE_CLAUSE_TARGET_MET: 1 rows, 9000 of 900000");
  EXPECT_EQ(TextOf(row.clauses(1)), "SCORE_CLAUSE_PRO_RATA: 1 rows, 4500 of 900000");
}

// 90 · 0.66666666 = 59.9999994.
TEST(SummaryOf, AWeightOfMorePlacesThanTheRowKeepsIsRounded) {
  v1::IndicatorResult not_applicable;
  not_applicable.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
  not_applicable.set_reason("本年度未安排");

  const SummaryRow row = UnderRatios("66.666666", "33.333334", not_applicable).Row();

  EXPECT_EQ(ClassOf(row, "all").weight_tenthousandths(), 600000);
}

}  // namespace
}  // namespace heng
