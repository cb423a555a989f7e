// SPDX-License-Identifier: Apache-2.0
//
// Submissions whose answers get lost and that are sent again with the same request id, across restarts of both daemons: each is
// stored once. The answer is lost where it hurts: after the server has given it. A fifth of the answers is thrown away as
// if it had not come, by whoever stands between the caller and the client library.
#include <signal.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fault/count.h"
#include "tests/fault/submission_load.h"
#include "tests/integration/daemons.h"

namespace heng::fault {
namespace {

using integration::Daemons;
using ::testing::IsEmpty;

constexpr int kCallers = 6;
constexpr int kFormsOfACaller = 40;
constexpr int kRestarts = 6;

struct Counts {
  std::atomic<int64_t> submissions = 0;
  std::atomic<int64_t> answers_lost = 0;
  std::atomic<int64_t> sent = 0;
};

// Sends batches of the next revision of all its forms until enough are answered.
class Caller {
 public:
  Caller(client::Client client, std::vector<v1::Evaluation> forms, Ledger& ledger, Counts& counts,
         uint32_t seed)
      : client_(std::move(client)),
        forms_(std::move(forms)),
        ledger_(ledger),
        counts_(counts),
        random_(seed) {}

  void Run(int64_t enough) {
    std::map<std::string, std::string> etags;
    while (counts_.submissions < enough) {
      v1::BatchSubmitEvaluationsRequest batch;
      for (v1::Evaluation& form : forms_) {
        v1::SubmitEvaluationRequest& request = *batch.add_requests();
        request.set_request_id(NewMark());
        request.set_etag(etags[form.name()]);
        SetMark(request.request_id(), form);
        *request.mutable_evaluation() = form;
        ledger_.Sent(request.request_id(), form.name());
      }
      SendUntilAnswered(std::move(batch), etags);
    }
  }

 private:
  // Sends what has no answer yet, again and again.
  void SendUntilAnswered(v1::BatchSubmitEvaluationsRequest batch, std::map<std::string, std::string>& etags) {
    while (batch.requests_size() > 0) {
      counts_.sent += batch.requests_size();
      const absl::StatusOr<v1::BatchSubmitEvaluationsResponse> answer = client_.BatchSubmitEvaluations(batch);
      v1::BatchSubmitEvaluationsRequest again;
      for (int i = 0; i < batch.requests_size(); ++i) {
        const bool answered = answer.ok() && answer->results(i).has_evaluation();
        const bool lost = random_() % 5 == 0;
        if (answered && !lost) {
          const v1::Evaluation& stored = answer->results(i).evaluation();
          ledger_.Acknowledged(batch.requests(i).request_id(), stored.revision());
          etags[stored.name()] = stored.etag();
          ++counts_.submissions;
        } else {
          if (answered) ++counts_.answers_lost;
          *again.add_requests() = batch.requests(i);
        }
      }
      batch = std::move(again);
    }
  }

  client::Client client_;
  std::vector<v1::Evaluation> forms_;
  Ledger& ledger_;
  Counts& counts_;
  std::mt19937 random_;
};

TEST(Retries, StoreEachSubmissionOnce) {
  const int wanted = CountFromEnvironment("HENG_RETRIED_SUBMISSIONS", 3000);
  Daemons daemons({.storage_flags = {"--log-level=error"}, .scoring_flags = {"--log-level=error"}});
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60), .max_attempts = 100});
  ASSERT_OK_AND_ASSIGN(const std::vector<v1::Evaluation> forms,
                       StoreSmallForms(client, kCallers * kFormsOfACaller));
  Ledger ledger;
  Counts counts;
  std::vector<std::thread> threads;
  for (int i = 0; i < kCallers; ++i) {
    const auto begin = forms.begin() + i * kFormsOfACaller;
    threads.emplace_back([&, i, own = std::vector(begin, begin + kFormsOfACaller)] {
      client::Options options{.deadline = absl::Seconds(5), .max_attempts = 8};
      Caller(daemons.MakeClient(options), own, ledger, counts, i).Run(wanted);
    });
  }
  for (int restart = 0; restart < kRestarts; ++restart) {
    const int64_t next = wanted * (restart + 1) / (kRestarts + 1);
    while (counts.submissions < next) std::this_thread::yield();
    if (restart % 2 == 0) {
      daemons.storage().Stop(restart % 4 == 0 ? SIGTERM : SIGKILL);
      daemons.StartStorage();
    } else {
      daemons.scoring().Stop(restart % 4 == 1 ? SIGTERM : SIGKILL);
      daemons.StartScoring();
    }
  }
  for (std::thread& thread : threads) thread.join();

  std::vector<std::string> names;
  for (const v1::Evaluation& form : forms) names.push_back(form.name());
  ASSERT_OK_AND_ASSIGN(const auto stored, ReadMarks(client, names));
  const Verdict verdict = ledger.Compare(stored);
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_EQ(verdict.never_answered, 0);
  int64_t revisions = 0;
  for (const auto& [name, marks] : stored) revisions += static_cast<int64_t>(marks.size());
  EXPECT_EQ(revisions, verdict.acknowledged);
  EXPECT_GT(counts.answers_lost, wanted / 10);
  std::printf(
      "submissions %lld, sent %lld times, answers lost %lld, restarts %d, stored %lld, doubled %lld, lost "
      "%lld\n",
      static_cast<long long>(verdict.acknowledged), static_cast<long long>(counts.sent),
      static_cast<long long>(counts.answers_lost), kRestarts, static_cast<long long>(revisions),
      static_cast<long long>(verdict.doubled), static_cast<long long>(verdict.lost));
}

}  // namespace
}  // namespace heng::fault
