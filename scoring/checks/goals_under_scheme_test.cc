// SPDX-License-Identifier: Apache-2.0
//
// What goals may be under a scheme with step deductions, bracket tables, an even split and a veto, and under one whose
// overall goals have ratios.
#include <functional>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "scoring/checks/under_weight_sums.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Form {
  v1::Scheme scheme;
  v1::Goals goals;
};

Form Read(const std::string& name) {
  Form form;
  testing::ReadJsonFile(absl::StrCat("schemes/", name, ".json"), form.scheme);
  testing::ReadJsonFile(absl::StrCat("tests/integration/scheme_goals/", name, ".json"), form.goals);
  return form;
}

std::vector<FieldProblem> ProblemsOf(const Form& form, WeightSums weight_sums = WeightSums::kEnforced) {
  FieldProblems problems;
  CheckGoalsUnder(weight_sums, form.goals, "goals", problems);
  CheckGoalsAgainstScheme(weight_sums, form.scheme, form.goals, "goals", problems);
  return problems.problems();
}

v1::Indicator& Row(Form& form, absl::string_view code) {
  for (v1::Indicator& indicator : *form.goals.mutable_indicators()) {
    if (indicator.code() == code) return indicator;
  }
  ADD_FAILURE() << "no row " << code;
  return *form.goals.mutable_indicators(0);
}

struct Case {
  const char* what;
  std::function<void(Form&)> change;
  std::vector<std::string> problems;
  const char* text;
};

// Rows: 0 staff-control, 1 three-public-change, 2 staff-number, 3 budget-completion, 4 budget-control, 5 rules,
// 6 published, 7 violations, 8 tasks, 9 cost-control, 10 economic, 11 social, 12 satisfied.
const Case kManagementCases[] = {
    {"step deduction unknown",
     [](Form& f) { Row(f, "staff-control").set_step_deduction_code("gone"); },
     {"goals.indicators[0].step_deduction_code UNKNOWN_CODE"},
     "(在职人员控制率) the scheme has no step deduction \"gone\""},
    {"bracket table unknown",
     [](Form& f) { Row(f, "budget-control").set_bracket_table_code("gone"); },
     {"goals.indicators[4].bracket_table_code UNKNOWN_CODE"},
     "no bracket table \"gone\""},
    {"weight differs from the table",
     [](Form& f) {
       Row(f, "budget-control").set_weight_points("6");
       Row(f, "budget-completion").set_weight_points("4");
     },
     {"goals.indicators[4].weight_points OUT_OF_RANGE"},
     "the weight is 6, but table \"预算控制率（年内追加 ÷ 年初预算）\" gives up to 5"},
    {"no veto in the scheme",
     [](Form& f) { f.scheme.clear_veto(); },
     {"goals.indicators[7].rule NOT_ALLOWED"},
     "does not say what a veto does"},
    {"no bands in the scheme",
     [](Form& f) { f.scheme.clear_bands(); },
     {"goals.indicators[10].rule NOT_ALLOWED", "goals.indicators[11].rule NOT_ALLOWED"},
     "needs bands"},
    {"weight missing",
     [](Form& f) { Row(f, "rules").clear_weight_points(); },
     {"goals.indicators[5].weight_points REQUIRED"},
     "the weight is missing"},
    {"weight 0",
     [](Form& f) {
       Row(f, "rules").set_weight_points("0.00");
       Row(f, "published").set_weight_points("20");
     },
     {"goals.indicators[5].weight_points OUT_OF_RANGE"},
     "want more than 0"},
    {"weight where it is split evenly",
     [](Form& f) { Row(f, "social").set_weight_points("6.66"); },
     {"goals.indicators[11].weight_points NOT_ALLOWED"},
     "the weight of 效果 is split evenly over its rows, got \"6.66\""},
    {"two rows take what is left",
     [](Form& f) { Row(f, "social").set_takes_remainder(true); },
     {"goals.indicators[12].takes_remainder NOT_ALLOWED"},
     "row 12 takes what is left already"},
    {"nothing is left to take",
     [](Form& f) { Row(f, "tasks").set_takes_remainder(true); },
     {"goals.indicators[8].takes_remainder NOT_ALLOWED"},
     "the weight of 产出 is not split evenly"},
    {"too little to split",
     [](Form& f) { f.scheme.mutable_classes(6)->set_weight_points("0.01"); },
     {"goals.indicators OUT_OF_RANGE"},
     "the weight 0.01 of 效果 cannot be split evenly over 3 rows at 2 places"},
    {"no rows to split over",
     [](Form& f) { f.goals.mutable_indicators()->DeleteSubrange(10, 3); },
     {"goals.indicators WEIGHT_SUM"},
     "weights below 效果 add up to 0, want 20; it has no rows"},
    {"rounding lifts a weight",
     [](Form& f) {
       Row(f, "rules").set_weight_points("9.995");
       Row(f, "published").set_weight_points("10.005");
     },
     {"goals.indicators[5].weight_points ROUNDS_ABOVE_WEIGHT",
      "goals.indicators[6].weight_points ROUNDS_ABOVE_WEIGHT"},
     "full points of 9.995 are rounded to 10 at 2 places"},
    {"rounding of its rule lifts a split weight",
     [](Form& f) {
       v1::RuleKindRounding& special = *f.scheme.mutable_rounding()->add_indicator_points_by_rule();
       special.set_rule(v1::RULE_KIND_AT_LEAST);
       special.mutable_rounding()->set_places(0);
     },
     {"goals.indicators[12].weight_points ROUNDS_ABOVE_WEIGHT"},
     "full points of 6.68 are rounded to 7 at 0 places"},
    {"weight too small for a band",
     [](Form& f) {
       Row(f, "rules").set_rule(v1::RULE_KIND_BAND);
       Row(f, "rules").set_weight_points("0.01");
       Row(f, "published").set_weight_points("19.99");
     },
     {"goals.indicators[5].weight_points UNREACHABLE"},
     "with weight 0.01 band \"80%-60%(含)\" has the limits [0.01, 0.01)"},
    {"goal unknown",
     [](Form& f) { Row(f, "rules").set_goal_code("gone"); },
     {"goals.indicators[5].goal_code UNKNOWN_CODE"},
     "there is no overall goal \"gone\""},
    {"ratio that nothing reads",
     [](Form& f) { f.goals.mutable_overall_goals(0)->set_ratio_percent("100"); },
     {"goals.overall_goals[0].ratio_percent NOT_ALLOWED"},
     "the scheme has no ratios of goals, got \"100\""},
};

// Rows: 0 a-out, 1 a-eff, 2 a-sat, 3 b-out, 4 b-eff.
const Case kRatioCases[] = {
    {"ratios miss 100",
     [](Form& f) { f.goals.mutable_overall_goals(1)->set_ratio_percent("39.9"); },
     {"goals.overall_goals WEIGHT_SUM"},
     "ratios add up to 99.9, want 100"},
    {"ratio missing",
     [](Form& f) { f.goals.mutable_overall_goals(1)->clear_ratio_percent(); },
     {"goals.overall_goals[1].ratio_percent REQUIRED"},
     "(b) "},
    {"ratio 0",
     [](Form& f) {
       f.goals.mutable_overall_goals(0)->set_ratio_percent("100");
       f.goals.mutable_overall_goals(1)->set_ratio_percent("0");
     },
     {"goals.overall_goals[1].ratio_percent OUT_OF_RANGE"},
     "want more than 0"},
    {"ratio whose part is rounded up",
     [](Form& f) {
       f.goals.mutable_overall_goals(0)->set_ratio_percent("60.007");
       f.goals.mutable_overall_goals(1)->set_ratio_percent("39.993");
     },
     {"goals.overall_goals[0].ratio_percent ROUNDS_ABOVE_WEIGHT"},
     "full points of 48.0056 are rounded to 48.01"},
    {"no goals",
     [](Form& f) {
       f.goals.clear_overall_goals();
       f.goals.mutable_indicators()->DeleteSubrange(1, 4);
     },
     {"goals.overall_goals REQUIRED", "goals.indicators[0].goal_code UNKNOWN_CODE"},
     "but there are none"},
    {"goal without code",
     [](Form& f) { f.goals.mutable_overall_goals(1)->clear_code(); },
     {"goals.overall_goals[1].code REQUIRED", "goals.indicators[3].goal_code UNKNOWN_CODE",
      "goals.indicators[4].goal_code UNKNOWN_CODE"},
     "needs a code"},
    {"row without goal",
     [](Form& f) { Row(f, "b-eff").clear_goal_code(); },
     {"goals.indicators[4].goal_code REQUIRED"},
     "(成果应用情况) "},
    {"weights of one goal miss a class",
     [](Form& f) { Row(f, "a-out").set_weight_points("39"); },
     {"goals.indicators WEIGHT_SUM"},
     "weights below 产出指标 in goal \"a\" add up to 39, want 40; see rows 1"},
    {"a goal has no rows in a class",
     [](Form& f) { f.goals.mutable_indicators()->DeleteSubrange(4, 1); },
     {"goals.indicators WEIGHT_SUM"},
     "weights below 效益和满意度指标 in goal \"b\" add up to 0, want 40; it has no rows"},
};

void ExpectEach(const std::string& name, const Case* begin, const Case* end) {
  EXPECT_THAT(testing::Brief(ProblemsOf(Read(name))), IsEmpty());
  for (const Case* c = begin; c != end; ++c) {
    SCOPED_TRACE(c->what);
    Form form = Read(name);
    c->change(form);
    const std::vector<FieldProblem> problems = ProblemsOf(form);
    EXPECT_EQ(testing::Brief(problems), c->problems);
    EXPECT_THAT(testing::Texts(problems), HasSubstr(c->text));
  }
}

TEST(GoalsUnderScheme, RefusesEachMistakeByItsField) {
  ExpectEach("management-evaluation", std::begin(kManagementCases), std::end(kManagementCases));
}

TEST(GoalsUnderScheme, RefusesEachMistakeOfGoalsWithRatios) {
  ExpectEach("hubei-project", std::begin(kRatioCases), std::end(kRatioCases));
}

TEST(GoalsUnderScheme, RefusesAGoalWithMoreThanTheWholeEvenWhereSumsAreIgnored) {
  Form form = Read("hubei-project");
  form.goals.mutable_overall_goals(0)->set_ratio_percent("100");
  EXPECT_THAT(testing::Brief(ProblemsOf(form, WeightSums::kIgnored)), IsEmpty());
  form.goals.mutable_overall_goals(0)->set_ratio_percent("999999999999999999");
  const std::vector<FieldProblem> problems = ProblemsOf(form, WeightSums::kIgnored);
  EXPECT_THAT(testing::Brief(problems), ElementsAre("goals.overall_goals[0].ratio_percent OUT_OF_RANGE"));
  EXPECT_THAT(testing::Texts(problems), HasSubstr("want at most 100"));
}

// Both are checked before either is refused, so what one of them says may be out of all bounds.
TEST(GoalsUnderScheme, PassesOverPlacesThatNoSchemeMayHave) {
  Form form = Read("hubei-project");
  form.scheme.mutable_rounding()->mutable_goal_points()->set_places(7);
  form.goals.mutable_overall_goals(0)->set_ratio_percent("60.000007");
  form.goals.mutable_overall_goals(1)->set_ratio_percent("39.999993");
  FieldProblems problems;
  CheckGoalsAgainstScheme(WeightSums::kEnforced, form.scheme, form.goals, "goals", problems);
  EXPECT_THAT(testing::Brief(problems.problems()), IsEmpty());
}

TEST(GoalsUnderScheme, LeavesWeightsAloneWhereTheyAreIgnored) {
  Form form = Read("management-evaluation");
  Row(form, "rules").clear_weight_points();
  Row(form, "published").set_weight_points("0");
  Row(form, "tasks").set_weight_points("7.555");
  EXPECT_THAT(testing::Brief(ProblemsOf(form, WeightSums::kIgnored)), IsEmpty());
}

}  // namespace
}  // namespace heng
