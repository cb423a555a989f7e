// SPDX-License-Identifier: Apache-2.0
//
// The store over an engine that answers UNKNOWN and UNAVAILABLE by chance, or late: callers who repeat their requests until
// they are answered get one revision for each, the history fits, and the columns show what is stored.
#include <chrono>
#include <future>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/columns/columns.h"
#include "storage/columns/load.h"
#include "storage/engine_errors.h"
#include "storage/history/verify.h"
#include "storage/key_space.h"
#include "storage/keys.h"
#include "storage/memory/memory_engine.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using storage::v1::RecordWrite;
using ::testing::IsEmpty;

constexpr int kRounds = 160;
constexpr int kWritesInARound = 16;
constexpr int kNames = 40;
constexpr int kRegions = 4;

std::string EvaluationName(int number) {
  return absl::StrCat("regions/62060", number % kRegions, "/departments/", number,
                      "/evaluations/2024-overall");
}

RecordWrite Evaluation(const std::string& name, int total_hundredths) {
  RecordWrite write = Create(name, absl::StrCat("document ", total_hundredths));
  write.mutable_summary()->set_total_hundredths(total_hundredths);
  return write;
}

// Region, department and points of every current evaluation, a line each.
std::multiset<std::string> LiveRows(const Columns& columns) {
  const auto view = columns.View();
  std::multiset<std::string> rows;
  for (const YearView& year : view->years) {
    for (size_t i = 0; i < year.chunks->size(); ++i) {
      const Chunk* const chunk = (*year.chunks)[i].chunk.get();
      for (uint32_t row = 0; chunk != nullptr && row < year.RowsOf(i); ++row) {
        if (!chunk->IsLive(row, view->commit)) continue;
        rows.insert(absl::StrCat(columns.region_code(chunk->region[row]), " ",
                                 columns.department(chunk->department[row]).id, " ",
                                 chunk->total_hundredths[row]));
      }
    }
  }
  return rows;
}

std::vector<std::string> MisfitsIn(Engine& engine) {
  const auto report = VerifyRecords(engine, {});
  EXPECT_OK(report);
  std::vector<std::string> misfits;
  if (!report.ok()) return misfits;
  for (const Misfit& misfit : report->misfits) {
    misfits.push_back(absl::StrCat(misfit.name, " ", misfit.entry, " ", misfit.reason));
  }
  return misfits;
}

// A store with columns over an engine that fails.
struct Store {
  Store() { records = RecordStore::Open(fault, clock, {.columns = &columns}); }
  ~Store() { records.reset(); }

  // Queues all and waits for all.
  std::vector<RecordStore::Outcome> Commit(const std::vector<RecordWrite>& writes) {
    std::vector<std::promise<RecordStore::Outcome>> promises(writes.size());
    for (size_t i = 0; i < writes.size(); ++i) {
      records->Commit(writes[i],
                      [&promises, i](RecordStore::Outcome o) { promises[i].set_value(std::move(o)); });
    }
    std::vector<RecordStore::Outcome> outcomes;
    for (auto& promise : promises) outcomes.push_back(promise.get_future().get());
    return outcomes;
  }

  FakeClock clock{absl::FromUnixSeconds(1'700'000'000)};
  MemoryEngine engine;
  FaultEngine fault{engine};
  Columns columns;
  std::unique_ptr<RecordStore> records;
};

// One caller a name: sends a request until it is answered, then the next one.
class Callers {
 public:
  explicit Callers(uint64_t seed) : random_(seed) {}

  // Requests for this many names; those that were not answered come again as they were.
  std::vector<RecordWrite> NextRound() {
    while (waiting_.size() < kWritesInARound) {
      const std::string name = EvaluationName(static_cast<int>(random_() % kNames));
      if (waiting_.count(name) == 0) waiting_[name] = NextRequest(name);
    }
    std::vector<RecordWrite> writes;
    for (const auto& [name, write] : waiting_) writes.push_back(write);
    return writes;
  }

  void Hear(const std::vector<RecordWrite>& writes, const std::vector<RecordStore::Outcome>& outcomes) {
    for (size_t i = 0; i < writes.size(); ++i) {
      if (absl::IsUnavailable(outcomes[i].status)) {
        ++repeated_count_;
        continue;
      }
      ASSERT_OK(outcomes[i].status) << "nobody else writes " << writes[i].name();
      replayed_count_ += outcomes[i].replayed ? 1 : 0;
      etags_[writes[i].name()] = outcomes[i].info.etag();
      answered_[writes[i].name()].push_back(writes[i].document());
      waiting_.erase(writes[i].name());
    }
  }

  bool AllAreAnswered() const { return waiting_.empty(); }
  std::vector<RecordWrite> Waiting() const {
    std::vector<RecordWrite> writes;
    for (const auto& [name, write] : waiting_) writes.push_back(write);
    return writes;
  }
  // Documents of all answered requests by name, in their order.
  const std::map<std::string, std::vector<std::string>>& answered() const { return answered_; }
  int request_count() const { return request_count_; }
  int repeated_count() const { return repeated_count_; }
  int replayed_count() const { return replayed_count_; }

 private:
  RecordWrite NextRequest(const std::string& name) {
    ++request_count_;
    RecordWrite write = Evaluation(name, request_count_);
    if (const auto etag = etags_.find(name); etag != etags_.end()) {
      write.set_condition(storage::v1::WRITE_CONDITION_ETAG);
      write.set_etag(etag->second);
    }
    return WithRequestId(write, absl::StrCat("request-", request_count_));
  }

  std::mt19937_64 random_;
  std::map<std::string, RecordWrite> waiting_;
  std::map<std::string, std::string> etags_;
  std::map<std::string, std::vector<std::string>> answered_;
  int request_count_ = 0;
  int repeated_count_ = 0;
  int replayed_count_ = 0;
};

// Documents of all revisions of a name, in their order.
std::vector<std::string> RevisionsOf(Engine& engine, const std::string& name) {
  const auto parsed = ParseResourceName(name);
  EXPECT_OK(parsed);
  const std::string prefix = RevisionsPrefix(*parsed);
  std::vector<std::string> documents;
  const auto page = engine.Scan({.begin = prefix, .end = EndOfPrefix(prefix), .limit = 100'000});
  EXPECT_OK(page);
  for (const Row& row : page->rows) {
    storage::v1::StoredRevision stored;
    EXPECT_TRUE(stored.ParseFromString(row.value));
    documents.push_back(stored.document());
  }
  return documents;
}

class RandomFaultsTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(RandomFaultsTest, EachRequestHappensOnceAndHistoryAndColumnsFit) {
  SCOPED_TRACE(absl::StrCat("seed ", GetParam()));
  Store store;
  Callers callers(GetParam());
  store.fault.FailAtRandom(RandomFaults{.seed = GetParam(), .unknown_percent = 20, .unavailable_percent = 5});
  for (int round = 0; round < kRounds && !HasFatalFailure(); ++round) {
    const std::vector<RecordWrite> writes = callers.NextRound();
    callers.Hear(writes, store.Commit(writes));
    store.clock.Advance(absl::Milliseconds(50));
  }
  store.fault.FailAtRandom(std::nullopt);
  for (int round = 0; round < 10 && !callers.AllAreAnswered(); ++round) {
    const std::vector<RecordWrite> writes = callers.Waiting();
    callers.Hear(writes, store.Commit(writes));
  }
  ASSERT_TRUE(callers.AllAreAnswered());

  for (const auto& [name, documents] : callers.answered()) {
    EXPECT_EQ(RevisionsOf(store.engine, name), documents) << name;
  }
  EXPECT_THAT(MisfitsIn(store.engine), IsEmpty());
  Columns loaded;
  ASSERT_OK(LoadColumns(store.engine, loaded));
  EXPECT_EQ(LiveRows(store.columns), LiveRows(loaded));
  EXPECT_EQ(LiveRows(loaded).size(), callers.answered().size());

  // The faults did what they are for.
  const RandomFaultCounts counts = store.fault.random_counts();
  EXPECT_GT(counts.unknown_happened, 50);
  EXPECT_GT(counts.unknown_lost, 50);
  EXPECT_GT(counts.unknown_late, 5);
  EXPECT_GT(counts.unavailable, 5);
  EXPECT_GT(callers.replayed_count(), 5);
  RecordProperty("requests", callers.request_count());
  RecordProperty("repeated", callers.repeated_count());
  RecordProperty("replayed", callers.replayed_count());
  RecordProperty("unknown_happened", counts.unknown_happened);
  RecordProperty("unknown_lost", counts.unknown_lost);
  RecordProperty("unknown_late", counts.unknown_late);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFaultsTest, ::testing::Values(1, 2, 3, 4, 5, 6));

// Three writes of one region in one call; what the second rests on is changed in between, so that it does not happen.
TEST(RecordFaults, AWriteBehindOneThatDidNotHappenIsNotChainedToIt) {
  Store store;
  const std::vector<std::string> names = {EvaluationName(0), EvaluationName(kRegions),
                                          EvaluationName(2 * kRegions)};
  std::vector<RecordWrite> updates;
  for (const std::string& name : names) {
    const auto created = store.Commit({Evaluation(name, 1)});
    ASSERT_OK(created[0].status);
    updates.push_back(Update(name, created[0].info.etag(), "document 2"));
  }
  const std::string head_key = HeadKey(*ParseResourceName(names[1]));
  // All three wait while a write in front of them is held.
  const auto in_front = store.fault.HoldCommit(1, FaultPoint::kBefore);
  const int first_commit = store.fault.commit_count();
  store.fault.BeforeCommit([&](int before) {
    if (before != first_commit + 1) return;
    const auto rows = store.engine.Get({head_key});
    ASSERT_OK(rows);
    ASSERT_OK(store.engine.CommitOne({.writes = {{head_key, rows->front()->value}}}));
  });
  std::promise<RecordStore::Outcome> front;
  store.records->Commit(Create("schemes/in-front", "s"),
                        [&](RecordStore::Outcome o) { front.set_value(std::move(o)); });
  in_front->AwaitArrival();
  std::vector<std::promise<RecordStore::Outcome>> promises(updates.size());
  for (size_t i = 0; i < updates.size(); ++i) {
    store.records->Commit(updates[i],
                          [&promises, i](RecordStore::Outcome o) { promises[i].set_value(std::move(o)); });
  }
  in_front->LetGo();
  ASSERT_OK(front.get_future().get().status);
  for (auto& promise : promises) EXPECT_OK(promise.get_future().get().status);
  EXPECT_GT(store.fault.commit_count(), first_commit + 2) << "the second write was planned again";
  EXPECT_THAT(MisfitsIn(store.engine), IsEmpty());
}

// Reads go on while a commit is on its way, and see it only once it has happened.
TEST(RecordFaults, ReadsDoNotWaitForACommitThatHangs) {
  Store store;
  const std::string name = EvaluationName(0);
  const auto held = store.fault.HoldCommit(1, FaultPoint::kBefore);
  std::promise<RecordStore::Outcome> outcome;
  store.records->Commit(Evaluation(name, 1),
                        [&](RecordStore::Outcome o) { outcome.set_value(std::move(o)); });
  held->AwaitArrival();
  ASSERT_OK_AND_ASSIGN(const auto records, store.records->Get({name}));
  EXPECT_FALSE(records.front().has_value());
  EXPECT_THAT(LiveRows(store.columns), IsEmpty());
  held->LetGo();
  ASSERT_OK(outcome.get_future().get().status);
  EXPECT_EQ(LiveRows(store.columns).size(), 1u);
}

// A commit that has happened and whose answer hangs is durable, but not answered.
TEST(RecordFaults, AWriteIsNotAnsweredBeforeItsCommitReturns) {
  Store store;
  const std::string name = EvaluationName(0);
  const auto held = store.fault.HoldCommit(1, FaultPoint::kAfter);
  std::promise<RecordStore::Outcome> promise;
  store.records->Commit(Evaluation(name, 1),
                        [&](RecordStore::Outcome o) { promise.set_value(std::move(o)); });
  held->AwaitArrival();
  std::future<RecordStore::Outcome> outcome = promise.get_future();
  EXPECT_EQ(outcome.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_EQ(RevisionsOf(store.engine, name).size(), 1u);
  held->LetGo();
  EXPECT_OK(outcome.get().status);
}

TEST(RecordFaults, AListSaysThatTheEngineIsAway) {
  Store store;
  ASSERT_OK(store.Commit({Evaluation(EvaluationName(0), 1)})[0].status);
  storage::v1::ListSummariesRequest request;
  request.set_parent("regions/620600/departments/-");
  request.set_fiscal_year(2024);
  request.set_page_size(10);
  store.fault.FailScan(1, EngineAway("test"));
  EXPECT_THAT(store.records->ListSummaries(request), HasReason("STORAGE_AWAY"));
  EXPECT_THAT(VerifyRecords(store.engine, {}).status(), IsOk());
  store.fault.FailScan(1, EngineAway("test"));
  EXPECT_THAT(VerifyRecords(store.fault, {}), HasReason("STORAGE_AWAY"));
}

}  // namespace
}  // namespace heng::testing
