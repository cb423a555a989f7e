// SPDX-License-Identifier: Apache-2.0
//
// A disk that fills up and is freed again, at random points, while callers write and read. Nothing acknowledged is lost, reads
// never fail, writes are refused for what it is, and go on soon after there is room, without reopening.
#include <atomic>
#include <cstdio>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "storage/testing/small_disk.h"
#include "tests/fault/count.h"
#include "tests/fault/record_load.h"
#include "tests/fault/record_oracle.h"
#include "tests/fault/storage_node.h"

namespace heng::fault {
namespace {

using ::heng::testing::SmallDisk;

constexpr int kDiskMiB = 256;
constexpr uint64_t kReserveBytes = 8 * 1024 * 1024;
constexpr absl::Duration kMustHealWithin = absl::Seconds(2);
constexpr absl::Duration kDeadline = absl::Seconds(20);

bool WaitFor(const std::function<bool()>& condition, absl::Duration limit) {
  const absl::Time deadline = absl::Now() + limit;
  while (!condition()) {
    if (absl::Now() > deadline) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

// Callers and a reader that go on whatever happens, until they are stopped.
class Load {
 public:
  Load(RecordStore& store, RecordOracle& oracle) : store_(store), oracle_(oracle) {
    for (int i = 0; i < 3; ++i) threads_.emplace_back([this, i] { Write(i); });
    threads_.emplace_back([this] { Read(); });
  }
  ~Load() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

  int64_t acknowledged() const { return acknowledged_; }
  int64_t refused() const { return refused_; }
  int64_t reads() const { return reads_; }
  std::vector<std::string> problems() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return problems_;
  }

 private:
  void Write(int number) {
    RecordCaller caller(number, /*seed=*/17, {.max_document_bytes = 600}, oracle_);
    while (!stop_) {
      bool all_refused = true;
      for (const absl::Status& status : caller.Step(store_)) {
        ++(status.ok() ? acknowledged_ : refused_);
        all_refused = all_refused && !status.ok();
        if (!status.ok() && !(absl::IsResourceExhausted(status) && ReasonOf(status) == "DISK_FULL"))
          Report(absl::StrCat("a write: ", status.ToString()));
      }
      // As callers do that were told to come again.
      if (all_refused) absl::SleepFor(absl::Milliseconds(2));
    }
  }

  void Read() {
    std::mt19937_64 random(1);
    while (!stop_) {
      const std::string problem = oracle_.ReadOne(store_, random());
      if (!problem.empty()) Report(absl::StrCat("a read: ", problem));
      ++reads_;
      absl::SleepFor(absl::Microseconds(200));
    }
  }

  void Report(std::string problem) {
    std::lock_guard<std::mutex> lock(mutex_);
    problems_.push_back(std::move(problem));
  }

  RecordStore& store_;
  RecordOracle& oracle_;
  std::atomic<bool> stop_ = false;
  std::atomic<int64_t> acknowledged_ = 0;
  std::atomic<int64_t> refused_ = 0;
  std::atomic<int64_t> reads_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> problems_;
  std::vector<std::thread> threads_;
};

// Fills the disk until writes are refused, and keeps it full for a while.
void Fill(SmallDisk& disk, const Load& load, std::mt19937_64& random) {
  const int64_t before = load.refused();
  const auto refusals = static_cast<int64_t>(1 + random() % 60);
  // The database may free some space meanwhile.
  ASSERT_TRUE(WaitFor(
      [&] {
        disk.Fill();
        return load.refused() >= before + refusals;
      },
      kDeadline))
      << "writes are not refused on a full disk";
  const int64_t reads = load.reads();
  ASSERT_TRUE(WaitFor([&] { return load.reads() > reads + 10; }, kDeadline)) << "reads hang on a full disk";
}

TEST(FullDisk, LosesNothingInRoundsUnderLoad) {
  SmallDisk disk;
  if (const absl::Status mounted = disk.Mount(kDiskMiB); !mounted.ok()) GTEST_SKIP() << mounted;
  const int rounds = CountFromEnvironment("HENG_FULL_DISK_ROUNDS", 5);
  const NodeOptions options = {.data_dir = disk.path() + "/data", .free_space_reserve_bytes = kReserveBytes};
  std::mt19937_64 random(23);
  RecordOracle oracle;
  absl::Duration longest;
  int64_t refused = 0;
  {
    ASSERT_OK_AND_ASSIGN(const auto node, StorageNode::Start(options));
    Load load(node->store(), oracle);
    for (int round = 0; round < rounds; ++round) {
      SCOPED_TRACE(absl::StrCat("round ", round));
      const int64_t until = load.acknowledged() + 1 + static_cast<int64_t>(random() % 300);
      ASSERT_TRUE(WaitFor([&] { return load.acknowledged() >= until; }, kDeadline));
      Fill(disk, load, random);
      if (HasFatalFailure()) return;
      const int64_t before = load.acknowledged();
      disk.Free();
      const absl::Time freed = absl::Now();
      ASSERT_TRUE(WaitFor([&] { return load.acknowledged() > before; }, kMustHealWithin))
          << "writes do not go on after there is room";
      longest = std::max(longest, absl::Now() - freed);
    }
    refused = load.refused();
    const std::vector<std::string> problems = load.problems();
    EXPECT_TRUE(problems.empty()) << problems.size() << " problems, the first: " << problems[0];
  }
  for (int opening = 0; opening < 2; ++opening) {
    ASSERT_OK_AND_ASSIGN(const auto node, StorageNode::Start(options));
    const Comparison comparison = oracle.Compare(node->store(), node->engine());
    EXPECT_TRUE(comparison.ok()) << comparison.ToString();
  }
  std::printf("full disk rounds %d, acknowledged %s, refused %s, lost 0, writes again after %s at most\n",
              rounds, absl::StrCat(oracle.acknowledged_count()).c_str(), absl::StrCat(refused).c_str(),
              absl::FormatDuration(absl::Trunc(longest, absl::Milliseconds(1))).c_str());
}

}  // namespace
}  // namespace heng::fault
