// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/submit_queue.h"

#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/gate.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::DepartmentName;
using ::heng::testing::FakeStorage;
using ::heng::testing::Gate;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::IsOk;
using ::heng::testing::SmallCaseNames;
using ::heng::testing::SmallDepartment;
using ::heng::testing::SmallForm;
using ::heng::testing::SmallGoalsOf;
using ::heng::testing::StoreSmallCase;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::SizeIs;

using Answer = absl::StatusOr<v1::Evaluation>;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

// A queue of one thread, so that the tests know what it is doing, on a storage of its own.
struct Scoring {
  explicit Scoring(const SubmitQueueOptions& options = {.threads = 1})
      : queue(std::make_unique<SubmitQueue>(repository, plans, clock, options)) {}

  // request must live until the answer is there.
  std::future<Answer> Push(const v1::SubmitEvaluationRequest& request,
                           absl::Duration timeout = absl::Seconds(10)) {
    auto answer = std::make_shared<std::promise<Answer>>();
    std::future<Answer> future = answer->get_future();
    queue->Push({.request = &request,
                 .actor = "local",
                 .deadline = clock.Now() + timeout,
                 .done = [answer](Answer a) { answer->set_value(std::move(a)); }});
    return future;
  }

  Answer Submit(const v1::SubmitEvaluationRequest& request) { return Push(request).get(); }

  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  Repository repository{client::StorageClient(storage), clock};
  FormPlans plans{repository};
  std::unique_ptr<SubmitQueue> queue;
};

v1::SubmitEvaluationRequest RequestFor(v1::Evaluation form, const std::string& request_id = "") {
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = std::move(form);
  request.set_request_id(request_id);
  return request;
}

// Holds the queue's thread with a submission of a department of its own, pushes `requests` behind it, and lets
// it go on: they are taken as one group.
std::vector<Answer> SubmitTogether(Scoring& scoring,
                                   const std::vector<v1::SubmitEvaluationRequest>& requests) {
  StoreSmallCase(*scoring.storage, "in-front");
  const v1::SubmitEvaluationRequest in_front = RequestFor(SmallForm("in-front"));
  Gate gate;
  scoring.storage->BeforeNextRead(gate.Hook());
  std::future<Answer> first = scoring.Push(in_front);
  gate.WaitForArrival();
  std::vector<std::future<Answer>> waiting;
  for (const v1::SubmitEvaluationRequest& request : requests) waiting.push_back(scoring.Push(request));
  gate.Open();
  EXPECT_OK(first.get());
  std::vector<Answer> answers;
  for (std::future<Answer>& answer : waiting) answers.push_back(answer.get());
  return answers;
}

std::vector<int> WritesPerCommit(const FakeStorage& storage) {
  std::vector<int> counts;
  for (const storage::v1::CommitRecordsRequest& commit : storage.commits()) {
    counts.push_back(commit.writes_size());
  }
  return counts;
}

MATCHER_P(HasTotal, points, "") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  *result_listener << arg->score().total_points();
  return arg->score().total_points() == points;
}

MATCHER_P(HasRevision, revision, "") { return arg.ok() && arg->revision() == revision; }

TEST(SubmitQueue, ScoresAndStoresAForm) {
  Scoring scoring;
  const SmallCaseNames names = StoreSmallCase(*scoring.storage, "a");

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation answer, scoring.Submit(RequestFor(SmallForm("a", "50"))));

  EXPECT_EQ(answer.name(), DepartmentName("a") + "/evaluations/2024-overall");
  EXPECT_EQ(answer.score().total_points(), "55.00");
  EXPECT_EQ(answer.state(), v1::EVALUATION_STATE_SUBMITTED);
  EXPECT_EQ(answer.revision(), 1);
  EXPECT_EQ(answer.actor(), "local");
  const auto stored = scoring.storage->Stored(answer.name());
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->info().etag(), answer.etag());
  v1::Evaluation document;
  ASSERT_TRUE(document.ParseFromString(stored->document()));
  EXPECT_EQ(document.scheme(), names.scheme);
  EXPECT_EQ(document.goals(), names.goals);
  EXPECT_EQ(document.department().display_name(), SmallDepartment("a").display_name());
}

TEST(SubmitQueue, SendsWithEachDocumentTheRowOfItsOwnPlan) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const SmallCaseNames names = StoreSmallCase(*scoring.storage, "b");
  scoring.storage->Store(SmallGoalsOf("b", names.scheme, "200"));
  const std::vector<v1::SubmitEvaluationRequest> requests = {RequestFor(SmallForm("a", "50")),
                                                             RequestFor(SmallForm("b", "50"))};

  EXPECT_THAT(SubmitTogether(scoring, requests), Each(IsOk()));

  const storage::v1::CommitRecordsRequest sent = scoring.storage->commits().back();
  ASSERT_EQ(sent.writes_size(), 2);
  std::map<std::string, storage::v1::SummaryRow> rows;
  for (const storage::v1::RecordWrite& write : sent.writes()) rows[write.name()] = write.summary();
  const storage::v1::SummaryRow& a = rows[requests[0].evaluation().name()];
  const storage::v1::SummaryRow& b = rows[requests[1].evaluation().name()];
  EXPECT_EQ(a.total_hundredths(), 4500 + 1000);
  EXPECT_EQ(b.total_hundredths(), 2250 + 1000);
  ASSERT_EQ(b.classes_size(), 1);
  EXPECT_EQ(b.classes(0).display_name(), "全部指标");
  EXPECT_EQ(b.classes(0).points_hundredths(), 2250);
  EXPECT_EQ(b.clauses_size(), 2);
  EXPECT_EQ(b.execution_points_hundredths(), 1000);
}

TEST(SubmitQueue, AnswersInTheViewThatWasAskedFor) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  StoreSmallCase(*scoring.storage, "b");
  v1::SubmitEvaluationRequest full = RequestFor(SmallForm("b"));
  full.set_view(v1::VIEW_FULL);

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation terse, scoring.Submit(RequestFor(SmallForm("a"))));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation whole, scoring.Submit(full));

  EXPECT_THAT(terse.results(), IsEmpty());
  EXPECT_THAT(terse.score().classes(), IsEmpty());
  EXPECT_THAT(whole.results(), SizeIs(1));
  EXPECT_THAT(whole.score().classes(), SizeIs(1));
}

TEST(SubmitQueue, RefusesAtOnceWhenItIsFull) {
  Scoring scoring({.threads = 1, .max_waiting = 1});
  StoreSmallCase(*scoring.storage, "a");
  StoreSmallCase(*scoring.storage, "b");
  const v1::SubmitEvaluationRequest a = RequestFor(SmallForm("a"));
  const v1::SubmitEvaluationRequest b = RequestFor(SmallForm("b"));
  Gate gate;
  scoring.storage->BeforeNextRead(gate.Hook());
  std::future<Answer> working = scoring.Push(a);
  gate.WaitForArrival();
  std::future<Answer> waiting = scoring.Push(b);

  const Answer refused = scoring.Push(b).get();  // the gate is still shut
  gate.Open();

  EXPECT_THAT(refused, AllOf(HasCode(absl::StatusCode::kUnavailable), HasReason("TOO_BUSY")));
  EXPECT_OK(working.get());
  EXPECT_OK(waiting.get());
}

TEST(SubmitQueue, FinishesWhatIsQueuedBeforeItEnds) {
  Scoring scoring({.threads = 1, .max_joined = 2});
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c", "d", "e"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }
  std::vector<std::future<Answer>> answers;
  for (const v1::SubmitEvaluationRequest& request : requests) answers.push_back(scoring.Push(request));

  scoring.queue.reset();

  for (std::future<Answer>& answer : answers) EXPECT_OK(answer.get());
}

TEST(SubmitQueue, StoresNothingOfASubmissionWhoseDeadlineHasPassed) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  StoreSmallCase(*scoring.storage, "b");
  const v1::SubmitEvaluationRequest a = RequestFor(SmallForm("a"));
  const v1::SubmitEvaluationRequest b = RequestFor(SmallForm("b"), "first-try");
  Gate gate;
  scoring.storage->BeforeNextRead(gate.Hook());
  std::future<Answer> working = scoring.Push(a, absl::Seconds(60));
  gate.WaitForArrival();
  std::future<Answer> late = scoring.Push(b, absl::Seconds(5));
  scoring.clock.Advance(absl::Seconds(5));
  gate.Open();

  EXPECT_OK(working.get());
  EXPECT_THAT(late.get(), AllOf(HasCode(absl::StatusCode::kDeadlineExceeded), HasReason("DEADLINE")));
  EXPECT_FALSE(scoring.storage->Stored(b.evaluation().name()).has_value());
}

TEST(SubmitQueue, JoinsWhatWaitsIntoOneReadAndOneCommit) {
  Scoring scoring;
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  for (const Answer& answer : answers) EXPECT_OK(answer);
  EXPECT_THAT(WritesPerCommit(*scoring.storage), ElementsAre(1, 3));  // the one in front, then the group
  EXPECT_THAT(scoring.storage->reads().back().names(),
              IsSupersetOf({DepartmentName("a"), DepartmentName("b"), DepartmentName("c")}));
}

TEST(SubmitQueue, TakesNoMoreThanItMayJoin) {
  Scoring scoring({.threads = 1, .max_joined = 2});
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  for (const Answer& answer : answers) EXPECT_OK(answer);
  EXPECT_THAT(WritesPerCommit(*scoring.storage), ElementsAre(1, 2, 1));
}

TEST(SubmitQueue, GivesEachOfAGroupItsOwnAnswer) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  StoreSmallCase(*scoring.storage, "b");
  v1::SubmitEvaluationRequest stale = RequestFor(SmallForm("b", "70"));
  stale.set_etag("stale");
  const std::vector<v1::SubmitEvaluationRequest> requests = {
      RequestFor(SmallForm("a", "50")),  // new
      RequestFor(SmallForm("unknown")),  // no such department
      RequestFor(SmallForm("a", "60")),  // the name is taken by the first one
      RequestFor(SmallForm("b", "no-number")),
      RequestFor(SmallForm("b", "100")),  // new
      stale,
  };

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  EXPECT_THAT(answers, ElementsAre(HasTotal("55.00"), HasCode(absl::StatusCode::kNotFound),
                                   HasCode(absl::StatusCode::kAlreadyExists), HasReason("INVALID_FIELDS"),
                                   HasTotal("100.00"), HasReason("STALE_ETAG")));
}

TEST(SubmitQueue, NamesTheFieldsOfEachItemByItsOwnPath) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "no-number"));
  std::promise<Answer> answer;
  scoring.queue->Push({.request = &request,
                       .path = "requests[7].evaluation",
                       .actor = "local",
                       .deadline = kNow + absl::Seconds(10),
                       .done = [&](Answer a) { answer.set_value(std::move(a)); }});

  const std::vector<FieldProblem> problems = FieldProblemsOf(answer.get_future().get().status());

  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].field, "requests[7].evaluation.results[0].actual");
}

TEST(SubmitQueue, ADocumentThatDoesNotParseFailsOnlyTheFormsThatNeedIt) {
  Scoring scoring;
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }
  scoring.storage->Damage(DepartmentName("a"));
  scoring.storage->Damage(DepartmentName("b") + "/goals/2024-overall");

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  EXPECT_THAT(answers, ElementsAre(HasCode(absl::StatusCode::kDataLoss), HasCode(absl::StatusCode::kDataLoss),
                                   HasTotal("100.00")));
}

// Storage answers a read of many names as a whole, so that one row it cannot read fails all of them.
TEST(SubmitQueue, ARecordThatCannotBeReadFailsOnlyTheFormsThatNeedIt) {
  Scoring scoring;
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }
  scoring.storage->FailReadsOf(DepartmentName("b"), absl::DataLossError("checksum mismatch"));

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  EXPECT_THAT(answers,
              ElementsAre(HasTotal("100.00"), HasCode(absl::StatusCode::kDataLoss), HasTotal("100.00")));
}

TEST(SubmitQueue, SplitsCommitsThatWouldBeTooLargeForOneCall) {
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b", "c"}) requests.push_back(RequestFor(SmallForm(department)));
  size_t write_bytes = 0;
  {
    Scoring scoring;
    for (const char* department : {"a", "b", "c"}) StoreSmallCase(*scoring.storage, department);
    for (const Answer& answer : SubmitTogether(scoring, requests)) EXPECT_OK(answer);
    const storage::v1::CommitRecordsRequest commit = scoring.storage->commits().back();
    for (const storage::v1::RecordWrite& write : commit.writes()) {
      write_bytes = std::max(write_bytes, write.ByteSizeLong());
    }
  }

  Scoring scoring({.threads = 1, .max_call_bytes = 2 * write_bytes + write_bytes / 2});
  for (const char* department : {"a", "b", "c"}) StoreSmallCase(*scoring.storage, department);
  for (const Answer& answer : SubmitTogether(scoring, requests)) EXPECT_OK(answer);

  EXPECT_THAT(WritesPerCommit(*scoring.storage), ElementsAre(1, 2, 1));
}

TEST(SubmitQueue, SendsAWriteThatIsLargerThanACallByItself) {
  Scoring scoring({.threads = 1, .max_call_bytes = 1});
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (const char* department : {"a", "b"}) {
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }

  const std::vector<Answer> answers = SubmitTogether(scoring, requests);

  for (const Answer& answer : answers) EXPECT_OK(answer);
  EXPECT_THAT(WritesPerCommit(*scoring.storage), ElementsAre(1, 1, 1));
}

TEST(SubmitQueue, AFailedCallFailsOnlyTheWritesItCarried) {
  Scoring scoring({.threads = 1, .max_joined = 2, .max_call_bytes = 1});
  StoreSmallCase(*scoring.storage, "a");
  StoreSmallCase(*scoring.storage, "b");
  const std::vector<v1::SubmitEvaluationRequest> requests = {RequestFor(SmallForm("a")),
                                                             RequestFor(SmallForm("b"))};
  Gate gate;
  scoring.storage->BeforeNextRead(gate.Hook());
  StoreSmallCase(*scoring.storage, "in-front");
  v1::SubmitEvaluationRequest in_front = RequestFor(SmallForm("in-front"));
  in_front.set_validate_only(true);  // makes no commit of its own
  std::future<Answer> first = scoring.Push(in_front);
  gate.WaitForArrival();
  std::future<Answer> a = scoring.Push(requests[0]);
  std::future<Answer> b = scoring.Push(requests[1]);
  scoring.storage->FailNextCommit(absl::UnavailableError("gone"));
  gate.Open();

  EXPECT_OK(first.get());
  EXPECT_THAT(a.get(), HasReason("OUTCOME_UNKNOWN"));
  EXPECT_OK(b.get());
}

TEST(SubmitQueue, SaysThatStorageIsAwayWhenItCannotRead) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  scoring.storage->FailNextRead(absl::UnavailableError("connection refused"));

  const Answer answer = scoring.Submit(RequestFor(SmallForm("a")));

  EXPECT_THAT(answer, AllOf(HasCode(absl::StatusCode::kUnavailable), HasReason("STORAGE_AWAY")));
  EXPECT_THAT(scoring.storage->commits(), IsEmpty());
}

TEST(SubmitQueue, SaysThatTheOutcomeIsUnknownAndARetrySettlesIt) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"), "try-1");
  scoring.storage->LoseNextCommitAnswer(absl::UnavailableError("connection reset"));

  EXPECT_THAT(scoring.Submit(request), HasReason("OUTCOME_UNKNOWN"));
  const Answer retried = scoring.Submit(request);

  EXPECT_THAT(retried, HasTotal("55.00"));
  EXPECT_THAT(retried, HasRevision(1));
}

TEST(SubmitQueue, PassesOnWhyStorageRefusedACommit) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const absl::Status busy = Unavailable("TOO_BUSY", {"too many writes wait", "写入请求过多"}, 500);
  scoring.storage->FailNextCommit(busy);

  const Answer answer = scoring.Submit(RequestFor(SmallForm("a")));

  EXPECT_EQ(answer.status(), busy);
}

TEST(SubmitQueue, ValidatesWithoutStoring) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"));
  request.set_validate_only(true);

  const Answer answer = scoring.Submit(request);

  EXPECT_THAT(answer, HasTotal("55.00"));
  EXPECT_THAT(answer, HasRevision(0));
  EXPECT_EQ(answer->etag(), "");
  EXPECT_THAT(scoring.storage->commits(), IsEmpty());
  EXPECT_FALSE(scoring.storage->Stored(request.evaluation().name()).has_value());
}

// A department checks its form again after it was stored and the goals changed: what it hears must be today's
// verdict, not the stored answer.
TEST(SubmitQueue, ValidatesAfreshWhatWasStoredUnderTheSameRequestId) {
  Scoring scoring;
  const SmallCaseNames names = StoreSmallCase(*scoring.storage, "a");
  v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a"), "same-id");
  ASSERT_OK(scoring.Submit(request));
  v1::Goals other = SmallGoalsOf("a", names.scheme);
  other.mutable_indicators(0)->set_code("renamed");
  scoring.storage->Store(other);

  request.set_validate_only(true);
  const Answer refused = scoring.Submit(request);
  scoring.storage->Store(SmallGoalsOf("a", names.scheme, "200"));
  const Answer scored = scoring.Submit(request);

  EXPECT_THAT(refused, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(scored, HasTotal("55.00"));
  EXPECT_THAT(scored, HasRevision(0));
  EXPECT_THAT(scoring.storage->commits(), SizeIs(1));
}

TEST(SubmitQueue, ARetryGetsItsFirstAnswer) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"), "same-id");
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, scoring.Submit(request));
  scoring.clock.Advance(absl::Seconds(3));

  ASSERT_OK_AND_ASSIGN(const v1::Evaluation again, scoring.Submit(request));

  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
}

TEST(SubmitQueue, ARetryGetsItsFirstAnswerAlthoughTheFormWasUpdatedSince) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"), "same-id");
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, scoring.Submit(request));
  v1::SubmitEvaluationRequest update = RequestFor(SmallForm("a", "100"), "other-id");
  update.set_etag(first.etag());
  ASSERT_THAT(scoring.Submit(update), HasRevision(2));

  const Answer again = scoring.Submit(request);

  EXPECT_THAT(again, HasTotal("55.00"));
  EXPECT_THAT(again, HasRevision(1));
}

TEST(SubmitQueue, ARetryGetsItsFirstAnswerAfterTheGoalsChanged) {
  Scoring scoring;
  const SmallCaseNames names = StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"), "same-id");
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation first, scoring.Submit(request));

  // First goals that would give other points, then goals that refuse the form.
  scoring.storage->Store(SmallGoalsOf("a", names.scheme, "200"));
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation after_target, scoring.Submit(request));
  v1::Goals other = SmallGoalsOf("a", names.scheme);
  other.mutable_indicators(0)->set_code("renamed");
  scoring.storage->Store(other);
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation after_code, scoring.Submit(request));

  EXPECT_EQ(after_target.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(after_code.SerializeAsString(), first.SerializeAsString());
}

TEST(SubmitQueue, ARetryInTheSameGroupGetsTheSameAnswer) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  const v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a", "50"), "same-id");

  const std::vector<Answer> answers = SubmitTogether(scoring, {request, request});

  ASSERT_OK(answers[0]);
  ASSERT_OK(answers[1]);
  EXPECT_EQ(answers[0]->SerializeAsString(), answers[1]->SerializeAsString());
}

TEST(SubmitQueue, RefusesARequestIdThatCameWithAnotherForm) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  ASSERT_OK(scoring.Submit(RequestFor(SmallForm("a", "50"), "same-id")));

  EXPECT_THAT(scoring.Submit(RequestFor(SmallForm("a", "60"), "same-id")), HasReason("REQUEST_ID_REUSED"));
}

TEST(SubmitQueue, ARefusalStandsWhenItsRequestIdCannotBeLookedUp) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  scoring.storage->FailNextFindRequests(absl::UnavailableError("gone"));

  EXPECT_THAT(scoring.Submit(RequestFor(SmallForm("a", "no-number"), "id")), HasReason("INVALID_FIELDS"));
}

TEST(SubmitQueue, ReadsSchemeAndGoalsOnceForFormsThatPinThem) {
  Scoring scoring;
  const SmallCaseNames names = StoreSmallCase(*scoring.storage, "a");
  v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a"));
  request.mutable_evaluation()->set_scheme(names.scheme);
  request.mutable_evaluation()->set_goals(names.goals);
  request.set_validate_only(true);
  ASSERT_OK(scoring.Submit(request));

  ASSERT_OK(scoring.Submit(request));

  const auto reads = scoring.storage->reads();
  EXPECT_THAT(reads.front().names(), AllOf(Contains(names.goals), Contains(names.scheme)));
  EXPECT_THAT(reads.back().names(), ElementsAre(DepartmentName("a")));
}

TEST(SubmitQueue, FilesAnOverallFormOfADepartmentWhoseIdLooksLikeAProject) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "water-project-office");

  const Answer answer = scoring.Submit(RequestFor(SmallForm("water-project-office")));

  EXPECT_THAT(answer, HasTotal("100.00"));
  ASSERT_OK(answer);
  EXPECT_EQ(answer->kind(), v1::EVALUATION_KIND_OVERALL);
}

TEST(SubmitQueue, TakesTheStoredBudgetWhereTheFormHasNone) {
  Scoring scoring;
  StoreSmallCase(*scoring.storage, "a");
  v1::SubmitEvaluationRequest request = RequestFor(SmallForm("a"));
  v1::Budget budget = request.evaluation().budget();
  budget.set_name(DepartmentName("a") + "/budgets/2024");
  budget.mutable_lines(0)->set_executed_yuan("50");
  request.mutable_evaluation()->clear_budget();

  const Answer without = scoring.Submit(request);
  scoring.storage->Store(budget);
  const Answer with = scoring.Submit(request);

  EXPECT_THAT(without, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(with, HasTotal("95.00"));
}

TEST(SubmitQueue, AnswersEverySubmissionOfManyThreads) {
  Scoring scoring({.threads = 2, .max_joined = 3});
  std::vector<v1::SubmitEvaluationRequest> requests;
  for (int i = 0; i < 40; ++i) {
    const std::string department = absl::StrCat("d", i);
    StoreSmallCase(*scoring.storage, department);
    requests.push_back(RequestFor(SmallForm(department)));
  }
  std::vector<std::future<Answer>> answers(requests.size());
  std::vector<std::thread> callers;
  for (size_t caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (size_t i = caller; i < requests.size(); i += 4) answers[i] = scoring.Push(requests[i]);
    });
  }
  for (std::thread& caller : callers) caller.join();

  for (size_t i = 0; i < answers.size(); ++i) {
    const Answer answer = answers[i].get();
    ASSERT_OK(answer);
    EXPECT_EQ(answer->name(), requests[i].evaluation().name());
  }
}

}  // namespace
}  // namespace heng
