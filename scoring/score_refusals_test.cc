// SPDX-License-Identifier: Apache-2.0
//
// What Score refuses, field by field.
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
  std::function<void(v1::Scheme&, v1::Goals&, v1::Evaluation&)> change;
  const char* problem;
};

v1::IndicatorResult& Result(v1::Evaluation& e, int i) { return *e.mutable_results(i); }

// Rows of the reference case: 0 is EQUAL, 1 AT_MOST, 4 and 10 BAND, 17 AT_LEAST.
const Case kCases[] = {
    {"a row is missing", [](auto&, auto&, auto& e) { e.mutable_results()->RemoveLast(); },
     "evaluation.results MISSING_ROW"},
    {"a row stands twice", [](auto&, auto&, auto& e) { *e.add_results() = e.results(3); },
     "evaluation.results[21].code DUPLICATE_CODE"},
    {"a row is unknown", [](auto&, auto&, auto& e) { e.add_results()->set_code("other"); },
     "evaluation.results[21].code UNKNOWN_CODE"},
    {"actual is no decimal", [](auto&, auto&, auto& e) { Result(e, 0).set_actual("98%"); },
     "evaluation.results[0].actual NOT_A_DECIMAL"},
    {"given points are no decimal", [](auto&, auto&, auto& e) { Result(e, 4).set_given_points("x"); },
     "evaluation.results[4].given_points NOT_A_DECIMAL"},
    {"a band where a number belongs", [](auto&, auto&, auto& e) { Result(e, 17).set_band("full"); },
     "evaluation.results[17].band NOT_ALLOWED"},
    {"a number where a band belongs", [](auto&, auto&, auto& e) { Result(e, 4).set_actual("1.8"); },
     "evaluation.results[4].actual NOT_ALLOWED"},
    {"points where the rule decides", [](auto&, auto&, auto& e) { Result(e, 17).set_given_points("10"); },
     "evaluation.results[17].given_points NOT_ALLOWED"},
    {"points without a value",
     [](auto&, auto&, auto& e) {
       Result(e, 17).clear_actual();
       Result(e, 17).set_given_points("10");
     },
     "evaluation.results[17].given_points NOT_ALLOWED"},
    {"points without a band",
     [](auto&, auto&, auto& e) {
       Result(e, 4).clear_band();
       Result(e, 4).set_given_points("1.8");
     },
     "evaluation.results[4].given_points NOT_ALLOWED"},
    {"points without evidence",
     [](auto&, auto&, auto& e) {
       Result(e, 4).set_status(v1::RESULT_STATUS_NO_EVIDENCE);
       Result(e, 4).set_given_points("1.8");
     },
     "evaluation.results[4].given_points NOT_ALLOWED"},
    {"points below the band", [](auto&, auto&, auto& e) { Result(e, 4).set_given_points("1.59"); },
     "evaluation.results[4].given_points OUT_OF_RANGE"},
    {"points above the band", [](auto&, auto&, auto& e) { Result(e, 4).set_given_points("2.01"); },
     "evaluation.results[4].given_points OUT_OF_RANGE"},
    {"the excluded upper end of a band",
     [](auto&, auto&, auto& e) {
       Result(e, 4).set_band("part");
       Result(e, 4).set_given_points("1.6");
     },
     "evaluation.results[4].given_points OUT_OF_RANGE"},
    {"an unknown band", [](auto&, auto&, auto& e) { Result(e, 4).set_band("best"); },
     "evaluation.results[4].band UNKNOWN_CODE"},
    {"not applicable",
     [](auto&, auto&, auto& e) { Result(e, 4).set_status(v1::RESULT_STATUS_NOT_APPLICABLE); },
     "evaluation.results[4].status NOT_ALLOWED"},
    {"missing, and the scheme refuses that",
     [](auto& s, auto&, auto& e) {
       s.set_missing_policy(v1::MISSING_POLICY_REFUSE);
       Result(e, 17).clear_actual();
     },
     "evaluation.results[17].actual REQUIRED"},
    {"band missing, and the scheme refuses that",
     [](auto& s, auto&, auto& e) {
       s.set_missing_policy(v1::MISSING_POLICY_REFUSE);
       Result(e, 4).clear_band();
     },
     "evaluation.results[4].band REQUIRED"},
    {"a person must judge a row by hand",
     [](auto&, auto& g, auto& e) {
       g.mutable_indicators(4)->set_rule(v1::RULE_KIND_BY_HAND);
       Result(e, 4).clear_band();
     },
     "evaluation.results[4].given_points POINTS_REQUIRED"},
    {"a person gives more than the weight",
     [](auto&, auto& g, auto& e) {
       g.mutable_indicators(4)->set_rule(v1::RULE_KIND_BY_HAND);
       Result(e, 4).clear_band();
       Result(e, 4).set_given_points("2.01");
     },
     "evaluation.results[4].given_points OUT_OF_RANGE"},
    {"a negative target", [](auto&, auto& g, auto&) { g.mutable_indicators(17)->set_target("-1"); },
     "evaluation.results[17].given_points POINTS_REQUIRED"},
    {"a strict target missed",
     [](auto& s, auto&, auto& e) {
       s.mutable_rule_options()->set_equal(v1::EQUAL_OPTION_STRICT);
       Result(e, 0).set_actual("99");
     },
     "evaluation.results[0].given_points POINTS_REQUIRED"},
    {"an upper limit exceeded, by hand",
     [](auto& s, auto&, auto& e) {
       s.mutable_rule_options()->set_at_most(v1::AT_MOST_OPTION_BY_HAND);
       Result(e, 1).set_actual("101");
     },
     "evaluation.results[1].given_points POINTS_REQUIRED"},
    {"no budget", [](auto&, auto&, auto& e) { e.clear_budget(); }, "evaluation.budget.lines MISSING_ROW"},
    {"no line of kind TOTAL",
     [](auto&, auto&, auto& e) { e.mutable_budget()->mutable_lines(0)->clear_kind(); },
     "evaluation.budget.lines MISSING_ROW"},
    {"no line with the scheme's code",
     [](auto& s, auto&, auto&) { s.mutable_execution()->set_line_code("gone"); },
     "evaluation.budget.lines MISSING_ROW"},
    {"two lines of kind TOTAL",
     [](auto&, auto&, auto& e) {
       e.mutable_budget()->mutable_lines(4)->set_kind(v1::BUDGET_LINE_KIND_TOTAL);
     },
     "evaluation.budget.lines[4] DUPLICATE_CODE"},
    {"an amount is no decimal",
     [](auto&, auto&, auto& e) { e.mutable_budget()->mutable_lines(0)->set_executed_yuan("1,000"); },
     "evaluation.budget.lines[0].executed_yuan NOT_A_DECIMAL"},
    {"an amount is negative",
     [](auto&, auto&, auto& e) { e.mutable_budget()->mutable_lines(3)->set_executed_yuan("-1"); },
     "evaluation.budget.lines[3].executed_yuan OUT_OF_RANGE"},
    {"a project form under the scheme of overall forms",
     [](auto&, auto&, auto& e) {
       e.set_name("regions/620602/departments/zonggonghui/evaluations/2024-project-62060224T000010263357");
     },
     "evaluation.name NOT_ALLOWED"},
};

TEST(Score, RefusesWhatDoesNotGoWithSchemeAndGoals) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Scheme scheme = testing::GansuScheme();
    v1::Goals goals = testing::ReferenceGoals();
    v1::Evaluation evaluation = testing::ReferenceEvaluation();
    c.change(scheme, goals, evaluation);
    ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(scheme, goals));

    const absl::StatusOr<v1::ScoreReport> report = Score(*plan, evaluation, v1::VIEW_FULL);

    EXPECT_THAT(report, testing::HasReason("INVALID_FIELDS"));
    EXPECT_THAT(testing::Brief(report.status()), ElementsAre(c.problem));
  }
}

TEST(Score, CollectsEveryProblemAndNamesTheRow) {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  Result(evaluation, 4).set_band("best");
  Result(evaluation, 17).set_actual("98%");
  evaluation.mutable_results()->RemoveLast();
  evaluation.clear_budget();
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(testing::GansuScheme(), testing::ReferenceGoals()));

  const absl::Status status = Score(*plan, evaluation, v1::VIEW_TERSE, "requests[3].evaluation").status();

  EXPECT_THAT(testing::Brief(status), ElementsAre("requests[3].evaluation.budget.lines MISSING_ROW",
                                                  "requests[3].evaluation.results MISSING_ROW",
                                                  "requests[3].evaluation.results[4].band UNKNOWN_CODE",
                                                  "requests[3].evaluation.results[17].actual NOT_A_DECIMAL"));
  const std::string texts = testing::Texts(FieldProblemsOf(status));
  EXPECT_THAT(texts,
              HasSubstr("(财务管理制度健全) the scheme has no band \"best\": want one of full, part, poor"));
  EXPECT_THAT(texts, HasSubstr("（财务管理制度健全）评价方案中没有档次"));
  EXPECT_THAT(texts, HasSubstr("archives-complete"));
}

TEST(Score, ASubLineIsReadInEveryView) {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  evaluation.mutable_budget()->mutable_lines(3)->set_executed_yuan("-1");
  ASSERT_OK_AND_ASSIGN(auto plan, CompilePlan(testing::GansuScheme(), testing::ReferenceGoals()));
  EXPECT_THAT(testing::Brief(Score(*plan, evaluation, v1::VIEW_TERSE).status()),
              ElementsAre("evaluation.budget.lines[3].executed_yuan OUT_OF_RANGE"));
}

}  // namespace
}  // namespace heng
