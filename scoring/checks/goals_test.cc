// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(const v1::Goals& goals) {
  FieldProblems problems;
  CheckGoals(goals, "goals", problems);
  return testing::Brief(problems.problems());
}

struct Case {
  const char* what;
  std::function<void(v1::Goals&)> change;
  const char* problem;
};

const Case kCases[] = {
    {"name of the wrong shape", [](auto& g) { g.set_name("goals/2024"); }, "goals.name BAD_NAME"},
    {"scheme of the wrong shape", [](auto& g) { g.set_scheme("gansu"); }, "goals.scheme BAD_NAME"},
    {"no indicators", [](auto& g) { g.clear_indicators(); }, "goals.indicators REQUIRED"},
    {"code twice", [](auto& g) { *g.add_indicators() = g.indicators(0); },
     "goals.indicators[21].code DUPLICATE_CODE"},
    {"code of the wrong shape", [](auto& g) { g.mutable_indicators(2)->set_code("a b"); },
     "goals.indicators[2].code BAD_NAME"},
    {"rule missing", [](auto& g) { g.mutable_indicators(2)->clear_rule(); },
     "goals.indicators[2].rule REQUIRED"},
    {"target missing", [](auto& g) { g.mutable_indicators(2)->clear_target(); },
     "goals.indicators[2].target REQUIRED"},
    {"target in a band row", [](auto& g) { g.mutable_indicators(4)->set_target("1"); },
     "goals.indicators[4].target NOT_ALLOWED"},
    {"weight is no decimal", [](auto& g) { g.mutable_indicators(4)->set_weight_points("2分"); },
     "goals.indicators[4].weight_points NOT_A_DECIMAL"},
    {"weight of a row that earns nothing",
     [](auto& g) { g.mutable_indicators(4)->set_rule(v1::RULE_KIND_INFORMATION); },
     "goals.indicators[4].weight_points NOT_ALLOWED"},
    {"weight of a veto", [](auto& g) { g.mutable_indicators(4)->set_rule(v1::RULE_KIND_VETO); },
     "goals.indicators[4].weight_points NOT_ALLOWED"},
    {"range without its lower end",
     [](auto& g) {
       g.mutable_indicators(4)->set_rule(v1::RULE_KIND_RANGE);
       g.mutable_indicators(4)->set_target_upper("5");
     },
     "goals.indicators[4].target REQUIRED"},
    {"range without its upper end", [](auto& g) { g.mutable_indicators(2)->set_rule(v1::RULE_KIND_RANGE); },
     "goals.indicators[2].target_upper REQUIRED"},
    {"range backwards",
     [](auto& g) {
       g.mutable_indicators(2)->set_rule(v1::RULE_KIND_RANGE);
       g.mutable_indicators(2)->set_target_upper("99.9");
     },
     "goals.indicators[2].target_upper OUT_OF_RANGE"},
    {"upper end of no range", [](auto& g) { g.mutable_indicators(2)->set_target_upper("101"); },
     "goals.indicators[2].target_upper NOT_ALLOWED"},
    {"date without a deadline", [](auto& g) { g.mutable_indicators(4)->set_rule(v1::RULE_KIND_DATE); },
     "goals.indicators[4].deadline REQUIRED"},
    {"deadline that no calendar has",
     [](auto& g) {
       g.mutable_indicators(4)->set_rule(v1::RULE_KIND_DATE);
       g.mutable_indicators(4)->mutable_deadline()->set_year(2024);
       g.mutable_indicators(4)->mutable_deadline()->set_month(9);
       g.mutable_indicators(4)->mutable_deadline()->set_day(31);
     },
     "goals.indicators[4].deadline OUT_OF_RANGE"},
    {"deadline of another rule", [](auto& g) { g.mutable_indicators(4)->mutable_deadline()->set_year(2024); },
     "goals.indicators[4].deadline NOT_ALLOWED"},
    {"step deduction without its code",
     [](auto& g) { g.mutable_indicators(2)->set_rule(v1::RULE_KIND_STEP_DEDUCTION); },
     "goals.indicators[2].step_deduction_code REQUIRED"},
    {"step deduction of another rule", [](auto& g) { g.mutable_indicators(2)->set_step_deduction_code("s"); },
     "goals.indicators[2].step_deduction_code NOT_ALLOWED"},
    {"brackets without a table", [](auto& g) { g.mutable_indicators(4)->set_rule(v1::RULE_KIND_BRACKETS); },
     "goals.indicators[4].bracket_table_code REQUIRED"},
    {"bracket table of another rule", [](auto& g) { g.mutable_indicators(2)->set_bracket_table_code("t"); },
     "goals.indicators[2].bracket_table_code NOT_ALLOWED"},
    {"target of an either-or row",
     [](auto& g) { g.mutable_indicators(2)->set_rule(v1::RULE_KIND_EITHER_OR); },
     "goals.indicators[2].target NOT_ALLOWED"},
    {"project on an overall form", [](auto& g) { g.mutable_project()->set_display_name("项目"); },
     "goals.project NOT_ALLOWED"},
    {"project missing",
     [](auto& g) { g.set_name("regions/620602/departments/zonggonghui/goals/2024-project-P1"); },
     "goals.project REQUIRED"},
    {"another project than in the name",
     [](auto& g) {
       g.set_name("regions/620602/departments/zonggonghui/goals/2024-project-P1");
       g.mutable_project()->set_display_name("项目");
       g.mutable_project()->set_code("P2");
     },
     "goals.project.code BAD_NAME"},
    {"overall goal twice",
     [](auto& g) {
       g.mutable_overall_goals(0)->set_code("g1");
       *g.add_overall_goals() = g.overall_goals(0);
     },
     "goals.overall_goals[1].code DUPLICATE_CODE"},
};

TEST(CheckGoals, PassesTheReferenceGoals) { EXPECT_THAT(ProblemsOf(testing::ReferenceGoals()), IsEmpty()); }

TEST(CheckGoals, RefusesEachMistakeByItsField) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Goals goals = testing::ReferenceGoals();
    c.change(goals);
    EXPECT_THAT(ProblemsOf(goals), ElementsAre(c.problem));
  }
}

TEST(CheckGoals, AllowsATargetThatIsOnlyForInformation) {
  v1::Goals goals = testing::ReferenceGoals();
  goals.mutable_indicators(2)->set_rule(v1::RULE_KIND_INFORMATION);
  goals.mutable_indicators(2)->clear_weight_points();
  EXPECT_THAT(ProblemsOf(goals), IsEmpty());
}

TEST(CheckGoals, RefusesMoreThanAHundredOverallGoals) {
  v1::Goals goals = testing::ReferenceGoals();
  while (goals.overall_goals_size() <= 100) *goals.add_overall_goals() = goals.overall_goals(0);
  EXPECT_THAT(ProblemsOf(goals), ElementsAre("goals.overall_goals TOO_LONG"));
}

TEST(CheckGoals, RefusesMoreThanTwoThousandIndicators) {
  v1::Goals goals = testing::ReferenceGoals();
  while (goals.indicators_size() <= 2000) *goals.add_indicators() = goals.indicators(0);
  EXPECT_THAT(ProblemsOf(goals), ElementsAre("goals.indicators TOO_LONG"));
}

}  // namespace
}  // namespace heng
