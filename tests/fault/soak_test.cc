// SPDX-License-Identifier: Apache-2.0
//
// Memory, descriptors and threads of both daemons under a mixed load for minutes. Submissions replace the same evaluations, so
// that the number of current evaluations stays; what is bound to grow all the same is known: each revision that replaces another leaves
// 60 bytes and its parts in the columns until a restart, write buffers fill up to 48 MiB and the block cache to 128 MiB.
// Each second is a sample. The first third is warming up. Of the rest:
//   descriptors and threads   the greatest of the last third is at most 10 more than that of the second
//   resident memory           grows by less than 1 MiB a minute beyond 1 KiB for each submission that was answered; by 128 MiB
//                             more in runs below five minutes, in which buffers and cache still fill
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
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

constexpr int kUnarySubmitters = 4;
constexpr int kFormsOfABatch = 20;
constexpr size_t kSecondsToFill = 300;
constexpr int kForms = kUnarySubmitters + kFormsOfABatch;

struct Sample {
  int64_t resident_kib = 0;
  int64_t descriptors = 0;
  int64_t threads = 0;
  int64_t acknowledged = 0;
};

int64_t NumberIn(const std::string& status, const std::string& field) {
  const size_t place = status.find(field);
  return place == std::string::npos ? 0 : std::atoll(status.c_str() + place + field.size());
}

Sample SampleOf(pid_t pid, int64_t acknowledged) {
  const std::string process = absl::StrCat("/proc/", pid);
  std::ifstream file(process + "/status");
  const std::string status((std::istreambuf_iterator<char>(file)), {});
  const std::filesystem::directory_iterator descriptors(process + "/fd");
  return {.resident_kib = NumberIn(status, "VmRSS:"),
          .descriptors = std::distance(begin(descriptors), end(descriptors)),
          .threads = NumberIn(status, "Threads:"),
          .acknowledged = acknowledged};
}

// Says what keeps growing.
std::vector<std::string> GrowthIn(const std::string& daemon, const std::vector<Sample>& samples) {
  const size_t third = samples.size() / 3;
  const auto greatest = [&](size_t from, int64_t Sample::*quantity) {
    int64_t most = 0;
    for (size_t i = from; i < from + third; ++i) most = std::max(most, samples[i].*quantity);
    return most;
  };
  std::vector<std::string> growth;
  for (const auto& [what, quantity] :
       {std::pair("descriptors", &Sample::descriptors), {"threads", &Sample::threads}}) {
    const int64_t before = greatest(third, quantity);
    const int64_t after = greatest(2 * third, quantity);
    if (after > before + 10)
      growth.push_back(absl::StrCat(daemon, ": ", what, " ", before, ", later ", after));
  }
  const int64_t answered = samples.back().acknowledged - samples[2 * third].acknowledged;
  const int64_t filling_kib = samples.size() < kSecondsToFill ? 128 * 1024 : 0;
  const int64_t allowed_kib = answered + static_cast<int64_t>(third) * 1024 / 60 + filling_kib;
  const int64_t grown_kib =
      greatest(2 * third, &Sample::resident_kib) - greatest(third, &Sample::resident_kib);
  if (grown_kib > allowed_kib) {
    growth.push_back(
        absl::StrCat(daemon, ": ", grown_kib, " KiB more resident, of which ", allowed_kib, " are allowed"));
  }
  return growth;
}

// Reads as users do, again and again.
void Read(const client::Client& client, const std::vector<v1::Evaluation>& forms,
          const std::atomic<bool>& stop, std::atomic<int64_t>& failures) {
  for (size_t i = 0; !stop; ++i) {
    v1::ListEvaluationsRequest list;
    list.set_parent("regions/-/departments/-");
    for (const absl::StatusOr<v1::Evaluation>& row : client.ListEvaluations(list)) {
      if (!row.ok()) ++failures;
    }
    v1::AggregateScoresRequest sums;
    sums.add_groupings();
    if (!client.AggregateScores(sums).ok()) ++failures;
    const absl::StatusOr<v1::Evaluation> form = client.GetEvaluation(forms[i % forms.size()].name());
    if (!form.ok() && !absl::IsNotFound(form.status())) ++failures;
  }
}

TEST(Soak, DaemonsStayAsTheyAre) {
  const int seconds = CountFromEnvironment("HENG_SOAK_SECONDS", 12);
  Daemons daemons({.storage_flags = {"--log-level=error"}, .scoring_flags = {"--log-level=error"}});
  const client::Client client = daemons.MakeClient();
  ASSERT_OK_AND_ASSIGN(const std::vector<v1::Evaluation> forms, StoreSmallForms(client, kForms));
  Ledger ledger;
  std::vector<std::unique_ptr<Submitter>> submitters;
  for (int i = 0; i < kUnarySubmitters; ++i) {
    submitters.push_back(std::make_unique<Submitter>(daemons.MakeClient(), std::vector{forms[i]}, ledger, i));
  }
  submitters.push_back(std::make_unique<Submitter>(
      daemons.MakeClient(), std::vector(forms.begin() + kUnarySubmitters, forms.end()), ledger, 99));
  std::atomic<bool> stop = false;
  std::atomic<int64_t> failures = 0;
  std::vector<std::thread> threads;
  for (const auto& submitter : submitters) threads.emplace_back([&, s = submitter.get()] { s->Run(stop); });
  threads.emplace_back([&] { Read(client, forms, stop, failures); });

  std::vector<Sample> storage;
  std::vector<Sample> scoring;
  for (int i = 0; i < seconds; ++i) {
    absl::SleepFor(absl::Seconds(1));
    storage.push_back(SampleOf(daemons.storage().pid(), ledger.acknowledged_count()));
    scoring.push_back(SampleOf(daemons.scoring().pid(), ledger.acknowledged_count()));
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(failures, 0);
  EXPECT_THAT(GrowthIn("heng-storage", storage), IsEmpty());
  EXPECT_THAT(GrowthIn("heng-scoring", scoring), IsEmpty());
  for (const auto& [daemon, samples] : {std::pair("heng-storage", &storage), {"heng-scoring", &scoring}}) {
    const Sample& middle = (*samples)[samples->size() / 3];
    const Sample& last = samples->back();
    std::printf("soak %d s, %s: resident %lld to %lld KiB, descriptors %lld to %lld, threads %lld to %lld\n",
                seconds, daemon, static_cast<long long>(middle.resident_kib),
                static_cast<long long>(last.resident_kib), static_cast<long long>(middle.descriptors),
                static_cast<long long>(last.descriptors), static_cast<long long>(middle.threads),
                static_cast<long long>(last.threads));
  }
  std::printf("soak: %lld submissions answered\n", static_cast<long long>(ledger.acknowledged_count()));
}

TEST(Soak, GrowthIsNoticed) {
  std::vector<Sample> steady(300, {.resident_kib = 100'000, .descriptors = 40, .threads = 30});
  EXPECT_THAT(GrowthIn("steady", steady), IsEmpty());
  std::vector<Sample> leaking = steady;
  for (size_t i = 0; i < leaking.size(); ++i) {
    leaking[i].resident_kib += static_cast<int64_t>(i) * 60;
    leaking[i].descriptors += static_cast<int64_t>(i) / 5;
  }
  EXPECT_EQ(GrowthIn("leaking", leaking).size(), 2u);
}

}  // namespace
}  // namespace heng::fault
