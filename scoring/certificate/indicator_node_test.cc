// SPDX-License-Identifier: Apache-2.0
//
// Which inputs stand in the node of each rule: those that it reads, with its options in force, and no others.
#include "scoring/certificate/indicator_node.h"

#include <set>
#include <string>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::heng::testing::SmallEvaluation;
using ::heng::testing::SmallGoals;
using ::heng::testing::SmallScheme;
using ::testing::UnorderedElementsAre;

// Fields that say what came of the row, or that every row has.
const std::set<std::string> kOfEveryRow = {"code",
                                           "class_code",
                                           "rule",
                                           "weight_points",
                                           "clause",
                                           "exact_completion_percent",
                                           "completion_rounding",
                                           "completion_percent",
                                           "rule_points",
                                           "exact_points",
                                           "points_rounding",
                                           "points"};

std::set<std::string> InputsOf(const v1::IndicatorNode& node) {
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  node.GetReflection()->ListFields(node, &fields);
  std::set<std::string> names;
  for (const auto* field : fields) {
    if (kOfEveryRow.count(field->name()) == 0) names.insert(field->name());
  }
  return names;
}

// One row that any rule may be set on.
struct Row {
  v1::Scheme scheme = SmallScheme();
  v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_LEAST, "100");
  v1::Evaluation evaluation = SmallEvaluation("90");

  v1::Indicator& indicator() { return *goals.mutable_indicators(0); }
  v1::IndicatorResult& result() { return *evaluation.mutable_results(0); }

  explicit Row(v1::RuleKind rule) {
    for (v1::IndicatorClass& c : *scheme.mutable_classes()) c.clear_allowed_rules();
    indicator().set_rule(rule);
  }
  Row& WithoutValues() {
    indicator().clear_target();
    result().clear_actual();
    return *this;
  }

  v1::IndicatorNode Node() const {
    const auto plan = CompilePlan(scheme, goals, WeightSums::kIgnored);
    EXPECT_OK(plan.status());
    FormScore score;
    EXPECT_OK(ScoreForm(**plan, evaluation, "evaluation", score));
    v1::IndicatorNode node;
    EXPECT_OK(WriteIndicator(**plan, (*plan)->rows[0], evaluation.results(0), score.rows[0], node));
    return node;
  }
};

TEST(IndicatorNode, HasTheOptionsOfItsRuleAndNoOthers) {
  EXPECT_THAT(InputsOf(Row(v1::RULE_KIND_AT_LEAST).Node()), UnorderedElementsAre("target", "actual"));
  EXPECT_THAT(InputsOf(Row(v1::RULE_KIND_AT_MOST).Node()),
              UnorderedElementsAre("target", "actual", "at_most"));
  EXPECT_THAT(InputsOf(Row(v1::RULE_KIND_EQUAL).Node()), UnorderedElementsAre("target", "actual", "equal"));
  EXPECT_EQ(Row(v1::RULE_KIND_AT_MOST).Node().at_most(), v1::AT_MOST_OPTION_INVERSE);
  EXPECT_EQ(Row(v1::RULE_KIND_EQUAL).Node().equal(), v1::EQUAL_OPTION_LENIENT);
}

TEST(IndicatorNode, OfARangeHasBothEndsAndBothOptions) {
  Row row(v1::RULE_KIND_RANGE);
  row.indicator().set_target("90");
  row.indicator().set_target_upper("110.0");
  const v1::IndicatorNode node = row.Node();
  EXPECT_THAT(InputsOf(node), UnorderedElementsAre("target", "target_upper", "actual", "range", "at_most"));
  EXPECT_EQ(node.target_upper(), "110");
  EXPECT_EQ(node.range(), v1::RANGE_OPTION_RATIO);
}

TEST(IndicatorNode, OfADateHasDeadlineAndDay) {
  Row row = Row(v1::RULE_KIND_DATE).WithoutValues();
  row.indicator().mutable_deadline()->set_year(2024);
  row.result().mutable_completed_date()->set_year(2024);
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("deadline", "completed_date", "date"));
  EXPECT_EQ(row.Node().date(), v1::DATE_OPTION_BY_HAND);
}

TEST(IndicatorNode, OfAStepDeductionHasItWithItsCounting) {
  Row row(v1::RULE_KIND_STEP_DEDUCTION);
  v1::StepDeduction& rule = *row.scheme.add_step_deductions();
  rule.set_code("s");
  rule.set_display_name("每低 1 扣 0.5");
  rule.set_direction(v1::STEP_DIRECTION_BELOW);
  rule.set_step("1");
  rule.set_points_per_step("0.5");
  row.indicator().set_step_deduction_code("s");
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("target", "actual", "step_deduction"));
  EXPECT_EQ(row.Node().step_deduction().counting(), v1::STEP_COUNTING_STARTED);
}

TEST(IndicatorNode, OfBracketsHasTheWholeTable) {
  Row row(v1::RULE_KIND_BRACKETS);
  row.indicator().clear_target();
  v1::BracketTable& table = *row.scheme.add_bracket_tables();
  table.set_code("t");
  table.set_display_name("分档");
  table.set_better(v1::BETTER_VALUE_HIGHER);
  v1::Bracket& low = *table.add_brackets();
  low.set_upper("50");
  low.set_points("0");
  v1::Bracket& high = *table.add_brackets();
  high.set_lower("50");
  high.set_lower_inclusive(true);
  high.set_points("90");
  row.indicator().set_bracket_table_code("t");
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("actual", "bracket_table"));
  EXPECT_EQ(row.Node().bracket_table().brackets_size(), 2);
}

TEST(IndicatorNode, OfABandHasItsLimitsAndNoDescription) {
  Row row = Row(v1::RULE_KIND_BAND).WithoutValues();
  v1::Band& band = *row.scheme.mutable_bands(0);
  band.set_description("达成年度指标");
  row.result().set_band(band.code());
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("band"));
  EXPECT_EQ(row.Node().band().code(), band.code());
  EXPECT_EQ(row.Node().band().description(), "");
}

TEST(IndicatorNode, OfPointsByHandHasThePoints) {
  Row row = Row(v1::RULE_KIND_BY_HAND).WithoutValues();
  row.result().set_given_points("88.50");
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("given_points"));
  EXPECT_EQ(row.Node().given_points(), "88.5");
  EXPECT_EQ(row.Node().rule_points(), "177/2");
}

TEST(IndicatorNode, OfAResultWithoutEvidenceHasTheValueAndItsStatus) {
  Row row(v1::RULE_KIND_AT_LEAST);
  row.result().set_status(v1::RESULT_STATUS_NO_EVIDENCE);
  EXPECT_THAT(InputsOf(row.Node()), UnorderedElementsAre("target", "actual", "status"));
  EXPECT_EQ(row.Node().rule_points(), "0");
}

TEST(IndicatorNode, OverCompletionStandsWithItsThresholdsAndWhatItTakes) {
  Row row(v1::RULE_KIND_AT_LEAST);
  v1::OverCompletionThreshold& threshold = *row.scheme.mutable_rule_options()->add_over_completion();
  threshold.set_completion_percent("130.0");
  threshold.set_effect(v1::OVER_COMPLETION_EFFECT_DEDUCT);
  threshold.set_deducted_share("0.1");
  row.result().set_actual("150");
  const v1::IndicatorNode node = row.Node();
  EXPECT_THAT(InputsOf(node), UnorderedElementsAre("target", "actual", "over_completion", "deductions"));
  EXPECT_EQ(node.over_completion(0).completion_percent(), "130");
  EXPECT_EQ(node.over_completion(0).deducted_points(), "9");
  EXPECT_EQ(node.rule_points(), "90");
  EXPECT_EQ(node.deductions(0).points(), "9");
  EXPECT_EQ(node.exact_points(), "81");
}

}  // namespace
}  // namespace heng
