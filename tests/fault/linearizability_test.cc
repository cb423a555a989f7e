// SPDX-License-Identifier: Apache-2.0
//
// Sixteen callers create, replace and read a few evaluations at once while daemons are killed and calls repeated. Every
// history of one evaluation must be linearizable.
#include "tests/fault/linearizability.h"

#include <signal.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
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

constexpr int kCallers = 16;
constexpr int kForms = 4;
constexpr int kOperationsOfACaller = 10;
constexpr int kRepetitions = 6;

// What happened to the evaluations of one round, by name. Thread-safe.
class Histories {
 public:
  int64_t Now() { return ++clock_; }
  int64_t Last() const { return clock_; }
  void Add(const std::string& name, Operation operation) {
    std::lock_guard<std::mutex> lock(mutex_);
    histories_[name].push_back(std::move(operation));
  }
  const std::map<std::string, std::vector<Operation>>& all() const { return histories_; }

 private:
  std::atomic<int64_t> clock_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::vector<Operation>> histories_;
};

class Caller {
 public:
  Caller(client::Client client, const std::vector<v1::Evaluation>& forms, Histories& histories, uint32_t seed)
      : client_(std::move(client)),
        forms_(forms),
        histories_(histories),
        etags_(forms.size()),
        random_(seed) {}

  void Run() {
    for (int i = 0; i < kOperationsOfACaller; ++i) {
      const size_t form = random_() % forms_.size();
      if (random_() % 2 == 0) {
        Read(form);
      } else {
        Submit(form);
      }
    }
  }

 private:
  static int64_t RevisionOf(const std::string& etag) {
    int64_t revision = 0;
    return absl::SimpleAtoi(etag.substr(0, etag.find('-')), &revision) ? revision : 0;
  }

  void Read(size_t form) {
    Operation read{.called = histories_.Now()};
    const absl::StatusOr<v1::Evaluation> answer = client_.GetEvaluation(forms_[form].name());
    read.answered = histories_.Now();
    if (!answer.ok() && !absl::IsNotFound(answer.status())) return;
    if (answer.ok()) {
      read.revision = answer->revision();
      read.mark = MarkOf(*answer);
      etags_[form] = answer->etag();
    }
    histories_.Add(forms_[form].name(), std::move(read));
  }

  void Submit(size_t form) {
    v1::SubmitEvaluationRequest request;
    *request.mutable_evaluation() = forms_[form];
    request.set_etag(etags_[form]);
    request.set_request_id(NewMark());
    SetMark(request.request_id(), *request.mutable_evaluation());
    Operation submission{.is_submission = true,
                         .outcome = Outcome::kUnknown,
                         .follows = RevisionOf(etags_[form]),
                         .mark = request.request_id(),
                         .called = histories_.Now(),
                         .answered = Operation::kNever};
    // Some give up at the first error, others repeat the same request.
    const int repetitions = random_() % 2 == 0 ? 1 : kRepetitions;
    for (int i = 0; i < repetitions && submission.outcome == Outcome::kUnknown; ++i) {
      const absl::StatusOr<v1::Evaluation> answer = client_.SubmitEvaluation(request);
      const bool refused = absl::IsAborted(answer.status()) || absl::IsAlreadyExists(answer.status());
      if (!answer.ok() && !refused) continue;
      submission.outcome = refused ? Outcome::kRefused : Outcome::kOk;
      submission.answered = histories_.Now();
      if (answer.ok()) {
        submission.revision = answer->revision();
        etags_[form] = answer->etag();
      }
    }
    histories_.Add(forms_[form].name(), std::move(submission));
  }

  client::Client client_;
  const std::vector<v1::Evaluation>& forms_;
  Histories& histories_;
  std::vector<std::string> etags_;  // as this caller has seen them last
  std::mt19937 random_;
};

void Kill(Daemons& daemons, bool storage) {
  if (storage) {
    daemons.storage().Stop(SIGKILL);
    daemons.StartStorage();
  } else {
    daemons.scoring().Stop(SIGKILL);
    daemons.StartScoring();
  }
}

std::string Text(const std::vector<Operation>& history) {
  std::string text;
  for (const Operation& operation : history) {
    absl::StrAppend(&text, operation.called, "-", operation.answered,
                    operation.is_submission ? " submit after " : " read ",
                    operation.is_submission ? operation.follows : operation.revision, " ", operation.mark,
                    " outcome ", static_cast<int>(operation.outcome), " revision ", operation.revision, "\n");
  }
  return text;
}

TEST(Linearizability, EveryHistoryOfOneEvaluationHasAnOrder) {
  const int wanted = CountFromEnvironment("HENG_HISTORIES", 60);
  Daemons daemons({.storage_flags = {"--log-level=error"}, .scoring_flags = {"--log-level=error"}});
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60), .max_attempts = 100});
  std::mt19937 random(7);
  int histories = 0;
  int kills = 0;
  int unknown = 0;
  size_t operations = 0;
  for (int round = 0; histories < wanted; ++round) {
    ASSERT_OK_AND_ASSIGN(const std::vector<v1::Evaluation> forms,
                         StoreSmallForms(client, kForms, round * kForms));
    Histories seen;
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i) {
      threads.emplace_back([&, i] {
        client::Options options{.deadline = absl::Seconds(2), .max_attempts = 1};
        Caller(daemons.MakeClient(options), forms, seen, round * kCallers + i).Run();
      });
    }
    if (random() % 2 == 0) {
      // In the middle of it: as soon as somebody was answered.
      while (seen.Last() < 60) std::this_thread::yield();
      Kill(daemons, random() % 2 == 0);
      ++kills;
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& [name, history] : seen.all()) {
      ++histories;
      operations += history.size();
      for (const Operation& operation : history) unknown += operation.outcome == Outcome::kUnknown ? 1 : 0;
      EXPECT_TRUE(IsLinearizable(history)) << name << ", round " << round << "\n" << Text(history);
    }
  }
  std::printf("histories %d of %d callers, operations %zu, kills %d, unknown outcomes %d\n", histories,
              kCallers, operations, kills, unknown);
}

// Short ways to write histories: times are given as call and answer.
Operation Submitted(int64_t follows, const std::string& mark, int64_t called, int64_t answered) {
  return {.is_submission = true,
          .follows = follows,
          .revision = follows + 1,
          .mark = mark,
          .called = called,
          .answered = answered};
}
Operation Refused(int64_t follows, int64_t called, int64_t answered) {
  return {.is_submission = true,
          .outcome = Outcome::kRefused,
          .follows = follows,
          .called = called,
          .answered = answered};
}
Operation Unknown(int64_t follows, const std::string& mark, int64_t called) {
  return {.is_submission = true,
          .outcome = Outcome::kUnknown,
          .follows = follows,
          .mark = mark,
          .called = called,
          .answered = Operation::kNever};
}
Operation ReadOf(int64_t revision, const std::string& mark, int64_t called, int64_t answered) {
  return {.revision = revision, .mark = mark, .called = called, .answered = answered};
}

TEST(LinearizabilityChecker, TakesWhatCanHaveHappened) {
  EXPECT_TRUE(IsLinearizable({}));
  EXPECT_TRUE(IsLinearizable({ReadOf(0, "", 1, 2), Submitted(0, "a", 3, 4), ReadOf(1, "a", 5, 6)}));
  // At once: the read may come before or after.
  EXPECT_TRUE(IsLinearizable({Submitted(0, "a", 1, 10), ReadOf(0, "", 2, 3), ReadOf(1, "a", 4, 5)}));
  EXPECT_TRUE(IsLinearizable({Submitted(0, "a", 1, 4), Submitted(1, "b", 2, 6), Refused(1, 3, 7)}));
}

TEST(LinearizabilityChecker, FindsAStaleRead) {
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 2), Submitted(1, "b", 3, 4), ReadOf(1, "a", 5, 6)}));
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 2), ReadOf(0, "", 3, 4)}));
  // Back in time: what one read has seen, a later one does not see any more.
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 10), ReadOf(1, "a", 2, 3), ReadOf(0, "", 4, 5)}));
}

TEST(LinearizabilityChecker, FindsALostUpdate) {
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 2), Submitted(1, "b", 3, 6), Submitted(1, "c", 4, 5)}));
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 4), Submitted(0, "b", 2, 3)}));
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 2), ReadOf(1, "b", 3, 4)}));
}

TEST(LinearizabilityChecker, FindsARefusalWithoutReason) {
  EXPECT_FALSE(IsLinearizable({Submitted(0, "a", 1, 2), Refused(1, 3, 4)}));
  EXPECT_TRUE(IsLinearizable({Submitted(0, "a", 1, 2), Refused(0, 3, 4)}));
}

TEST(LinearizabilityChecker, WhatIsUnknownMayHappenLateOrNever) {
  EXPECT_TRUE(IsLinearizable({Unknown(0, "a", 1), ReadOf(0, "", 2, 3)}));
  EXPECT_TRUE(
      IsLinearizable({Unknown(0, "a", 1), ReadOf(0, "", 2, 3), ReadOf(1, "a", 4, 5), Refused(0, 6, 7)}));
  EXPECT_FALSE(IsLinearizable({Unknown(0, "a", 1), ReadOf(1, "a", 2, 3), ReadOf(0, "", 4, 5)}));
  EXPECT_FALSE(IsLinearizable({ReadOf(1, "a", 1, 2), Unknown(0, "a", 3)})) << "read before it was called";
}

}  // namespace
}  // namespace heng::fault
