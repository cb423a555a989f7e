// SPDX-License-Identifier: Apache-2.0
//
// What was answered survives a kill -9 of the storage daemon; what was not answered is there whole or not at
// all.
#include <signal.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
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

constexpr int kCycles = 6;
constexpr int kWriters = 4;

// Submits revision after revision of one evaluation until told to stop; remembers the last one that was
// answered.
class Writer {
 public:
  Writer(const Daemons& daemons, v1::Evaluation evaluation)
      : client_(daemons.MakeClient({.deadline = absl::Seconds(2), .max_attempts = 1})),
        evaluation_(std::move(evaluation)) {}

  void Run(const std::atomic<bool>& stop) {
    while (!stop) {
      v1::SubmitEvaluationRequest request;
      *request.mutable_evaluation() = evaluation_;
      request.set_etag(etag_);
      const absl::StatusOr<v1::Evaluation> answer = client_.SubmitEvaluation(request);
      if (answer.ok()) {
        etag_ = answer->etag();
        acknowledged_ = answer->revision();
      } else if (!FindOut()) {
        return;
      }
    }
  }

  // After an error: what is current now? Never less than what was answered.
  bool FindOut() {
    const absl::StatusOr<v1::Evaluation> now = client_.GetEvaluation(evaluation_.name());
    if (!now.ok()) return false;
    etag_ = now->etag();
    return true;
  }

  int64_t acknowledged() const { return acknowledged_; }
  const std::string& name() const { return evaluation_.name(); }

 private:
  client::Client client_;
  const v1::Evaluation evaluation_;
  std::string etag_;
  int64_t acknowledged_ = 0;
};

TEST(Crash, KillingStorageBetweenSubmissionsLosesNothingThatWasAnswered) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(30), .max_attempts = 50});
  ASSERT_OK(StoreCatalogue(client));
  std::vector<Writer> writers;
  for (int i = 0; i < kWriters; ++i) {
    ASSERT_OK_AND_ASSIGN(v1::Evaluation evaluation, StoreAnotherDepartment(client, absl::StrCat("d", i)));
    writers.emplace_back(daemons, std::move(evaluation));
  }

  int64_t acknowledged = 0;
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (Writer& writer : writers) threads.emplace_back([&] { writer.Run(stop); });
    // Strike while the writers write: after some more answers than in the cycle before.
    int64_t seen = acknowledged;
    const int64_t enough = acknowledged + 20 + 7 * cycle;
    const absl::Time give_up = absl::Now() + absl::Seconds(60);
    while (seen < enough && absl::Now() < give_up) {
      v1::ListEvaluationsRequest request;
      request.set_parent("regions/-/departments/-");
      seen = 0;
      for (absl::StatusOr<v1::Evaluation>& row : client.ListEvaluations(request)) {
        if (row.ok()) seen += row->revision();
      }
    }
    EXPECT_GE(seen, enough) << "the writers have stopped writing";
    daemons.storage().Stop(SIGKILL);
    stop = true;
    for (std::thread& thread : threads) thread.join();
    daemons.StartStorage();

    acknowledged = 0;
    for (Writer& writer : writers) {
      ASSERT_OK_AND_ASSIGN(const v1::Evaluation now, client.GetEvaluation(writer.name()));
      EXPECT_GE(now.revision(), writer.acknowledged()) << writer.name() << " in cycle " << cycle;
      EXPECT_EQ(now.score().total_points(), "92.62");
      for (int64_t revision = 1; revision <= now.revision(); ++revision) {
        EXPECT_OK(client.GetEvaluation(absl::StrCat(writer.name(), "@", revision)));
      }
      ASSERT_TRUE(writer.FindOut());
      acknowledged += now.revision();
    }
  }
  EXPECT_GT(acknowledged, 100);
}

TEST(Crash, WithoutStorageCallsSayWhatIsAwayAndWorkAgainLater) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(3), .max_attempts = 1});
  ASSERT_OK(StoreCatalogue(client));
  daemons.storage().Stop(SIGKILL);

  const absl::Status away = client.SubmitEvaluation(ReferenceEvaluation()).status();
  EXPECT_THAT(away, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(away, HasReason("STORAGE_AWAY"));
  EXPECT_FALSE(ChineseMessageOf(away).empty());

  daemons.StartStorage();
  const client::Client patient = daemons.MakeClient({.deadline = absl::Seconds(30), .max_attempts = 50});
  ASSERT_OK_AND_ASSIGN(const v1::Evaluation stored, patient.SubmitEvaluation(ReferenceEvaluation()));
  EXPECT_EQ(stored.revision(), 1);
}

TEST(Crash, AStopOfScoringAnswersWhatIsInFlight) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(30), .max_attempts = 1});
  ASSERT_OK(StoreCatalogue(client));
  v1::BatchSubmitEvaluationsRequest batch;
  for (int i = 0; i < 100; ++i) {
    ASSERT_OK_AND_ASSIGN(*batch.add_requests()->mutable_evaluation(),
                         StoreAnotherDepartment(client, absl::StrCat("d", i)));
  }
  absl::StatusOr<v1::BatchSubmitEvaluationsResponse> answer = absl::UnknownError("not called");
  std::thread caller([&] { answer = client.BatchSubmitEvaluations(batch); });
  // Strike as soon as the first forms are stored: their answers are on the way.
  v1::ListEvaluationsRequest request;
  request.set_parent("regions/-/departments/-");
  const absl::Time give_up = absl::Now() + absl::Seconds(60);
  bool stored = false;
  while (!stored && absl::Now() < give_up) {
    for (absl::StatusOr<v1::Evaluation>& row : client.ListEvaluations(request)) stored = stored || row.ok();
  }
  EXPECT_TRUE(stored);
  EXPECT_EQ(daemons.scoring().Stop(SIGTERM), 0);
  caller.join();
  ASSERT_OK(answer);
  for (const auto& result : answer->results()) EXPECT_TRUE(result.has_evaluation()) << result.DebugString();
}

}  // namespace
}  // namespace heng::integration
