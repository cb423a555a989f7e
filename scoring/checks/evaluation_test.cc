// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(const v1::Evaluation& evaluation) {
  FieldProblems problems;
  CheckEvaluation(evaluation, "evaluation", problems);
  return testing::Brief(problems.problems());
}

struct Case {
  const char* what;
  std::function<void(v1::Evaluation&)> change;
  const char* problem;
};

const Case kCases[] = {
    {"id without a kind",
     [](auto& e) { e.set_name("regions/620602/departments/zonggonghui/evaluations/2024"); },
     "evaluation.name BAD_NAME"},
    {"scheme of the wrong shape", [](auto& e) { e.set_scheme("gansu"); }, "evaluation.scheme BAD_NAME"},
    {"goals of the wrong shape", [](auto& e) { e.set_goals("goals"); }, "evaluation.goals BAD_NAME"},
    {"no results", [](auto& e) { e.clear_results(); }, "evaluation.results REQUIRED"},
    {"result twice", [](auto& e) { *e.add_results() = e.results(0); },
     "evaluation.results[21].code DUPLICATE_CODE"},
    {"result code of the wrong shape", [](auto& e) { e.mutable_results(0)->set_code("a b"); },
     "evaluation.results[0].code BAD_NAME"},
    {"date that no calendar has",
     [](auto& e) {
       e.mutable_results(0)->mutable_completed_date()->set_year(2023);
       e.mutable_results(0)->mutable_completed_date()->set_month(2);
       e.mutable_results(0)->mutable_completed_date()->set_day(29);
     },
     "evaluation.results[0].completed_date OUT_OF_RANGE"},
    {"deduction without a reason", [](auto& e) { e.mutable_results(0)->set_deducted_points("0.5"); },
     "evaluation.results[0].deduction_reason REQUIRED"},
    {"actual is no decimal", [](auto& e) { e.mutable_results(17)->set_actual("≥98"); },
     "evaluation.results[17].actual NOT_A_DECIMAL"},
    {"hash of evidence",
     [](auto& e) {
       v1::Evidence& evidence = *e.mutable_results(0)->add_evidence();
       evidence.set_title("凭证");
       evidence.set_sha256("123");
     },
     "evaluation.results[0].evidence[0].sha256 OUT_OF_RANGE"},
    {"claim of an unknown line",
     [](auto& e) { e.mutable_claim()->mutable_budget_lines(0)->set_line_code("gone"); },
     "evaluation.claim.budget_lines[0].line_code UNKNOWN_CODE"},
    {"claim of a line twice",
     [](auto& e) { e.mutable_claim()->mutable_budget_lines(1)->set_line_code("total"); },
     "evaluation.claim.budget_lines[1].line_code DUPLICATE_CODE"},
    {"budget line twice", [](auto& e) { *e.mutable_budget()->add_lines() = e.budget().lines(6); },
     "evaluation.budget.lines[7].code DUPLICATE_CODE"},
    {"an amount that is no decimal is told once",
     [](auto& e) { e.mutable_budget()->mutable_lines(0)->set_executed_yuan("x"); },
     "evaluation.budget.lines[0].executed_yuan NOT_A_DECIMAL"},
    {"project on an overall form", [](auto& e) { e.mutable_project()->set_display_name("项目"); },
     "evaluation.project NOT_ALLOWED"},
    {"another project than in the name",
     [](auto& e) {
       e.set_name("regions/620602/departments/zonggonghui/evaluations/2024-project-P1");
       e.mutable_project()->set_display_name("项目");
       e.mutable_project()->set_code("P2");
     },
     "evaluation.project.code BAD_NAME"},
    {"unit of a counted result",
     [](auto& e) { e.mutable_report()->mutable_key_tasks(1)->mutable_results(0)->clear_unit(); },
     "evaluation.report.key_tasks[1].results[0].unit REQUIRED"},
    {"no such day",
     [](auto& e) {
       e.mutable_form_date()->set_year(2025);
       e.mutable_form_date()->set_month(13);
     },
     "evaluation.form_date OUT_OF_RANGE"},
    {"no such day in a period",
     [](auto& e) { e.mutable_report()->mutable_period()->mutable_from_date()->set_day(32); },
     "evaluation.report.period.from_date OUT_OF_RANGE"},
};

TEST(CheckEvaluation, PassesTheReferenceEvaluation) {
  EXPECT_THAT(ProblemsOf(testing::ReferenceEvaluation()), IsEmpty());
}

TEST(CheckEvaluation, RefusesEachMistakeByItsField) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Evaluation evaluation = testing::ReferenceEvaluation();
    c.change(evaluation);
    EXPECT_THAT(ProblemsOf(evaluation), ElementsAre(c.problem));
  }
}

TEST(CheckEvaluation, LetsClaimsContradictTheBudgetAndAmountsMissTheirSums) {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  evaluation.mutable_claim()->mutable_budget_lines(0)->set_executed_text("约 300 万");
  evaluation.mutable_budget()->mutable_lines(0)->set_executed_yuan("1");
  EXPECT_THAT(ProblemsOf(evaluation), IsEmpty());
}

TEST(CheckEvaluation, LeavesClaimedLinesToTheStoredBudgetWhereTheFormHasNone) {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  evaluation.clear_budget();
  EXPECT_THAT(ProblemsOf(evaluation), IsEmpty());
}

TEST(CheckEvaluation, RefusesMoreThanTwoThousandResults) {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  while (evaluation.results_size() <= 2000) evaluation.add_results();
  EXPECT_THAT(ProblemsOf(evaluation), ElementsAre("evaluation.results TOO_LONG"));
}

}  // namespace
}  // namespace heng
