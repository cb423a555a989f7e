// SPDX-License-Identifier: Apache-2.0
//
// What CompilePlan says of goals under a scheme; what schemes and goals may be by themselves is in checks/.
#include <functional>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/scorer.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Case {
  const char* what;
  std::function<void(v1::Scheme&, v1::Goals&)> change;
  const char* problem;
  const char* text;
};

const Case kCases[] = {
    {"weights below a class miss it", [](auto&, auto& g) { g.mutable_indicators(3)->set_weight_points("1"); },
     "goals.indicators WEIGHT_SUM", "weights below 资金投入 add up to 7, want 8; see rows 1, 2, 3, 4"},
    {"weights below a class of level 1 miss it",
     [](auto&, auto& g) { g.mutable_indicators(16)->set_weight_points("7.14"); },
     "goals.indicators WEIGHT_SUM",
     "weights below 履职效果 add up to 49.98, want 50; see rows 11, 12, 13, 14, 15, 16, 17"},
    {"a class has no rows", [](auto&, auto& g) { g.mutable_indicators()->DeleteSubrange(17, 1); },
     "goals.indicators WEIGHT_SUM", "weights below 服务对象满意度 add up to 0, want 10; it has no rows"},
    {"the class is unknown",
     [](auto& s, auto& g) {
       s.mutable_classes(8)->clear_weight_points();
       g.mutable_indicators(10)->set_class_code("gone");
       g.mutable_indicators(11)->set_weight_points("14.28");
     },
     "goals.indicators[10].class_code UNKNOWN_CODE", "the scheme has no class \"gone\""},
    {"the class has classes below it",
     [](auto&, auto& g) { g.mutable_indicators(10)->set_class_code("effect"); },
     "goals.indicators[10].class_code BAD_TREE", "class 履职效果 has classes below it"},
    {"the class does not allow the rule",
     [](auto& s, auto&) { s.mutable_classes(8)->add_allowed_rules(v1::RULE_KIND_AT_LEAST); },
     "goals.indicators[10].rule NOT_ALLOWED", "want one of RULE_KIND_AT_LEAST"},
    {"a class above does not allow the rule",
     [](auto& s, auto&) { s.mutable_classes(11)->add_allowed_rules(v1::RULE_KIND_BAND); },
     "goals.indicators[17].rule NOT_ALLOWED", "rule RULE_KIND_AT_LEAST is not allowed in 服务对象满意度"},
    {"the scheme is for projects", [](auto& s, auto&) { s.set_kind(v1::EVALUATION_KIND_PROJECT); },
     "goals.name NOT_ALLOWED", "the scheme scores projects"},
    {"a target is missing", [](auto&, auto& g) { g.mutable_indicators(17)->clear_target(); },
     "goals.indicators[17].target REQUIRED", "(服务对象满意度) the rule compares with a target"},
    {"a weight is missing",
     [](auto& s, auto& g) {
       s.mutable_classes(11)->set_weight_points("10");
       g.mutable_indicators(17)->clear_weight_points();
     },
     "goals.indicators[17].weight_points REQUIRED", "the weight is missing"},
};

TEST(CompilePlan, RefusesGoalsThatDoNotFitTheScheme) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Scheme scheme = testing::GansuScheme();
    v1::Goals goals = testing::ReferenceGoals();
    c.change(scheme, goals);
    const absl::Status status = CompilePlan(scheme, goals).status();
    EXPECT_THAT(testing::Brief(status), ::testing::Contains(c.problem));
    EXPECT_THAT(testing::Texts(FieldProblemsOf(status)), HasSubstr(c.text));
  }
}

TEST(CompilePlan, ReportsOneProblemForOneMistake) {
  v1::Goals goals = testing::ReferenceGoals();
  goals.mutable_indicators(3)->set_weight_points("1");
  EXPECT_THAT(testing::Brief(CompilePlan(testing::GansuScheme(), goals).status()),
              ElementsAre("goals.indicators WEIGHT_SUM"));
}

TEST(CompilePlan, NeedsBandsForTheRuleBand) {
  v1::Scheme scheme = testing::SmallScheme();
  scheme.clear_bands();
  EXPECT_THAT(testing::Brief(CompilePlan(scheme, testing::SmallGoals(v1::RULE_KIND_BAND, "")).status()),
              ElementsAre("goals.indicators[0].rule NOT_ALLOWED"));
}

TEST(CompilePlan, CollectsTheProblemsOfSchemeAndGoals) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.mutable_execution()->set_weight_points("12");
  v1::Goals goals = testing::ReferenceGoals();
  goals.mutable_indicators(0)->set_code("bad code");
  EXPECT_THAT(testing::Brief(CompilePlan(scheme, goals).status()),
              ElementsAre("scheme.classes WEIGHT_SUM", "goals.indicators[0].code BAD_NAME"));
}

TEST(CompilePlan, SurvivesASchemeAndGoalsOfNothing) {
  EXPECT_THAT(CompilePlan(v1::Scheme(), v1::Goals()), testing::HasReason("INVALID_FIELDS"));
}

TEST(CompilePlan, IgnoresWeightSumsWhenAsked) {
  v1::Goals goals = testing::ReferenceGoals();
  goals.mutable_indicators(3)->set_weight_points("1");
  EXPECT_OK(CompilePlan(testing::GansuScheme(), goals, WeightSums::kIgnored));
}

TEST(CompilePlan, IgnoresMissingClassesAndRowsWhenAsked) {
  v1::Scheme scheme = testing::GansuScheme();
  scheme.clear_classes();
  v1::Goals goals = testing::ReferenceGoals();
  goals.clear_indicators();
  EXPECT_OK(CompilePlan(scheme, goals, WeightSums::kIgnored));
  EXPECT_THAT(testing::Brief(CompilePlan(scheme, goals).status()),
              ElementsAre("scheme.classes REQUIRED", "goals.indicators REQUIRED"));
}

}  // namespace
}  // namespace heng
