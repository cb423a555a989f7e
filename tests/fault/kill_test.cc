// SPDX-License-Identifier: Apache-2.0
//
// kill -9 of either daemon under load, again and again: whatever was answered is there, nothing is there twice, and nothing is
// there by halves.
#include <signal.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fault/count.h"
#include "tests/fault/submission_load.h"
#include "tests/integration/daemons.h"

namespace heng::fault {
namespace {

using integration::BinaryPath;
using integration::CommandOutcome;
using integration::Daemons;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kUnarySubmitters = 6;
constexpr int kBatchSubmitters = 3;
constexpr int kFormsOfABatch = 6;
constexpr int kForms = kUnarySubmitters + kBatchSubmitters * kFormsOfABatch;

// Most submitters let the client library try again while a daemon is away; every third one sees each error.
client::Options OptionsOf(int submitter) {
  return {.deadline = absl::Seconds(2),
          .max_attempts = submitter % 3 == 0 ? 1 : 6,
          .initial_backoff = absl::Milliseconds(20),
          .max_backoff = absl::Milliseconds(60)};
}

// Submitters on threads of their own, as long as it lives.
class Load {
 public:
  Load(const Daemons& daemons, const std::vector<v1::Evaluation>& forms, Ledger& ledger) {
    size_t next = 0;
    for (int i = 0; i < kUnarySubmitters + kBatchSubmitters; ++i) {
      const size_t count = i < kUnarySubmitters ? 1 : kFormsOfABatch;
      std::vector<v1::Evaluation> own(forms.begin() + next, forms.begin() + next + count);
      next += count;
      submitters_.push_back(
          std::make_unique<Submitter>(daemons.MakeClient(OptionsOf(i)), std::move(own), ledger, i));
      threads_.emplace_back([this, submitter = submitters_.back().get()] { submitter->Run(stop_); });
    }
  }
  ~Load() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::vector<std::unique_ptr<Submitter>> submitters_;
  std::vector<std::thread> threads_;
};

// Waits until so many more submissions were answered; false if that takes too long.
bool AwaitAnswers(const Ledger& ledger, int64_t count) {
  const int64_t enough = ledger.acknowledged_count() + count;
  const absl::Time give_up = absl::Now() + absl::Seconds(60);
  while (ledger.acknowledged_count() < enough) {
    if (absl::Now() > give_up) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

TEST(Kill, LosesNothingDoublesNothingAndLeavesNoHalves) {
  const int cycles = CountFromEnvironment("HENG_KILL_CYCLES", 100);
  Daemons daemons;
  const client::Client client = daemons.MakeClient({.deadline = absl::Seconds(60), .max_attempts = 100});
  ASSERT_OK_AND_ASSIGN(const std::vector<v1::Evaluation> forms, StoreSmallForms(client, kForms));
  Ledger ledger;
  std::mt19937 random(20240601);
  {
    const Load load(daemons, forms, ledger);
    for (int cycle = 0; cycle < cycles; ++cycle) {
      ASSERT_TRUE(AwaitAnswers(ledger, 10 + random() % 50))
          << "nothing is answered any more in cycle " << cycle;
      if (random() % 2 == 0) {
        daemons.storage().Stop(SIGKILL);
        daemons.StartStorage();
      } else {
        daemons.scoring().Stop(SIGKILL);
        daemons.StartScoring();
      }
    }
    ASSERT_TRUE(AwaitAnswers(ledger, 10));
  }

  std::vector<std::string> names;
  for (const v1::Evaluation& form : forms) names.push_back(form.name());
  ASSERT_OK_AND_ASSIGN(const auto stored, ReadMarks(client, names));
  const Verdict verdict = ledger.Compare(stored);
  EXPECT_THAT(verdict.faults, IsEmpty());
  std::printf("kill cycles %d, acknowledged %lld, lost %lld, doubled %lld, there but never answered %lld\n",
              cycles, static_cast<long long>(verdict.acknowledged), static_cast<long long>(verdict.lost),
              static_cast<long long>(verdict.doubled), static_cast<long long>(verdict.never_answered));

  daemons.storage().Stop(SIGKILL);
  const CommandOutcome verified = integration::RunCommand(
      {BinaryPath("heng-storage"), "verify", "--data-dir=" + daemons.folder() + "/data"});
  EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("everything fits"));
}

TEST(Ledger, FindsWhatIsLostDoubledOrMadeUp) {
  Ledger ledger;
  for (const char* mark : {"a", "b", "c", "d"}) ledger.Sent(mark, "form");
  ledger.Acknowledged("a", 1);
  ledger.Acknowledged("b", 2);
  ledger.Acknowledged("c", 3);
  const Verdict good = ledger.Compare({{"form", {"a", "b", "c", "d"}}});
  EXPECT_THAT(good.faults, IsEmpty());
  EXPECT_EQ(good.acknowledged, 3);
  EXPECT_EQ(good.never_answered, 1);
  EXPECT_EQ(ledger.Compare({{"form", {"a", "b"}}}).lost, 1);
  EXPECT_EQ(ledger.Compare({}).lost, 3);
  EXPECT_EQ(ledger.Compare({{"form", {"a", "c", "b"}}}).lost, 2) << "under other revisions than was answered";
  EXPECT_EQ(ledger.Compare({{"form", {"a", "b", "c", "b"}}}).doubled, 1);
  EXPECT_THAT(ledger.Compare({{"form", {"a", "b", "c", "x"}}}).faults,
              ElementsAre(HasSubstr("which nobody sent there")));
  EXPECT_THAT(ledger.Compare({{"form", {"a", "b", "c"}}, {"other", {"d"}}}).faults,
              ElementsAre(HasSubstr("which nobody sent there")));
}

}  // namespace
}  // namespace heng::fault
