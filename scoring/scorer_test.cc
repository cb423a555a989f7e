// SPDX-License-Identifier: Apache-2.0
#include "scoring/scorer.h"

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using testing::ReferenceEvaluation;
using testing::ReferenceGoals;

std::shared_ptr<const Plan> ReferencePlan() { return *CompilePlan(testing::GansuScheme(), ReferenceGoals()); }

// The one indicator of the small form.
absl::StatusOr<v1::ScoreReport> ScoreSmall(const v1::Scheme& scheme, const v1::Goals& goals,
                                           const v1::Evaluation& evaluation) {
  absl::StatusOr<std::shared_ptr<const Plan>> plan = CompilePlan(scheme, goals);
  if (!plan.ok()) return plan.status();
  return Score(**plan, evaluation, v1::VIEW_FULL);
}

// Every number that the reference form prints: points of the 21 rows, in order.
constexpr const char* kPoints[] = {"2.00", "2.00", "2.00", "2.00",  "1.80", "1.80", "1.80",
                                   "2.00", "1.80", "1.80", "6.43",  "6.43", "6.43", "6.43",
                                   "6.43", "6.43", "6.44", "10.00", "3.00", "3.00", "3.01"};

TEST(Score, GivesTheReferenceFormItsPrintedNumbers) {
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), ReferenceEvaluation(), v1::VIEW_FULL));

  EXPECT_EQ(report.total_points(), "92.62");
  EXPECT_EQ(report.grade(), "优");
  EXPECT_EQ(report.grade_code(), "excellent");
  EXPECT_EQ(report.total_weight_points(), "100");
  EXPECT_EQ(report.execution().rate_percent(), "95.93");
  EXPECT_EQ(report.execution().points(), "9.59");
  ASSERT_EQ(report.indicators_size(), 21);
  for (int i = 0; i < report.indicators_size(); ++i) {
    EXPECT_EQ(report.indicators(i).points(), kPoints[i]) << report.indicators(i).code();
    EXPECT_EQ(report.indicators(i).completion_percent(), "100.00") << report.indicators(i).code();
  }
}

TEST(Score, ShowsHowEachPartWasDerived) {
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), ReferenceEvaluation(), v1::VIEW_FULL));

  const v1::IndicatorScore& band = report.indicators(10);
  EXPECT_EQ(band.code(), "output-quantity");
  EXPECT_EQ(band.exact_points(), "3213/500");
  EXPECT_EQ(band.weight_points(), "7.14");
  EXPECT_EQ(band.clause(), v1::SCORE_CLAUSE_BAND_SHARE);
  ASSERT_EQ(report.budget_lines_size(), 7);
  EXPECT_EQ(report.budget_lines(4).rate_percent(), "94.68");
  EXPECT_EQ(report.budget_lines(4).points(), "9.46");
  EXPECT_EQ(report.budget_lines(5).clause(), v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET);
  ASSERT_EQ(report.classes_size(), 16);
  EXPECT_EQ(report.classes(0).class_code(), "management");
  EXPECT_EQ(report.classes(0).points(), "19.00");
  EXPECT_EQ(report.classes(0).weight_points(), "20");
  EXPECT_EQ(report.classes(1).points(), "8.00");
  EXPECT_EQ(report.classes(7).points(), "45.02");
}

TEST(Score, RoundedOnlyOnceGivesTheReferenceFormLess) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.mutable_rounding()->mutable_execution_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  scheme.mutable_rounding()->mutable_indicator_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, ReferenceGoals()));

  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, ReferenceEvaluation(), v1::VIEW_FULL));

  EXPECT_EQ(report.total_points(), "92.59");
  EXPECT_EQ(report.indicators(10).points(), "6.43");  // still rounded for display
  EXPECT_EQ(report.classes(7).points(), "45.00");
}

TEST(Score, TerseReportHasPointsAndNoDerivation) {
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report,
                       Score(*ReferencePlan(), ReferenceEvaluation(), v1::VIEW_TERSE));

  EXPECT_EQ(report.total_points(), "92.62");
  EXPECT_EQ(report.execution().points(), "9.59");
  EXPECT_EQ(report.indicators(10).points(), "6.43");
  EXPECT_EQ(report.indicators(10).exact_points(), "");
  EXPECT_EQ(report.indicators(10).completion_percent(), "");
  EXPECT_EQ(report.indicators(10).clause(), v1::SCORE_CLAUSE_UNSPECIFIED);
  EXPECT_EQ(report.budget_lines_size(), 0);
  EXPECT_EQ(report.classes_size(), 0);
}

TEST(Score, DoesNotDependOnTheOrderOfResults) {
  v1::Evaluation shuffled = ReferenceEvaluation();
  for (int i = 0; i < shuffled.results_size() / 2; ++i) {
    shuffled.mutable_results()->SwapElements(i, shuffled.results_size() - 1 - i);
  }
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport want, Score(*ReferencePlan(), ReferenceEvaluation(), v1::VIEW_FULL));
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport got, Score(*ReferencePlan(), shuffled, v1::VIEW_FULL));
  EXPECT_EQ(got.SerializeAsString(), want.SerializeAsString());
}

TEST(Score, NamesSchemeAndStoredGoalsWithTheirRevisions) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.set_revision("0123456789abcdef");
  v1::Goals goals = ReferenceGoals();
  goals.set_name(goals.name() + "@fedcba9876543210");
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, goals));
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, ReferenceEvaluation(), v1::VIEW_TERSE));
  EXPECT_EQ(report.scheme(), "schemes/gansu-overall@0123456789abcdef");
  EXPECT_EQ(report.goals(), goals.name());

  ASSERT_OK_AND_ASSIGN(report, Score(*ReferencePlan(), ReferenceEvaluation(), v1::VIEW_TERSE));
  EXPECT_EQ(report.goals(), "") << "goals that are not stored have no name to be found under";
}

TEST(Score, MissingValuesAndBandsEarnZeroUnderThePolicyZero) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_results(0)->clear_actual();
  evaluation.mutable_results(4)->clear_band();
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), evaluation, v1::VIEW_FULL));
  for (const int row : {0, 4}) {
    EXPECT_EQ(report.indicators(row).points(), "0.00");
    EXPECT_EQ(report.indicators(row).clause(), v1::SCORE_CLAUSE_MISSING);
    EXPECT_EQ(report.indicators(row).completion_percent(), "");
  }
  EXPECT_EQ(report.total_points(), "88.82");
  EXPECT_EQ(report.grade(), "良");
}

TEST(Score, AResultWithoutEvidenceEarnsZero) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_results(17)->set_status(v1::RESULT_STATUS_NO_EVIDENCE);
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), evaluation, v1::VIEW_FULL));
  EXPECT_EQ(report.indicators(17).points(), "0.00");
  EXPECT_EQ(report.indicators(17).clause(), v1::SCORE_CLAUSE_NO_EVIDENCE);
}

TEST(Score, TakesPointsInsideTheBand) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_results(10)->set_given_points("5.71");  // 0.8 · 7.14 = 5.712, the limit is 5.71
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), evaluation, v1::VIEW_FULL));
  EXPECT_EQ(report.indicators(10).points(), "5.71");
  EXPECT_EQ(report.indicators(10).clause(), v1::SCORE_CLAUSE_BAND_POINTS);
}

TEST(Score, TakesThePointsOfAPersonWhereTheRuleAsksForThem) {
  v1::Scheme scheme = testing::SmallScheme();
  v1::Evaluation evaluation = testing::SmallEvaluation("-3");
  evaluation.mutable_results(0)->set_given_points("45.5");
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report,
                       ScoreSmall(scheme, testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "-5"), evaluation));
  EXPECT_EQ(report.indicators(0).points(), "45.50");
  EXPECT_EQ(report.indicators(0).clause(), v1::SCORE_CLAUSE_BY_HAND);
  EXPECT_EQ(report.total_points(), "55.50");
  EXPECT_EQ(report.grade(), "差");

  evaluation.mutable_results(0)->clear_actual();
  ASSERT_OK_AND_ASSIGN(report,
                       ScoreSmall(scheme, testing::SmallGoals(v1::RULE_KIND_BY_HAND, ""), evaluation));
  EXPECT_EQ(report.indicators(0).points(), "45.50");
}

TEST(Score, OptionsOfTheNearestClassWin) {
  v1::Scheme scheme = testing::SmallScheme();
  v1::IndicatorClass& inner = *scheme.add_classes();
  inner.set_code("inner");
  inner.set_parent_code("all");
  inner.set_display_name("内层");
  v1::Goals goals = testing::SmallGoals(v1::RULE_KIND_AT_MOST, "90");
  goals.mutable_indicators(0)->set_class_code("inner");
  const v1::Evaluation evaluation = testing::SmallEvaluation("100");

  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, ScoreSmall(scheme, goals, evaluation));
  EXPECT_EQ(report.indicators(0).points(), "81.00");  // inverse, the scheme's own
  scheme.mutable_classes(0)->mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_LINEAR);
  ASSERT_OK_AND_ASSIGN(report, ScoreSmall(scheme, goals, evaluation));
  EXPECT_EQ(report.indicators(0).points(), "80.00");  // linear, of the class above
  scheme.mutable_classes(1)->mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_INVERSE);
  ASSERT_OK_AND_ASSIGN(report, ScoreSmall(scheme, goals, evaluation));
  EXPECT_EQ(report.indicators(0).points(), "81.00");
}

TEST(Score, RoundsWholeNumbersWhereTheSchemeSaysSo) {
  v1::Scheme scheme = testing::SmallScheme();
  v1::RoundingRule& rule = *scheme.mutable_rounding()->mutable_indicator_points();
  rule.set_places(0);
  rule.set_mode(v1::ROUNDING_MODE_TRUNCATE);
  scheme.mutable_rounding()->mutable_total()->set_places(1);
  ASSERT_OK_AND_ASSIGN(
      v1::ScoreReport report,
      ScoreSmall(scheme, testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "100"), testing::SmallEvaluation("99")));
  EXPECT_EQ(report.indicators(0).points(), "89");  // 89.1
  EXPECT_EQ(report.total_points(), "99.0");
}

TEST(Score, ExecutionCanBeScoredOnAnotherLine) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.mutable_execution()->set_line_code("basic");
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, ReferenceGoals()));
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, ReferenceEvaluation(), v1::VIEW_FULL));
  EXPECT_EQ(report.execution().line_code(), "basic");
  EXPECT_EQ(report.execution().points(), "9.68");
}

TEST(Score, ALineThatRepeatsTheTotalUnderAnotherSplitIsNotScored) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  v1::BudgetLine& memo = *evaluation.mutable_budget()->add_lines();
  memo = evaluation.budget().lines(0);
  memo.set_code("by-source");
  memo.set_memo(true);
  memo.set_executed_yuan("0");
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), evaluation, v1::VIEW_FULL));
  EXPECT_EQ(report.execution().line_code(), "total");
  EXPECT_EQ(report.total_points(), "92.62");
}

TEST(Score, AScoredLineWithAnAmountMissingEarnsZeroAndOtherLinesStayOpen) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_budget()->mutable_lines(0)->clear_executed_yuan();
  evaluation.mutable_budget()->mutable_lines(1)->clear_adjusted_yuan();
  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*ReferencePlan(), evaluation, v1::VIEW_FULL));
  EXPECT_EQ(report.execution().clause(), v1::SCORE_CLAUSE_EXECUTION_MISSING);
  EXPECT_EQ(report.execution().points(), "0.00");
  EXPECT_EQ(report.budget_lines(0).points(), "0.00");
  EXPECT_EQ(report.budget_lines(1).clause(), v1::SCORE_CLAUSE_EXECUTION_MISSING);
  EXPECT_EQ(report.budget_lines(1).points(), "");
  EXPECT_EQ(report.total_points(), "83.03");
}

TEST(Score, GivesGradesFromTheirLowerLimitUpwards) {
  struct Case {
    const char* actual;  // of 90
    const char* total;
    const char* grade;
  };
  const Case cases[] = {{"80", "90.00", "优"}, {"79.99", "89.99", "良"}, {"70", "80.00", "良"},
                        {"50", "60.00", "中"}, {"49.99", "59.99", "差"}, {"-5", "10.00", "差"}};
  for (const Case& c : cases) {
    ASSERT_OK_AND_ASSIGN(v1::ScoreReport report,
                         ScoreSmall(testing::SmallScheme(), testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "90"),
                                    testing::SmallEvaluation(c.actual)));
    EXPECT_EQ(report.total_points(), c.total);
    EXPECT_EQ(report.grade(), c.grade) << c.total;
  }
}

TEST(Score, WithIgnoredWeightSumsAnIndicatorWithoutWeightHasNoPointsAndTheFormNoTotal) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.clear_execution();
  for (v1::IndicatorClass& c : *scheme.mutable_classes()) c.clear_weight_points();
  v1::Goals goals = ReferenceGoals();
  goals.mutable_indicators(17)->clear_weight_points();
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, goals, WeightSums::kIgnored));

  ASSERT_OK_AND_ASSIGN(v1::ScoreReport report, Score(*plan, ReferenceEvaluation(), v1::VIEW_FULL));

  EXPECT_EQ(report.indicators(17).points(), "");
  EXPECT_EQ(report.indicators(17).completion_percent(), "100.00");
  EXPECT_EQ(report.indicators(16).points(), "6.44");
  EXPECT_EQ(report.total_points(), "");
  EXPECT_EQ(report.grade(), "");
  EXPECT_FALSE(report.has_execution());
  EXPECT_EQ(report.budget_lines(0).rate_percent(), "95.93");
  EXPECT_EQ(report.budget_lines(0).points(), "");
  EXPECT_EQ(report.classes(0).points(), "19.00");
  EXPECT_EQ(report.classes(11).points(), "") << "the class of the row without weight";
}

}  // namespace
}  // namespace heng
