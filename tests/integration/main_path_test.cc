// SPDX-License-Identifier: Apache-2.0
//
// The path that a user walks: a real form goes in, is scored exactly, is stored, and comes back, also after a
// restart.
#include <signal.h>

#include <string>
#include <vector>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasReason;
using ::testing::SizeIs;

TEST(MainPath, TheReferenceFormIsScoredStoredAndReadBackToTheCent) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation submitted, client.SubmitEvaluation(ReferenceEvaluation()));
  EXPECT_EQ(submitted.score().total_points(), "92.62");
  EXPECT_EQ(submitted.revision(), 1);

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation read, client.GetEvaluation(ReferenceEvaluation().name()));
  EXPECT_EQ(read.score().total_points(), "92.62");
  EXPECT_EQ(read.score().grade(), "优");
  EXPECT_EQ(read.score().execution().points(), "9.59");
  EXPECT_EQ(read.score().execution().rate_percent(), "95.93");
  EXPECT_THAT(read.score().indicators(), SizeIs(21));
  EXPECT_EQ(read.state(), v1::EVALUATION_STATE_SUBMITTED);
  EXPECT_EQ(read.department().display_name(), "凉州区总工会");
  EXPECT_EQ(read.actor(), "local");
  EXPECT_EQ(read.report().SerializeAsString(), ReferenceEvaluation().report().SerializeAsString());
}

TEST(MainPath, ScoringStoresNothing) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));

  v1::ScoreEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  ASSERT_OK_AND_ASSIGN(const v1::ScoreEvaluationResponse terse, client.ScoreEvaluation(request));
  EXPECT_EQ(terse.score().total_points(), "92.62");
  EXPECT_FALSE(terse.has_evaluation());
  request.set_view(v1::VIEW_FULL);
  ASSERT_OK_AND_ASSIGN(const v1::ScoreEvaluationResponse full, client.ScoreEvaluation(request));
  EXPECT_EQ(full.score().indicators(10).exact_points(), "3213/500");
  EXPECT_THAT(client.GetEvaluation(ReferenceEvaluation().name()), HasReason("NOT_FOUND"));
}

TEST(MainPath, SchemeAndGoalsMayTravelWithTheForm) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  v1::ScoreEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  *request.mutable_inline_scheme() = ReferenceScheme();
  *request.mutable_inline_goals() = ReferenceGoals();
  ASSERT_OK_AND_ASSIGN(const v1::ScoreEvaluationResponse response, client.ScoreEvaluation(request));
  EXPECT_EQ(response.score().total_points(), "92.62");
}

TEST(MainPath, AFormWithoutBudgetBlockTakesTheStoredBudget) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::Evaluation evaluation = ReferenceEvaluation();
  evaluation.clear_budget();
  ASSERT_OK(client.SubmitEvaluation(evaluation));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation read, client.GetEvaluation(evaluation.name()));
  EXPECT_EQ(read.score().total_points(), "92.62");
  EXPECT_EQ(read.budget().lines_size(), ReferenceBudget().lines_size());
}

TEST(MainPath, ANewRevisionNeedsTheEtagAndTheOldOneStays) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, client.SubmitEvaluation(ReferenceEvaluation()));

  v1::SubmitEvaluationRequest again;
  *again.mutable_evaluation() = ReferenceEvaluation();
  again.mutable_evaluation()->mutable_results(0)->set_actual("96.84");
  EXPECT_THAT(client.SubmitEvaluation(again), HasReason("ALREADY_EXISTS"));
  again.set_request_id("");
  again.set_etag(first.etag());
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation second, client.SubmitEvaluation(again));
  EXPECT_EQ(second.revision(), 2);
  EXPECT_EQ(second.score().total_points(), "92.56");
  again.mutable_evaluation()->mutable_results(0)->set_actual("50");
  EXPECT_THAT(client.SubmitEvaluation(again), HasReason("STALE_ETAG"));

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation old, client.GetEvaluation(first.name() + "@1"));
  EXPECT_EQ(old.score().total_points(), "92.62");
}

TEST(MainPath, ARetryGetsTheFirstAnswerAndAnotherBodyIsRefused) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  request.set_request_id("filing-2024-1");
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, client.SubmitEvaluation(request));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation retry, client.SubmitEvaluation(request));
  EXPECT_EQ(first.SerializeAsString(), retry.SerializeAsString());

  request.mutable_evaluation()->mutable_results(0)->set_actual("1");
  EXPECT_THAT(client.SubmitEvaluation(request), HasReason("REQUEST_ID_REUSED"));
}

TEST(MainPath, ARetryGetsTheFirstAnswerThoughTheGoalsHaveChangedSince) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  request.mutable_evaluation()->clear_goals();
  request.set_request_id("filing-2024-1");
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, client.SubmitEvaluation(request));

  v1::Goals goals = ReferenceGoals();
  goals.mutable_indicators(0)->set_code("renamed");
  ASSERT_OK(client.CreateGoals(goals));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation retry, client.SubmitEvaluation(request));
  EXPECT_EQ(first.SerializeAsString(), retry.SerializeAsString());
}

TEST(MainPath, ADryRunChecksEverythingAndStoresNothing) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  request.set_validate_only(true);
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation scored, client.SubmitEvaluation(request));
  EXPECT_EQ(scored.score().total_points(), "92.62");
  EXPECT_THAT(client.GetEvaluation(scored.name()), HasReason("NOT_FOUND"));
}

TEST(MainPath, ABatchGivesEachItemItsOwnStatus) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation other, StoreAnotherDepartment(client, "another"));

  v1::BatchSubmitEvaluationsRequest batch;
  *batch.add_requests()->mutable_evaluation() = ReferenceEvaluation();
  *batch.add_requests()->mutable_evaluation() = other;
  batch.mutable_requests(1)->mutable_evaluation()->mutable_results(3)->set_actual("many");
  *batch.add_requests()->mutable_evaluation() = other;
  ASSERT_OK_AND_ASSIGN(const v1::BatchSubmitEvaluationsResponse response,
                       client.BatchSubmitEvaluations(batch));
  ASSERT_THAT(response.results(), SizeIs(3));
  EXPECT_EQ(response.results(0).evaluation().score().total_points(), "92.62");
  EXPECT_EQ(response.results(1).error().code(), static_cast<int>(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(response.results(2).evaluation().score().total_points(), "92.62");
}

TEST(MainPath, ListsShowWhatIsStoredAndFilter) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));
  for (const char* id : {"b1", "b2", "b3"}) {
    ASSERT_OK_AND_ASSIGN(const v1::Evaluation other, StoreAnotherDepartment(client, id));
    ASSERT_OK(client.SubmitEvaluation(other));
  }
  const auto names = [&](const v1::ListEvaluationsRequest& request) {
    std::vector<std::string> found;
    for (absl::StatusOr<v1::Evaluation>& evaluation : client.ListEvaluations(request)) {
      EXPECT_OK(evaluation);
      if (evaluation.ok()) found.push_back(evaluation->name());
    }
    return found;
  };
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/62*/departments/-");
  request.set_page_size(1);
  EXPECT_THAT(names(request), SizeIs(4));
  request.set_view(v1::VIEW_FULL);
  EXPECT_THAT(names(request), SizeIs(4));
  request.set_fiscal_year(2023);
  EXPECT_THAT(names(request), SizeIs(0));
  request.set_fiscal_year(2024);
  request.add_grade_codes(client.GetEvaluation(ReferenceEvaluation().name())->score().grade_code());
  EXPECT_THAT(names(request), SizeIs(4));
  request.set_parent("regions/63*/departments/-");
  EXPECT_THAT(names(request), SizeIs(0));
}

TEST(MainPath, AStopAndAStartLoseNothing) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));

  EXPECT_EQ(daemons.scoring().Stop(SIGTERM), 0);
  EXPECT_EQ(daemons.storage().Stop(SIGTERM), 0);
  daemons.StartStorage();
  daemons.StartScoring();
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation read, client.GetEvaluation(ReferenceEvaluation().name()));
  EXPECT_EQ(read.score().total_points(), "92.62");
}

TEST(MainPath, TheLogHasALineForEachCallWithItsRequestId) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = ReferenceEvaluation();
  request.set_request_id("look-for-me");
  ASSERT_OK(client.SubmitEvaluation(request));
  EXPECT_THAT(daemons.ScoringLog(), ::testing::HasSubstr("\"request_id\":\"look-for-me\""));
}

}  // namespace
}  // namespace heng::integration
