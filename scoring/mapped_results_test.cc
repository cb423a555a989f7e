// SPDX-License-Identifier: Apache-2.0
#include "scoring/mapped_results.h"

#include <memory>
#include <string>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/form_score.h"
#include "scoring/mapping.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::heng::testing::Brief;
using ::heng::testing::GansuScheme;
using ::heng::testing::IsOk;
using ::heng::testing::ReferenceEvaluation;
using ::heng::testing::ReferenceGoals;
using ::heng::testing::SmallEvaluation;
using ::heng::testing::SmallGoals;
using ::heng::testing::SmallScheme;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// The evaluation with the score that it has under this scheme, as it is stored.
v1::Evaluation Stored(const v1::Scheme& scheme, const v1::Goals& goals, v1::Evaluation evaluation) {
  const auto plan = CompilePlan(scheme, goals);
  EXPECT_OK(plan);
  auto report = Score(**plan, evaluation, v1::VIEW_FULL);
  EXPECT_OK(report);
  *evaluation.mutable_score() = *std::move(report);
  return evaluation;
}

std::shared_ptr<const Plan> MappedPlan(const v1::Goals& goals, const v1::Scheme& from, const v1::Scheme& to) {
  const auto mapped = MapGoals(goals, from, to);
  EXPECT_OK(mapped);
  auto plan = CompilePlan(to, mapped->goals, mapped->weight_sums());
  EXPECT_OK(plan);
  return *std::move(plan);
}

v1::Scheme SmallSchemeOf(const std::string& weight, const std::string& execution) {
  v1::Scheme scheme = SmallScheme();
  scheme.mutable_classes(0)->set_weight_points(weight);
  scheme.mutable_execution()->set_weight_points(execution);
  return scheme;
}

TEST(ScoreMapped, LeavesOutResultsOfRowsWithoutAPlace) {
  v1::Scheme other = GansuScheme();
  for (v1::IndicatorClass& each : *other.mutable_classes()) {
    if (each.code() == "procurement") each.set_code("purchase");
  }
  v1::Evaluation stored = Stored(GansuScheme(), ReferenceGoals(), ReferenceEvaluation());
  const auto plan = MappedPlan(ReferenceGoals(), GansuScheme(), other);
  FormScore score;
  ASSERT_OK(ScoreMapped(*plan, stored, score));
  EXPECT_THAT(stored.results(), SizeIs(plan->rows.size()));
  EXPECT_LT(*score.total_points, *Decimal::Parse("92.62"));
}

TEST(ScoreMapped, GivenPointsKeepTheirShareOfTheWeight) {
  const v1::Goals goals = SmallGoals(v1::RULE_KIND_BY_HAND, "");
  v1::Evaluation form = SmallEvaluation("");
  form.mutable_results(0)->set_given_points("85");
  v1::Evaluation stored = Stored(SmallScheme(), goals, form);
  const auto plan = MappedPlan(goals, SmallScheme(), SmallSchemeOf("80", "20"));
  FormScore score;
  ASSERT_OK(ScoreMapped(*plan, stored, score));
  EXPECT_EQ(stored.results(0).given_points(), "75.56");
  EXPECT_EQ(score.total_points->ToString(), "95.56");
}

TEST(ScoreMapped, AllOfTheWeightStaysAllOfTheWeight) {
  v1::Goals goals = SmallGoals(v1::RULE_KIND_BY_HAND, "");
  v1::Evaluation form = SmallEvaluation("");
  form.mutable_results(0)->set_given_points("90");
  v1::Evaluation stored = Stored(SmallScheme(), goals, form);
  goals.mutable_indicators(0)->set_weight_points("77.777");
  ASSERT_OK_AND_ASSIGN(const auto plan, CompilePlan(SmallScheme(), goals, WeightSums::kIgnored));
  FormScore score;
  ASSERT_OK(ScoreMapped(*plan, stored, score));
  EXPECT_EQ(stored.results(0).given_points(), "77.777");
}

TEST(ScoreMapped, PointsFallAwayWhereTheNewRuleDecides) {
  v1::Scheme by_hand = SmallScheme();
  by_hand.mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_BY_HAND);
  v1::Scheme inverse = SmallScheme();
  inverse.mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_INVERSE);
  const v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_MOST, "100");
  v1::Evaluation form = SmallEvaluation("200");
  form.mutable_results(0)->set_given_points("80");
  v1::Evaluation stored = Stored(by_hand, goals, form);
  FormScore score;
  ASSERT_OK(ScoreMapped(*MappedPlan(goals, by_hand, inverse), stored, score));
  EXPECT_EQ(score.rows[0].clause, v1::SCORE_CLAUSE_INVERSE_RATIO);
  EXPECT_EQ(score.rows[0].points->ToString(), "45");
}

TEST(ScoreMapped, PointsThatNobodyGaveAreAskedFor) {
  v1::Scheme by_hand = SmallScheme();
  by_hand.mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_BY_HAND);
  const v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_MOST, "100");
  v1::Evaluation stored = Stored(SmallScheme(), goals, SmallEvaluation("200"));
  FormScore score;
  EXPECT_THAT(Brief(ScoreMapped(*MappedPlan(goals, SmallScheme(), by_hand), stored, score)),
              ElementsAre("evaluation.results[0].given_points POINTS_REQUIRED"));
}

}  // namespace
}  // namespace heng
