// SPDX-License-Identifier: Apache-2.0
//
// "Thread-safe": what engine.h promises while others write. A reader goes on until the writer has done a number of rounds,
// and some times more, so that they do meet, however the threads are run.
#include <atomic>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "storage/testing/engine_conformance.h"

namespace heng::testing {
namespace {

constexpr int kRounds = 100;

// Whether a reader goes on.
class Meeting {
 public:
  explicit Meeting(const Repeating& writer) : writer_(writer) {}
  bool GoesOn() { return writer_.done() < kRounds || more_-- > 0; }

 private:
  const Repeating& writer_;
  int more_ = 10;
};

int NumberIn(const std::optional<Row>& row) {
  int number = -1;
  EXPECT_TRUE(row && absl::SimpleAtoi(row->value, &number));
  return number;
}

// No update is lost between reading a version and a guard on it.
TEST_P(EngineConformance, OneOfManyConcurrentCompareAndSetsWins) {
  constexpr int kThreads = 8;
  constexpr int kIncrements = 25;
  ASSERT_OK(engine_->CommitOne({.writes = {{K("n"), "0"}}}));
  std::atomic<int> succeeded = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      constexpr int kMaxAttempts = 10'000;
      for (int done = 0, attempts = 0; done < kIncrements && attempts < kMaxAttempts; ++attempts) {
        const std::optional<Row> row = Read(*engine_, K("n"));
        if (!row) return;
        const absl::Status status = engine_->CommitOne(
            {.guards = {{K("n"), row->version}}, .writes = {{K("n"), absl::StrCat(NumberIn(row) + 1)}}});
        if (!status.ok()) continue;
        ++done;
        ++succeeded;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(succeeded, kThreads * kIncrements);
  EXPECT_THAT(Read(*engine_, K("n")), HasValue(absl::StrCat(kThreads * kIncrements)));
}

// Two transactions that each guard what the other writes: at most one may happen.
TEST_P(EngineConformance, AdmitsNoWriteSkew) {
  for (int round = 0; round < 50; ++round) {
    const std::string a = K(absl::StrCat("a", round));
    const std::string b = K(absl::StrCat("b", round));
    ASSERT_OK(engine_->CommitOne({.writes = {{a, "on call"}, {b, "on call"}}}));
    const Version version_a = VersionOf(*engine_, a);
    const Version version_b = VersionOf(*engine_, b);
    std::atomic<int> happened = 0;
    std::thread first([&] {
      if (engine_->CommitOne({.guards = {{a, version_a}}, .writes = {{b, "off"}}}).ok()) ++happened;
    });
    std::thread second([&] {
      if (engine_->CommitOne({.guards = {{b, version_b}}, .writes = {{a, "off"}}}).ok()) ++happened;
    });
    first.join();
    second.join();
    EXPECT_EQ(happened, 1);
  }
}

// "All at one instant."
TEST_P(EngineConformance, GetSeesManyKeysAtOneInstant) {
  std::vector<std::string> keys;
  for (int i = 0; i < 40; ++i) {
    for (const std::string& key : {K(absl::StrCat(i)), D(absl::StrCat(i)), S(absl::StrCat(i))})
      keys.push_back(key);
  }
  ASSERT_LE(keys.size(), engine_->limits().max_transaction_items);
  const auto write = [&](int round) {
    Transaction transaction;
    for (const std::string& key : keys) transaction.writes.push_back({key, absl::StrCat(round)});
    EXPECT_OK(engine_->CommitOne(transaction));
  };
  write(0);
  const Repeating writer(write);
  for (Meeting meeting(writer); meeting.GoesOn();) {
    const auto rows = engine_->Get(keys);
    ASSERT_OK(rows);
    const int first = NumberIn(rows->front());
    for (const std::optional<Row>& row : *rows) ASSERT_EQ(NumberIn(row), first);
  }
}

// "A committed transaction is seen by every Get that begins after its Commit returned": and by every new scan.
TEST_P(EngineConformance, GetAndScanOnOtherThreadsSeeEveryCommitThatReturned) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  const Repeating writer([&](int round) {
    EXPECT_OK(engine_->CommitOne({.writes = {{K("a"), absl::StrCat(round)}}}));
  });
  for (Meeting meeting(writer); meeting.GoesOn();) {
    int returned = writer.done();
    ASSERT_GE(NumberIn(Read(*engine_, K("a"))), returned);
    returned = writer.done();
    const std::vector<Row> rows = ScanPages(*engine_, {.begin = K("")});
    ASSERT_EQ(rows.size(), 1u);
    ASSERT_GE(NumberIn(rows.front()), returned);
  }
}

// What was seen once is not unseen: the newest rows only become newer.
TEST_P(EngineConformance, ReadersNeverGoBack) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  const Repeating writer([&](int round) {
    EXPECT_OK(engine_->CommitOne({.writes = {{K("a"), absl::StrCat(round)}}}));
  });
  int last = 0;
  for (Meeting meeting(writer); meeting.GoesOn();) {
    const int seen = NumberIn(Read(*engine_, K("a")));
    ASSERT_GE(seen, last);
    last = seen;
  }
}

// "All pages of one snapshot show the same instant": each transaction writes a number to three spaces.
TEST_P(EngineConformance, ScansShowOneInstantWhileOthersWrite) {
  constexpr int kRows = 10;
  const auto write = [&](int round) {
    Transaction transaction;
    for (int i = 0; i < kRows; ++i) {
      for (const std::string& key : {K(absl::StrCat(i)), D(absl::StrCat(i)), S(absl::StrCat(i))}) {
        transaction.writes.push_back({key, absl::StrCat(round)});
      }
    }
    EXPECT_OK(engine_->CommitOne(transaction));
  };
  write(0);
  const Repeating writer(write);
  for (Meeting meeting(writer); meeting.GoesOn();) {
    ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = K(""), .limit = 0}));
    std::vector<std::string> values;
    for (const std::string& begin : {K(""), D(""), S("")}) {
      std::string next = begin;
      for (int pages = 0; !next.empty() && pages < 1000; ++pages) {
        ASSERT_OK_AND_ASSIGN(const ScanPage page,
                             engine_->Scan({.begin = next, .limit = 3, .snapshot = taken.snapshot}));
        for (const Row& row : page.rows) values.push_back(row.value);
        next = page.next;
      }
    }
    engine_->Release(taken.snapshot);
    ASSERT_EQ(values.size(), 3u * kRows);
    ASSERT_THAT(values, ::testing::Each(values.front()));
  }
}

}  // namespace
}  // namespace heng::testing
