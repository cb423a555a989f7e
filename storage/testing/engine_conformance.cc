// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/engine_conformance.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"

namespace heng::testing {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;
using ::testing::SizeIs;

constexpr absl::StatusCode kAborted = absl::StatusCode::kAborted;
constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr absl::StatusCode kGone = absl::StatusCode::kFailedPrecondition;

// A key of the rows, and one of the documents.
std::string K(absl::string_view rest) { return absl::StrCat("\x01r", rest); }
std::string D(absl::string_view rest) {
  return absl::StrCat(
      "\x01"
      "d",
      rest);
}

auto HasValue(const std::string& value) { return Optional(Field(&Row::value, value)); }

std::optional<Row> Read(Engine& engine, const std::string& key) {
  auto rows = engine.Get({key});
  EXPECT_OK(rows);
  return rows.ok() ? (*rows)[0] : std::nullopt;
}

Version VersionOf(Engine& engine, const std::string& key) {
  const std::optional<Row> row = Read(engine, key);
  return row ? row->version : kAbsent;
}

std::vector<std::string> KeysOf(const std::vector<Row>& rows) {
  std::vector<std::string> keys;
  for (const Row& row : rows) keys.push_back(row.key);
  return keys;
}

// Writes `count` rows K("n000"), K("n001"), ...
void WriteRows(Engine& engine, int count, const std::string& value) {
  std::vector<Transaction> transactions;
  for (int i = 0; i < count; ++i)
    transactions.push_back({.writes = {{K(absl::StrFormat("n%03d", i)), value}}});
  for (const absl::Status& status : engine.Commit(transactions)) ASSERT_OK(status);
}

TEST_P(EngineConformance, ReadsWhatWasCommitted) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {D("a"), "2"}}}));
  ASSERT_OK_AND_ASSIGN(const auto rows, engine_->Get({D("a"), K("b"), K("a")}));
  EXPECT_THAT(rows, ElementsAre(HasValue("2"), Not(Optional(_)), HasValue("1")));
}

TEST_P(EngineConformance, KeepsEmptyValuesAndAllBytes) {
  const std::string bytes("\0\x01\xff\n", 4);
  ASSERT_OK(engine_->CommitOne({.writes = {{K("empty"), ""}, {K(bytes), bytes}}}));
  EXPECT_THAT(Read(*engine_, K("empty")), HasValue(""));
  EXPECT_THAT(Read(*engine_, K(bytes)), HasValue(bytes));
}

TEST_P(EngineConformance, GetOfNoKeysIsEmpty) { EXPECT_THAT(engine_->Get({}), IsOkAndHolds(IsEmpty())); }

TEST_P(EngineConformance, DeletesAKey) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}}}));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
  EXPECT_FALSE(Read(*engine_, K("a")).has_value());
}

TEST_P(EngineConformance, AnswersForEachTransactionByItself) {
  const std::vector<absl::Status> outcomes =
      engine_->Commit({{.writes = {{K("a"), "1"}}},
                       {.guards = {{K("x"), 99}}, .writes = {{K("b"), "1"}}},
                       {.writes = {{"", "1"}}},
                       {.writes = {{K("c"), "1"}}}});
  EXPECT_THAT(outcomes, ElementsAre(IsOk(), HasCode(kAborted), HasCode(kInvalid), IsOk()));
  EXPECT_THAT(Read(*engine_, K("c")), HasValue("1"));
}

TEST_P(EngineConformance, CommitOfNothingAnswersNothing) {
  EXPECT_THAT(engine_->Commit({}), IsEmpty());
  EXPECT_OK(engine_->CommitOne({}));
}

TEST_P(EngineConformance, LaterTransactionsSeeTheWritesOfEarlierOnes) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  const Version old = VersionOf(*engine_, K("a"));
  const Transaction compare_and_set = {.guards = {{K("a"), old}}, .writes = {{K("a"), "1"}}};
  const Transaction insert = {.guards = {{K("b"), kAbsent}}, .writes = {{K("b"), "1"}}};
  EXPECT_THAT(engine_->Commit({compare_and_set, compare_and_set, insert, insert}),
              ElementsAre(IsOk(), HasCode(kAborted), IsOk(), HasCode(kAborted)));
}

TEST_P(EngineConformance, ADeletionInTheSameCommitMakesTheKeyAbsent) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}}}));
  EXPECT_THAT(engine_->Commit({{.writes = {{K("a"), std::nullopt}}},
                               {.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "1"}}}}),
              ElementsAre(IsOk(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("1"));
}

TEST_P(EngineConformance, AGuardMayStandOnWhatTheSameCommitWroteEarlier) {
  const Guard earlier{K("head"), kWrittenEarlier};
  ASSERT_OK(engine_->CommitOne({.writes = {{K("head"), "old"}}}));
  const auto statuses = engine_->Commit(std::vector<Transaction>{
      {.guards = {earlier}, .writes = {{K("early"), "1"}}},
      {.writes = {{K("head"), "1"}}},
      {.guards = {earlier}, .writes = {{K("head"), "2"}}},
      {.guards = {earlier}, .writes = {{K("head"), "3"}}},
  });
  EXPECT_THAT(statuses, ElementsAre(HasCode(kAborted), IsOk(), IsOk(), IsOk()));
  EXPECT_THAT(Read(*engine_, K("head")), HasValue("3"));
  // Not what an earlier call wrote.
  EXPECT_THAT(engine_->CommitOne({.guards = {earlier}, .writes = {{K("head"), "4"}}}), HasCode(kAborted));
}

TEST_P(EngineConformance, AGuardOnAnEarlierWriteFailsIfThatWriteFailedOrIsDeleted) {
  const Guard earlier{K("head"), kWrittenEarlier};
  const auto failed = engine_->Commit(std::vector<Transaction>{
      {.guards = {{K("absent"), 7}}, .writes = {{K("head"), "1"}}},
      {.guards = {earlier}, .writes = {{K("head"), "2"}}},
  });
  EXPECT_THAT(failed, ElementsAre(HasCode(kAborted), HasCode(kAborted)));
  const auto deleted = engine_->Commit(std::vector<Transaction>{
      {.writes = {{K("head"), "1"}}},
      {.writes = {{K("head"), std::nullopt}}},
      {.guards = {earlier}, .writes = {{K("head"), "2"}}},
  });
  EXPECT_THAT(deleted, ElementsAre(IsOk(), IsOk(), HasCode(kAborted)));
  EXPECT_EQ(VersionOf(*engine_, K("head")), kAbsent);
}

TEST_P(EngineConformance, NothingHappensWhenAGuardDoesNotHold) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("a"), VersionOf(*engine_, K("a"))}, {K("gone"), 7}},
                                  .writes = {{K("a"), "2"}, {D("b"), "2"}}}),
              HasCode(kAborted));
  EXPECT_THAT(Read(*engine_, K("a")), HasValue("1"));
  EXPECT_FALSE(Read(*engine_, D("b")).has_value());
}

TEST_P(EngineConformance, AGuardMayStandOnAKeyThatIsNotWritten) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("open"), "yes"}}}));
  const Version open = VersionOf(*engine_, K("open"));
  EXPECT_OK(engine_->CommitOne({.guards = {{K("open"), open}}, .writes = {{K("a"), "1"}}}));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("open"), "no"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("open"), open}}, .writes = {{K("a"), "2"}}}),
              HasCode(kAborted));
}

TEST_P(EngineConformance, AnAbsentGuardRefusesAnExistingKey) {
  ASSERT_OK(engine_->CommitOne({.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "1"}}}));
  EXPECT_THAT(engine_->CommitOne({.guards = {{K("a"), kAbsent}}, .writes = {{K("a"), "2"}}}),
              HasCode(kAborted));
}

TEST_P(EngineConformance, AVersionIsNeverGivenTwiceNotEvenAfterDeletion) {
  std::set<Version> seen = {kAbsent};
  for (int i = 0; i < 20; ++i) {
    ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "same"}}}));
    EXPECT_TRUE(seen.insert(VersionOf(*engine_, K("a"))).second);
    if (i % 2 == 0) {
      ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), std::nullopt}}}));
    }
  }
}

TEST_P(EngineConformance, ReadingDoesNotChangeAVersion) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "1"}, {K("b"), "1"}}}));
  const Version version = VersionOf(*engine_, K("a"));
  ASSERT_OK(engine_->CommitOne({.writes = {{K("b"), "2"}}}));
  EXPECT_EQ(VersionOf(*engine_, K("a")), version);
}

TEST_P(EngineConformance, ScansShowTheVersionsThatGuardsWant) {
  WriteRows(*engine_, 3, "v");
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("")}));
  ASSERT_THAT(page.rows, SizeIs(3));
  for (const Row& row : page.rows) EXPECT_EQ(row.version, VersionOf(*engine_, row.key));
}

TEST_P(EngineConformance, RefusesAKeyTwiceAmongTheWrites) {
  EXPECT_THAT(engine_->CommitOne({.writes = {{K("a"), "1"}, {K("a"), "2"}}}), HasCode(kInvalid));
  EXPECT_FALSE(Read(*engine_, K("a")).has_value());
}

TEST_P(EngineConformance, RefusesKeysOfNoSpace) {
  for (const std::string& key :
       {std::string(), std::string("\x01"), std::string("\x01x"), std::string("\x02r")}) {
    EXPECT_THAT(engine_->CommitOne({.writes = {{key, "1"}}}), HasCode(kInvalid));
    EXPECT_THAT(engine_->CommitOne({.guards = {{key, kAbsent}}, .writes = {{K("a"), "1"}}}),
                HasCode(kInvalid));
    EXPECT_THAT(engine_->Get({key}), HasCode(kInvalid));
    EXPECT_THAT(engine_->Scan({.begin = key}), HasCode(kInvalid));
  }
}

TEST_P(EngineConformance, AcceptsWhatIsAtTheLimitsAndRefusesWhatIsOver) {
  const EngineLimits limits = engine_->limits();
  const std::string longest = K(std::string(limits.max_key_bytes - 2, 'k'));
  EXPECT_OK(engine_->CommitOne({.writes = {{longest, "1"}}}));
  EXPECT_THAT(engine_->CommitOne({.writes = {{longest + "k", "1"}}}), HasCode(kInvalid));

  const std::string largest(limits.max_transaction_bytes - K("big").size(), 'v');
  EXPECT_OK(engine_->CommitOne({.writes = {{K("big"), largest}}}));
  EXPECT_THAT(engine_->CommitOne({.writes = {{K("big"), largest + "v"}}}), HasCode(kInvalid));
  EXPECT_THAT(Read(*engine_, K("big")), HasValue(largest));

  Transaction many;
  for (size_t i = 0; i < limits.max_transaction_items; ++i)
    many.writes.push_back({K(absl::StrCat("i", i)), "1"});
  EXPECT_OK(engine_->CommitOne(many));
  many.guards.push_back({K("none"), kAbsent});
  EXPECT_THAT(engine_->CommitOne(many), HasCode(kInvalid));
}

TEST_P(EngineConformance, OneOfManyConcurrentCompareAndSetsWins) {
  constexpr int kThreads = 8;
  constexpr int kIncrements = 25;
  ASSERT_OK(engine_->CommitOne({.writes = {{K("n"), "0"}}}));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this] {
      for (int done = 0; done < kIncrements;) {
        const std::optional<Row> row = Read(*engine_, K("n"));
        const absl::Status status =
            engine_->CommitOne({.guards = {{K("n"), row->version}},
                                .writes = {{K("n"), absl::StrCat(std::stoi(row->value) + 1)}}});
        if (status.ok()) ++done;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
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

TEST_P(EngineConformance, GetSeesSeveralKeysAtOneInstant) {
  ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), "0"}, {D("b"), "0"}}}));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      ASSERT_OK(engine_->CommitOne({.writes = {{K("a"), absl::StrCat(i)}, {D("b"), absl::StrCat(i)}}}));
    }
  });
  for (int i = 0; i < 500; ++i) {
    auto rows = engine_->Get({K("a"), D("b")});
    EXPECT_OK(rows);
    EXPECT_EQ((*rows)[0]->value, (*rows)[1]->value);
  }
  stop = true;
  writer.join();
}

TEST_P(EngineConformance, ScansInBytewiseOrderWithinTheRange) {
  const std::string high = K("\xff");
  ASSERT_OK(engine_->CommitOne(
      {.writes = {
           {high, "1"}, {K("b"), "1"}, {K("a"), "1"}, {K(std::string("a\0", 2)), "1"}, {K("aa"), "1"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage all, engine_->Scan({.begin = K("")}));
  EXPECT_THAT(KeysOf(all.rows), ElementsAre(K("a"), K(std::string("a\0", 2)), K("aa"), K("b"), high));
  ASSERT_OK_AND_ASSIGN(const ScanPage some, engine_->Scan({.begin = K("aa"), .end = high}));
  EXPECT_THAT(KeysOf(some.rows), ElementsAre(K("aa"), K("b")));
  EXPECT_THAT(some.next, IsEmpty());
}

TEST_P(EngineConformance, AScanStaysWithinItsSpace) {
  ASSERT_OK(engine_->CommitOne({.writes = {{D("a"), "1"},
                                           {K("a"), "1"},
                                           {"\x01s"
                                            "a",
                                            "1"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage rows, engine_->Scan({.begin = K("")}));
  EXPECT_THAT(KeysOf(rows.rows), ElementsAre(K("a")));
  EXPECT_OK(engine_->Scan({.begin = K(""), .end = "\x01s"}));
  EXPECT_THAT(engine_->Scan({.begin = D("a"), .end = K("a")}), HasCode(kInvalid));
  EXPECT_THAT(engine_->Scan({.begin = K("a"), .end = "\x02"}), HasCode(kInvalid));
}

TEST_P(EngineConformance, AnEmptyRangeIsAnEmptyPage) {
  WriteRows(*engine_, 3, "v");
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("z"), .end = K("a")}));
  EXPECT_THAT(page.rows, IsEmpty());
  EXPECT_THAT(page.next, IsEmpty());
}

TEST_P(EngineConformance, PagesJoinWithoutGapOrOverlap) {
  WriteRows(*engine_, 25, "v");
  std::vector<std::string> keys;
  ScanRequest request = {.begin = K(""), .limit = 10};
  for (int page_number = 0; page_number < 3; ++page_number) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan(request));
    EXPECT_LE(page.rows.size(), 10u);
    for (const Row& row : page.rows) keys.push_back(row.key);
    EXPECT_EQ(page.next.empty(), page_number == 2);
    request.begin = page.next;
    request.snapshot = page.snapshot;
  }
  EXPECT_THAT(keys, SizeIs(25));
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
}

TEST_P(EngineConformance, ScanAtASnapshotDoesNotSeeLaterCommits) {
  WriteRows(*engine_, 30, "before");
  ASSERT_OK_AND_ASSIGN(const ScanPage first, engine_->Scan({.begin = K(""), .limit = 10}));
  WriteRows(*engine_, 40, "after");
  ASSERT_OK(engine_->CommitOne({.writes = {{K("n015"), std::nullopt}, {K("n010x"), "after"}}}));

  ASSERT_OK_AND_ASSIGN(const ScanPage rest,
                       engine_->Scan({.begin = first.next, .limit = 100, .snapshot = first.snapshot}));
  EXPECT_THAT(rest.rows, SizeIs(20));
  EXPECT_THAT(rest.rows, ::testing::Each(Field(&Row::value, "before")));
  EXPECT_EQ(rest.snapshot, first.snapshot);
}

TEST_P(EngineConformance, LimitZeroOnlyTakesASnapshot) {
  WriteRows(*engine_, 1, "before");
  ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = K(""), .limit = 0}));
  EXPECT_THAT(taken.rows, IsEmpty());
  WriteRows(*engine_, 1, "after");
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K(""), .snapshot = taken.snapshot}));
  EXPECT_THAT(page.rows, ElementsAre(Field(&Row::value, "before")));
}

TEST_P(EngineConformance, OneSnapshotServesEverySpace) {
  ASSERT_OK(engine_->CommitOne({.writes = {{D("a"), "before"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage taken, engine_->Scan({.begin = K(""), .limit = 0}));
  ASSERT_OK(engine_->CommitOne({.writes = {{D("a"), "after"}}}));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = D(""), .snapshot = taken.snapshot}));
  EXPECT_THAT(page.rows, ElementsAre(Field(&Row::value, "before")));
}

TEST_P(EngineConformance, AReleasedSnapshotIsGone) {
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("")}));
  engine_->Release(page.snapshot);
  EXPECT_THAT(engine_->Scan({.begin = K(""), .snapshot = page.snapshot}), HasCode(kGone));
}

TEST_P(EngineConformance, ReleasingAnUnknownSnapshotIsIgnored) {
  engine_->Release("no such snapshot");
  engine_->Release("");
  EXPECT_OK(engine_->Check());
}

TEST_P(EngineConformance, ASnapshotOfAnotherProcessIsGone) {
  std::unique_ptr<Engine> other = GetParam().open_empty(clock_);
  ASSERT_OK_AND_ASSIGN(const ScanPage page, other->Scan({.begin = K("")}));
  EXPECT_THAT(engine_->Scan({.begin = K(""), .snapshot = page.snapshot}), HasCode(kGone));
}

TEST_P(EngineConformance, ASnapshotLivesForItsLifetimeAfterItsLastUse) {
  const absl::Duration lifetime = engine_->limits().snapshot_lifetime;
  EXPECT_GE(lifetime, absl::Minutes(5));
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine_->Scan({.begin = K("")}));
  for (int use = 0; use < 3; ++use) {
    clock_.Advance(lifetime);
    EXPECT_OK(engine_->Scan({.begin = K(""), .snapshot = page.snapshot}));
  }
}

TEST_P(EngineConformance, OneSnapshotTooManyPushesOutTheOneUnusedForLongest) {
  ASSERT_OK_AND_ASSIGN(const ScanPage used, engine_->Scan({.begin = K(""), .limit = 0}));
  clock_.Advance(absl::Seconds(1));
  ASSERT_OK_AND_ASSIGN(const ScanPage unused, engine_->Scan({.begin = K(""), .limit = 0}));
  for (size_t i = 2; i < engine_->limits().max_snapshots; ++i) {
    clock_.Advance(absl::Milliseconds(1));
    ASSERT_OK(engine_->Scan({.begin = K(""), .limit = 0}));
  }
  ASSERT_OK(engine_->Scan({.begin = K(""), .snapshot = used.snapshot}));

  ASSERT_OK(engine_->Scan({.begin = K(""), .limit = 0}));

  EXPECT_OK(engine_->Scan({.begin = K(""), .snapshot = used.snapshot}));
  EXPECT_THAT(engine_->Scan({.begin = K(""), .snapshot = unused.snapshot}),
              HasCode(absl::StatusCode::kFailedPrecondition));
}

TEST_P(EngineConformance, ScansGoOnWhileOthersWrite) {
  WriteRows(*engine_, 100, "0");
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) WriteRows(*engine_, 100, absl::StrCat(i));
  });
  for (int list = 0; list < 20; ++list) {
    ScanRequest request = {.begin = K(""), .limit = 7};
    std::set<std::string> values;
    size_t count = 0;
    do {
      auto page = engine_->Scan(request);
      EXPECT_OK(page);
      for (const Row& row : page->rows) values.insert(row.value);
      count += page->rows.size();
      request.begin = page->next;
      request.snapshot = page->snapshot;
    } while (!request.begin.empty());
    engine_->Release(request.snapshot);
    EXPECT_EQ(count, 100u);
    EXPECT_LE(values.size(), 2u) << "one Commit at most is cut by the snapshot";
  }
  stop = true;
  writer.join();
}

TEST_P(EngineConformance, IsHealthyWhenNew) { EXPECT_OK(engine_->Check()); }

TEST_P(EngineConformance, ErrorsHaveAReasonAndAChineseText) {
  for (const absl::Status& status :
       {engine_->CommitOne({.guards = {{K("a"), 1}}}), engine_->CommitOne({.writes = {{"", ""}}}),
        engine_->Scan({.begin = K(""), .snapshot = "gone"}).status()}) {
    EXPECT_THAT(ReasonOf(status), Not(IsEmpty())) << status;
    EXPECT_THAT(ChineseMessageOf(status), Not(IsEmpty())) << status;
  }
}

}  // namespace
}  // namespace heng::testing
