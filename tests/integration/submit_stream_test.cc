// SPDX-License-Identifier: Apache-2.0
//
// A stream of submissions over real sockets: an answer for each item, no more under way than the window, and nothing
// doubled when it breaks and is sent again.
#include <signal.h>

#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using Answer = v1::StreamSubmitEvaluationsResponse;

constexpr size_t kWindowBytes = 16 * 1024 * 1024;  // of services/scoring/submit_stream.cc

// Gives one submission after the other.
client::NextSubmission From(const std::vector<v1::SubmitEvaluationRequest>& submissions, size_t& sent) {
  return [&submissions, &sent]() -> std::optional<v1::SubmitEvaluationRequest> {
    if (sent == submissions.size()) return std::nullopt;
    return submissions[sent++];
  };
}

v1::SubmitEvaluationRequest Submission(const v1::Evaluation& evaluation, const std::string& request_id) {
  v1::SubmitEvaluationRequest submission;
  *submission.mutable_evaluation() = evaluation;
  submission.set_request_id(request_id);
  return submission;
}

std::vector<v1::SubmitEvaluationRequest> StoreDepartments(const client::Client& client, int count) {
  std::vector<v1::SubmitEvaluationRequest> submissions;
  for (int i = 0; i < count; ++i) {
    const absl::StatusOr<v1::Evaluation> evaluation = StoreAnotherDepartment(client, absl::StrCat("d", i));
    EXPECT_TRUE(evaluation.ok()) << evaluation.status();
    if (evaluation.ok()) submissions.push_back(Submission(*evaluation, absl::StrCat("stream-", i)));
  }
  return submissions;
}

// Waits until the count has not changed for a second; the count then.
size_t AwaitStandstill(const std::atomic<size_t>& count) {
  size_t last = 0;
  auto since = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - since < std::chrono::seconds(1)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (count != last) since = std::chrono::steady_clock::now();
    last = count;
  }
  return last;
}

TEST(SubmitStream, AnswersEveryItemByItself) {
  const Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  std::vector<v1::SubmitEvaluationRequest> submissions = StoreDepartments(client, 6);
  submissions[1].mutable_evaluation()->mutable_results(0)->set_actual("1e5");
  submissions[3].mutable_evaluation()->set_name("regions/620602/departments/nobody/evaluations/2024-overall");
  submissions[4] = submissions[0];  // the same request once more

  size_t sent = 0;
  std::map<int64_t, Answer> answers;
  ASSERT_OK(client.StreamSubmitEvaluations(From(submissions, sent), [&](const Answer& answer) {
    answers[answer.index()] = answer;
    return true;
  }));

  ASSERT_EQ(answers.size(), submissions.size());
  for (size_t i = 0; i < submissions.size(); ++i)
    EXPECT_EQ(answers[i].request_id(), submissions[i].request_id());
  EXPECT_EQ(answers[0].evaluation().score().total_points(), "92.62");
  EXPECT_THAT(FromRpcStatus(answers[1].error()), HasReason("INVALID_FIELDS"));
  EXPECT_THAT(FromRpcStatus(answers[3].error()), HasCode(absl::StatusCode::kNotFound));
  EXPECT_EQ(answers[4].evaluation().etag(), answers[0].evaluation().etag());
  EXPECT_OK(client.GetEvaluation(submissions[5].evaluation().name()));
}

// Storage stands still, so that nothing is answered, until the client cannot send any more. What lies in sockets and
// flow-control windows on the way comes on top of the window.
TEST(SubmitStream, HoldsNoMoreThanItsWindow) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  constexpr size_t kItemBytes = 200 * 1024;
  constexpr size_t kItems = 600;
  v1::SubmitEvaluationRequest submission = Submission(ReferenceEvaluation(), "");
  submission.set_validate_only(true);
  submission.mutable_evaluation()->mutable_report()->add_problems(std::string(kItemBytes, 'x'));

  daemons.storage().Signal(SIGSTOP);
  std::atomic<size_t> sent = 0;
  std::atomic<size_t> answered = 0;
  size_t sent_without_answer = 0;
  std::thread storage_goes_on([&] {
    sent_without_answer = AwaitStandstill(sent);
    daemons.storage().Signal(SIGCONT);
  });
  const absl::Status status = client.StreamSubmitEvaluations(
      [&]() -> std::optional<v1::SubmitEvaluationRequest> {
        if (sent == kItems) return std::nullopt;
        ++sent;
        return submission;
      },
      [&](const Answer& answer) {
        EXPECT_TRUE(answer.has_evaluation());
        ++answered;
        return true;
      });
  storage_goes_on.join();

  EXPECT_OK(status);
  EXPECT_EQ(answered, kItems);
  EXPECT_GE(sent_without_answer * kItemBytes, kWindowBytes / 2);
  EXPECT_LE(sent_without_answer * kItemBytes, 3 * kWindowBytes);
}

TEST(SubmitStream, EndsWhenItsCallerHasHeardEnough) {
  const Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  const std::vector<v1::SubmitEvaluationRequest> submissions = StoreDepartments(client, 3);
  size_t sent = 0;

  EXPECT_THAT(client.StreamSubmitEvaluations(From(submissions, sent), [](const Answer&) { return false; }),
              HasCode(absl::StatusCode::kCancelled));

  // The daemon goes on serving.
  EXPECT_OK(client.GetRegion(ReferenceRegion().name()));
}

TEST(SubmitStream, RefusesAnItemOverTheMessageLimitAndGoesOn) {
  const Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  std::vector<v1::SubmitEvaluationRequest> submissions = StoreDepartments(client, 2);
  for (int i = 0; i < 20; ++i) {
    submissions[0].mutable_evaluation()->mutable_report()->add_problems(std::string(220 * 1024, 'x'));
  }
  size_t sent = 0;
  std::map<int64_t, Answer> answers;
  ASSERT_OK(client.StreamSubmitEvaluations(From(submissions, sent), [&](const Answer& answer) {
    answers[answer.index()] = answer;
    return true;
  }));
  EXPECT_THAT(FromRpcStatus(answers[0].error()), HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_TRUE(answers[1].has_evaluation());
}

TEST(SubmitStream, SentAgainAfterAKillNothingIsLostOrDoubled) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(30), .max_attempts = 50});
  ASSERT_OK(StoreCatalogue(client));
  const std::vector<v1::SubmitEvaluationRequest> submissions = StoreDepartments(client, 60);

  // The daemon dies at the tenth answer.
  size_t sent = 0;
  std::map<std::string, std::string> etags;
  const absl::Status broken =
      client.StreamSubmitEvaluations(From(submissions, sent), [&](const Answer& answer) {
        if (answer.has_evaluation()) etags[answer.request_id()] = answer.evaluation().etag();
        if (etags.size() == 10) daemons.scoring().Stop(SIGKILL);
        return true;
      });
  daemons.StartScoring();
  sent = 0;
  std::set<std::string> stored;
  ASSERT_OK(client.StreamSubmitEvaluations(From(submissions, sent), [&](const Answer& answer) {
    EXPECT_TRUE(answer.has_evaluation()) << answer.error().message();
    if (const auto known = etags.find(answer.request_id()); known != etags.end()) {
      EXPECT_EQ(answer.evaluation().etag(), known->second);
    }
    EXPECT_EQ(answer.evaluation().revision(), 1);
    stored.insert(answer.evaluation().name());
    return true;
  }));

  EXPECT_GE(etags.size(), 10u);
  EXPECT_EQ(stored.size(), submissions.size());
}

}  // namespace
}  // namespace heng::integration
