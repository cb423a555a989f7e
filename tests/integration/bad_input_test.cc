// SPDX-License-Identifier: Apache-2.0
//
// What bad input gets: a status whose details name row and field, in both languages, all violations at once;
// nothing is stored, and the daemons go on.
#include <google/protobuf/util/json_util.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// One pair of daemons serves every test of this file: none of them stores an evaluation.
class BadInput : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    daemons_ = new Daemons();
    ASSERT_OK(StoreCatalogue(client()));
  }
  static void TearDownTestSuite() {
    // Whatever was sent, the daemons are there, and no evaluation was stored.
    EXPECT_TRUE(daemons_->storage().running());
    EXPECT_TRUE(daemons_->scoring().running());
    EXPECT_THAT(client().GetEvaluation(ReferenceEvaluation().name()), HasReason("NOT_FOUND"));
    delete daemons_;
  }

  static client::Client client() { return daemons_->MakeClient(); }
  static Daemons& daemons() { return *daemons_; }

 private:
  static Daemons* daemons_;
};

Daemons* BadInput::daemons_ = nullptr;

// A form made wrong, and what must be said about it.
struct WrongForm {
  const char* name;
  std::function<void(v1::Evaluation&)> spoil;
  const char* field;   // of one violation
  const char* reason;  // of that violation
  const char* row;     // what its text names; empty if it is about no row
};

const WrongForm kWrongForms[] = {
    {"text where a number is due", [](v1::Evaluation& e) { e.mutable_results(0)->set_actual("一百"); },
     "evaluation.results[0].actual", "NOT_A_DECIMAL", ""},
    {"NaN", [](v1::Evaluation& e) { e.mutable_results(0)->set_actual("NaN"); },
     "evaluation.results[0].actual", "NOT_A_DECIMAL", ""},
    {"exponent", [](v1::Evaluation& e) { e.mutable_results(0)->set_actual("1e2"); },
     "evaluation.results[0].actual", "NOT_A_DECIMAL", ""},
    {"19 digits", [](v1::Evaluation& e) { e.mutable_results(0)->set_actual("1234567890123456789"); },
     "evaluation.results[0].actual", "OUT_OF_RANGE", ""},
    {"negative budget",
     [](v1::Evaluation& e) { e.mutable_budget()->mutable_lines(1)->set_executed_yuan("-1"); },
     "evaluation.budget.lines[1].executed_yuan", "OUT_OF_RANGE", "基本支出"},
    {"duplicate row", [](v1::Evaluation& e) { *e.add_results() = e.results(4); },
     "evaluation.results[21].code", "DUPLICATE_CODE", ""},
    {"missing row", [](v1::Evaluation& e) { e.mutable_results()->DeleteSubrange(4, 1); },
     "evaluation.results", "MISSING_ROW", "财务管理制度健全"},
    {"unknown row", [](v1::Evaluation& e) { e.mutable_results(4)->set_code("nobody"); },
     "evaluation.results[4].code", "UNKNOWN_CODE", ""},
    {"unknown band", [](v1::Evaluation& e) { e.mutable_results(4)->set_band("best"); },
     "evaluation.results[4].band", "UNKNOWN_CODE", "财务管理制度健全"},
    {"goals of another department",
     [](v1::Evaluation& e) { e.set_goals("regions/620602/departments/other/goals/2024-overall"); },
     "evaluation.goals", "NOT_ALLOWED", ""},
    {"bad name", [](v1::Evaluation& e) { e.set_name("evaluations/2024"); }, "evaluation.name", "BAD_NAME",
     ""},
};

TEST_F(BadInput, IsNamedByRowAndFieldInBothLanguages) {
  for (const WrongForm& wrong : kWrongForms) {
    SCOPED_TRACE(wrong.name);
    v1::Evaluation evaluation = ReferenceEvaluation();
    wrong.spoil(evaluation);
    const absl::Status refused = client().SubmitEvaluation(evaluation).status();
    EXPECT_THAT(refused, HasCode(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(refused, HasReason("INVALID_FIELDS"));
    bool found = false;
    for (const FieldProblem& problem : FieldProblemsOf(refused)) {
      if (problem.field != wrong.field || problem.reason != wrong.reason) continue;
      found = true;
      EXPECT_FALSE(problem.problem.en.empty());
      EXPECT_FALSE(problem.problem.zh.empty());
      EXPECT_THAT(problem.problem.zh, HasSubstr(wrong.row));
    }
    EXPECT_TRUE(found) << refused;
  }
}

TEST_F(BadInput, AllViolationsAreReportedAtOnce) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_results(0)->set_actual("abc");
  evaluation.mutable_results(4)->set_band("best");
  evaluation.mutable_budget()->mutable_lines(2)->set_adjusted_yuan("-5");
  *evaluation.add_results() = evaluation.results(5);
  EXPECT_THAT(FieldProblemsOf(client().SubmitEvaluation(evaluation).status()), SizeIs(4));
}

TEST_F(BadInput, UnknownNamesAreNotFound) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.set_scheme("schemes/no-such-scheme");
  absl::Status refused = client().SubmitEvaluation(evaluation).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("no-such-scheme"));

  evaluation = ReferenceEvaluation();
  evaluation.set_name("regions/620602/departments/nobody/evaluations/2024-overall");
  evaluation.clear_goals();
  refused = client().SubmitEvaluation(evaluation).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("nobody"));

  v1::Department department = ReferenceDepartment();
  department.set_name("regions/999999/departments/x");
  refused = client().CreateDepartment(department).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("regions/999999"));
}

TEST_F(BadInput, SchemeWeightsThatMissTheirTotalAreRefused) {
  v1::Scheme scheme = ReferenceScheme();
  scheme.mutable_classes(0)->set_weight_points("18");
  const absl::Status refused = client().CreateScheme(scheme).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("98"));
}

TEST_F(BadInput, ASchemeNineLevelsDeepIsRefused) {
  v1::Scheme scheme = ReferenceScheme();
  const v1::Scheme original = scheme;
  std::string parent = original.classes(0).code();
  for (const v1::IndicatorClass& child : original.classes()) {
    if (!child.parent_code().empty() && child.weight_points().empty()) parent = child.code();
  }
  for (int level = 3; level <= 9; ++level) {
    v1::IndicatorClass& deeper = *scheme.add_classes();
    deeper.set_code(absl::StrCat("level", level));
    deeper.set_display_name("更深一级");
    deeper.set_parent_code(parent);
    parent = deeper.code();
  }
  const absl::Status refused = client().CreateScheme(scheme).status();
  ASSERT_THAT(FieldProblemsOf(refused), SizeIs(1)) << refused;
  EXPECT_EQ(FieldProblemsOf(refused)[0].reason, "BAD_TREE");
  EXPECT_THAT(FieldProblemsOf(refused)[0].problem.en, HasSubstr("8"));
}

TEST_F(BadInput, AMessageOfFiveMebibytesIsRefusedWithAReason) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  for (int i = 0; i < 20; ++i) evaluation.mutable_report()->add_problems(std::string(250 * 1024, 'x'));
  ASSERT_GT(evaluation.ByteSizeLong(), 5u * 1000 * 1000);
  const absl::Status refused = client().SubmitEvaluation(evaluation).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refused, HasReason("MESSAGE_TOO_LARGE"));
}

TEST_F(BadInput, ATextOverItsLimitIsRefused) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.mutable_results(0)->set_reason(std::string(5000, 'x'));
  const std::vector<FieldProblem> problems = FieldProblemsOf(client().SubmitEvaluation(evaluation).status());
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].field, "evaluation.results[0].reason");
  EXPECT_EQ(problems[0].reason, "TOO_LONG");
}

TEST_F(BadInput, AnEtagOfAnotherVersionIsRefusedWithTheCurrentOne) {
  v1::Region region = ReferenceRegion();
  region.set_etag("not-this-one");
  const absl::Status refused = client().UpdateRegion(region).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kAborted));
  EXPECT_THAT(refused, HasReason("STALE_ETAG"));
}

TEST_F(BadInput, APageTokenOfAnotherQueryIsRefused) {
  v1::ListDepartmentsRequest request;
  request.set_parent("regions/620602");
  request.set_page_token("bm90IGEgdG9rZW4");
  for (absl::StatusOr<v1::Department>& department : client().ListDepartments(request)) {
    EXPECT_THAT(department, HasReason("BAD_PAGE_TOKEN"));
  }
}

TEST_F(BadInput, TooManyItemsAndNoneAreRefused) {
  v1::BatchSubmitEvaluationsRequest batch;
  EXPECT_THAT(client().BatchSubmitEvaluations(batch), HasReason("INVALID_FIELDS"));
  for (int i = 0; i < 501; ++i) batch.add_requests()->mutable_evaluation()->set_name("x");
  const absl::Status refused = client().BatchSubmitEvaluations(batch).status();
  ASSERT_THAT(FieldProblemsOf(refused), SizeIs(1));
  EXPECT_EQ(FieldProblemsOf(refused)[0].reason, "TOO_LONG");
}

TEST_F(BadInput, HundredsOfViolationsFitOneError) {
  v1::Evaluation evaluation = ReferenceEvaluation();
  for (int i = 0; i < 400; ++i) evaluation.add_results()->set_actual("x");
  const absl::Status refused = client().SubmitEvaluation(evaluation).status();
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kInvalidArgument));
  const std::vector<FieldProblem> problems = FieldProblemsOf(refused);
  ASSERT_FALSE(problems.empty());
  EXPECT_THAT(problems.back().problem.en, HasSubstr("left out"));
}

}  // namespace
}  // namespace heng::integration
