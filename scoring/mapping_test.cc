// SPDX-License-Identifier: Apache-2.0
#include "scoring/mapping.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::heng::testing::GansuScheme;
using ::heng::testing::HasCode;
using ::heng::testing::IsOk;
using ::heng::testing::ReferenceGoals;
using ::heng::testing::SmallScheme;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::IndicatorClass& ClassOf(v1::Scheme& scheme, const std::string& code) {
  for (v1::IndicatorClass& found : *scheme.mutable_classes()) {
    if (found.code() == code) return found;
  }
  v1::IndicatorClass& added = *scheme.add_classes();
  added.set_code(code);
  added.set_display_name(code);
  return added;
}

// One class "all" of 90 points.
v1::Scheme SchemeOf(const std::string& weight = "90") {
  v1::Scheme scheme = SmallScheme();
  scheme.mutable_execution()->set_weight_points(
      Subtract(Decimal::FromInt(100), DecimalOf(weight))->ToString());
  ClassOf(scheme, "all").set_weight_points(weight);
  return scheme;
}

// Rows "a", "b", ... of these weights below "all".
v1::Goals GoalsOf(const std::vector<std::string>& weights, v1::RuleKind rule = v1::RULE_KIND_AT_LEAST) {
  v1::Goals goals = heng::testing::SmallGoals(rule, "100");
  const v1::Indicator row = goals.indicators(0);
  goals.clear_indicators();
  for (const std::string& weight : weights) {
    v1::Indicator& added = *goals.add_indicators();
    added = row;
    added.set_code(std::string(1, static_cast<char>('a' + goals.indicators_size() - 1)));
    added.set_weight_points(weight);
  }
  return goals;
}

std::vector<std::string> WeightsOf(const v1::Goals& goals) {
  std::vector<std::string> weights;
  for (const v1::Indicator& row : goals.indicators()) weights.push_back(row.weight_points());
  return weights;
}

TEST(MapGoals, KeepsEveryRowWhereOnlyRoundingDiffers) {
  v1::Scheme other = GansuScheme();
  other.mutable_rounding()->mutable_indicator_points()->set_stage(v1::ROUNDING_STAGE_SUM_ONCE);
  other.set_name("schemes/sum-once");
  v1::Goals want = ReferenceGoals();
  want.set_scheme(other.name());

  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(ReferenceGoals(), GansuScheme(), other));
  EXPECT_THAT(mapped.unmapped, IsEmpty());
  EXPECT_EQ(mapped.weight_sums(), WeightSums::kEnforced);
  ASSERT_THAT(mapped.goals.indicators(), SizeIs(want.indicators_size()));
  for (int i = 0; i < want.indicators_size(); ++i) {
    EXPECT_EQ(mapped.goals.indicators(i).SerializeAsString(), want.indicators(i).SerializeAsString());
  }
  EXPECT_EQ(mapped.goals.scheme(), other.name());
}

struct ScaleCase {
  const char* name;
  std::vector<std::string> weights;
  std::string new_weight;
  std::vector<std::string> want;
};

TEST(MapGoals, ScalesWeightsInProportionToTheClassAndTheLastTakesWhatIsLeft) {
  const std::vector<ScaleCase> cases = {
      {"exact", {"30", "60"}, "45", {"15", "30"}},
      {"two places", {"45.5", "44.5"}, "60", {"30.33", "29.67"}},
      {"thirds", {"30", "30", "30"}, "80", {"26.66", "26.66", "26.68"}},
      {"one row", {"90"}, "77.77", {"77.77"}},
      {"the same", {"33.3", "56.7"}, "90", {"33.3", "56.7"}},
  };
  for (const ScaleCase& c : cases) {
    ASSERT_OK_AND_ASSIGN(const MappedGoals mapped,
                         MapGoals(GoalsOf(c.weights), SchemeOf(), SchemeOf(c.new_weight)));
    EXPECT_EQ(WeightsOf(mapped.goals), c.want) << c.name;
    EXPECT_OK(CompilePlan(SchemeOf(c.new_weight), mapped.goals)) << c.name;
  }
}

TEST(MapGoals, AnotherWeightOfOneClassLeavesTheOthersAlone) {
  v1::Scheme other = GansuScheme();
  other.mutable_execution()->set_weight_points("12");
  ClassOf(other, "management").set_weight_points("18");
  ClassOf(other, "funding").set_weight_points("6");
  const v1::Goals goals = ReferenceGoals();
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(goals, GansuScheme(), other));
  EXPECT_THAT(mapped.unmapped, IsEmpty());
  for (int i = 0; i < mapped.goals.indicators_size(); ++i) {
    const v1::Indicator& before = goals.indicators(i);
    const v1::Indicator& after = mapped.goals.indicators(i);
    const bool same = before.weight_points() == after.weight_points();
    EXPECT_EQ(same, before.class_code() != "funding") << before.code();
  }
  EXPECT_OK(CompilePlan(other, mapped.goals));
}

TEST(MapGoals, ReportsRowsOfAClassThatIsGoneWithTheirWeight) {
  v1::Scheme other = GansuScheme();
  ClassOf(other, "procurement").set_code("purchase");
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(ReferenceGoals(), GansuScheme(), other));
  ASSERT_FALSE(mapped.unmapped.empty());
  EXPECT_EQ(mapped.weight_sums(), WeightSums::kIgnored);
  Decimal lost;
  for (const UnmappedIndicator& row : mapped.unmapped) {
    EXPECT_EQ(ReferenceGoals().indicators(row.index).class_code(), "procurement");
    EXPECT_THAT(row.reason.en, HasSubstr("class procurement is not in schemes/gansu-overall"));
    EXPECT_THAT(row.reason.zh, HasSubstr("分类 procurement 不存在"));
    lost = *Add(lost, row.weight_points);
  }
  EXPECT_EQ(lost, Decimal::FromInt(2));
  EXPECT_EQ(mapped.goals.indicators_size() + static_cast<int>(mapped.unmapped.size()),
            ReferenceGoals().indicators_size());
  EXPECT_OK(CompilePlan(other, mapped.goals, mapped.weight_sums()));
}

TEST(MapGoals, RowsWithoutAPlaceTakeTheirPartOfTheWeightWithThem) {
  v1::Scheme other = SchemeOf("45");
  ClassOf(other, "all").add_allowed_rules(v1::RULE_KIND_AT_LEAST);
  v1::Goals goals = GoalsOf({"30", "20", "40"});
  goals.mutable_indicators(1)->set_rule(v1::RULE_KIND_BY_HAND);
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(goals, SchemeOf(), other));
  EXPECT_THAT(WeightsOf(mapped.goals), ElementsAre("15", "20"));
  ASSERT_THAT(mapped.unmapped, SizeIs(1));
  EXPECT_EQ(mapped.unmapped[0].index, 1);
  EXPECT_EQ(mapped.unmapped[0].weight_points, Decimal::FromInt(20));
}

TEST(MapGoals, SaysWhyARowHasNoPlace) {
  struct Case {
    v1::RuleKind rule;
    std::string en;
    std::string zh;
    void (*spoil)(v1::Scheme&);
  };
  const std::vector<Case> cases = {
      {v1::RULE_KIND_BAND, "has no bands", "没有定性档次", [](v1::Scheme& s) { s.clear_bands(); }},
      {v1::RULE_KIND_BAND, "has no bands of code", "没有代码为",
       [](v1::Scheme& s) { s.mutable_bands(0)->set_code("other"); }},
      {v1::RULE_KIND_STEP_DEDUCTION, "has no step deduction late", "没有按步扣分规则 late",
       [](v1::Scheme&) {}},
      {v1::RULE_KIND_BRACKETS, "has no bracket table rate", "没有分档计分表 rate", [](v1::Scheme&) {}},
      {v1::RULE_KIND_VETO, "has no veto", "没有一票否决规则", [](v1::Scheme&) {}},
      {v1::RULE_KIND_AT_MOST, "does not allow rule RULE_KIND_AT_MOST", "不允许使用规则",
       [](v1::Scheme& s) { s.mutable_classes(0)->add_allowed_rules(v1::RULE_KIND_BAND); }},
      {v1::RULE_KIND_AT_LEAST, "class all has classes below it", "分类 all 不是末级分类",
       [](v1::Scheme& s) { ClassOf(s, "below").set_parent_code("all"); }},
  };
  for (const Case& c : cases) {
    v1::Scheme other = SchemeOf();
    c.spoil(other);
    v1::Goals goals = GoalsOf({"90"}, c.rule);
    goals.mutable_indicators(0)->set_step_deduction_code("late");
    goals.mutable_indicators(0)->set_bracket_table_code("rate");
    ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(goals, SchemeOf(), other));
    ASSERT_THAT(mapped.unmapped, SizeIs(1)) << c.en;
    EXPECT_THAT(mapped.unmapped[0].reason.en, HasSubstr(c.en));
    EXPECT_THAT(mapped.unmapped[0].reason.zh, HasSubstr(c.zh));
  }
}

TEST(MapGoals, ABracketTablePrescribesTheWeightAndTheOthersShareTheRest) {
  v1::Scheme other = SchemeOf();
  v1::BracketTable& table = *other.add_bracket_tables();
  table.set_code("rate");
  table.add_brackets()->set_points("0");
  table.add_brackets()->set_points("30");
  v1::Goals goals = GoalsOf({"10", "40", "40"});
  goals.mutable_indicators(0)->set_rule(v1::RULE_KIND_BRACKETS);
  goals.mutable_indicators(0)->set_bracket_table_code("rate");
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(goals, SchemeOf(), other));
  EXPECT_THAT(WeightsOf(mapped.goals), ElementsAre("30", "30", "30"));
}

TEST(MapGoals, RowsOfAClassThatIsSplitEvenlyHaveNoWeight) {
  v1::Scheme other = SchemeOf();
  ClassOf(other, "all").mutable_even_split()->set_places(2);
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(GoalsOf({"30", "60"}), SchemeOf(), other));
  EXPECT_THAT(WeightsOf(mapped.goals), ElementsAre("", ""));

  v1::Goals split = GoalsOf({"", "", ""});
  split.mutable_indicators(0)->set_takes_remainder(true);
  ASSERT_OK_AND_ASSIGN(const MappedGoals back, MapGoals(split, other, SchemeOf("45")));
  EXPECT_THAT(WeightsOf(back.goals), ElementsAre("15", "15", "15"));
  EXPECT_FALSE(back.goals.indicators(0).takes_remainder());
}

TEST(MapGoals, GoalCodesDivideNoWeightWhereGoalsAreWords) {
  v1::Scheme split = SchemeOf();
  ClassOf(split, "all").mutable_even_split()->set_places(2);
  v1::Goals goals = GoalsOf({"", "", ""});
  goals.mutable_indicators(0)->set_goal_code("first");
  goals.mutable_indicators(1)->set_goal_code("second");
  ASSERT_OK_AND_ASSIGN(const MappedGoals mapped, MapGoals(goals, split, SchemeOf("45")));
  EXPECT_THAT(WeightsOf(mapped.goals), ElementsAre("15", "15", "15"));
}

TEST(MapGoals, RefusesAnotherKindOfForm) {
  v1::Scheme other = SchemeOf();
  other.set_kind(v1::EVALUATION_KIND_PROJECT);
  const auto refused = MapGoals(GoalsOf({"90"}), SchemeOf(), other);
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ChineseMessageOf(refused.status()), HasSubstr("项目支出"));
}

TEST(MapGoals, RefusesAnotherWayToCountOverallGoals) {
  v1::Scheme other = SchemeOf();
  other.set_goal_policy(v1::GOAL_POLICY_RATIOS);
  EXPECT_THAT(MapGoals(GoalsOf({"90"}), SchemeOf(), other), HasCode(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace heng
