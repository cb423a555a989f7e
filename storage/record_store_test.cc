// SPDX-License-Identifier: Apache-2.0
#include "storage/record_store.h"

#include <atomic>
#include <thread>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "storage/engine_errors.h"
#include "storage/testing/record_fixture.h"

namespace heng::testing {
namespace {

using storage::v1::Record;
using storage::v1::RecordWrite;
using ::testing::HasSubstr;
using ::testing::Not;
using Outcome = RecordStore::Outcome;

constexpr char kRegion[] = "regions/620602";
constexpr char kDepartment[] = "regions/620602/departments/219001";
constexpr char kEvaluation[] = "regions/620602/departments/219001/evaluations/2024-overall";
constexpr char kGoals[] = "regions/620602/departments/219001/goals/2024-overall";

std::string RevisionOfContent(const std::string& document) {
  return absl::BytesToHexString(Sha256(document).substr(0, 8));
}

// A fact in the metadata of ErrorInfo.
std::string Metadata(const absl::Status& status, const std::string& key) {
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.metadata().count(key) > 0 ? info.metadata().at(key) : "";
}

TEST_P(RecordStoreTest, StoresANewNameAsRevisionOne) {
  const Outcome outcome = Commit(Create(kRegion, "v1"));
  ASSERT_OK(outcome.status);
  EXPECT_FALSE(outcome.replayed);
  EXPECT_EQ(outcome.info.name(), absl::StrCat(kRegion, "@1"));
  EXPECT_EQ(outcome.info.revision(), "1");
  EXPECT_EQ(outcome.info.actor(), "local");
  EXPECT_EQ(outcome.info.create_time().seconds(), 1'700'000'000);

  const std::optional<Record> record = Read(kRegion);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->document(), "v1");
  EXPECT_EQ(record->info().SerializeAsString(), outcome.info.SerializeAsString());
}

TEST_P(RecordStoreTest, KeepsEveryRevisionAndItsTimes) {
  const Outcome first = Commit(Create(kDepartment, "v1"));
  clock_.Advance(absl::Seconds(60));
  const Outcome second = Commit(Update(kDepartment, first.info.etag(), "v2"));
  ASSERT_OK(second.status);
  EXPECT_EQ(second.info.revision(), "2");
  EXPECT_NE(second.info.etag(), first.info.etag());
  EXPECT_EQ(second.info.create_time().seconds(), 1'700'000'000);
  EXPECT_EQ(second.info.update_time().seconds(), 1'700'000'060);

  EXPECT_EQ(Read(kDepartment)->document(), "v2");
  const std::optional<Record> old = Read(absl::StrCat(kDepartment, "@1"));
  ASSERT_TRUE(old.has_value());
  EXPECT_EQ(old->document(), "v1");
  EXPECT_EQ(old->info().etag(), first.info.etag());
  EXPECT_EQ(old->info().update_time().seconds(), 1'700'000'000);
}

TEST_P(RecordStoreTest, FindsNothingUnderUnknownNamesAndRevisions) {
  ASSERT_OK(Commit(Create(kRegion, "v1")).status);
  ASSERT_OK(Commit(Create(kGoals, "g")).status);
  for (const std::string& name : {std::string(kDepartment), absl::StrCat(kRegion, "@2"),
                                  absl::StrCat(kGoals, "@0123456789abcdef"), std::string("schemes/none")}) {
    EXPECT_FALSE(Read(name).has_value()) << name;
  }
  EXPECT_THAT(store_->Get({"regions"}), HasReason("BAD_NAME"));
}

TEST_P(RecordStoreTest, GetsSeveralNamesInTheirOrder) {
  ASSERT_OK(Commit(Create(kRegion, "r")).status);
  ASSERT_OK(Commit(Create(kDepartment, "d")).status);
  ASSERT_OK_AND_ASSIGN(const auto records, store_->Get({kDepartment, "regions/99", kRegion, kDepartment}));
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[0]->document(), "d");
  EXPECT_FALSE(records[1].has_value());
  EXPECT_EQ(records[2]->document(), "r");
  EXPECT_EQ(records[3]->document(), "d");
}

TEST_P(RecordStoreTest, RefusesANameThatIsTakenAndNamesWhatIsThere) {
  ASSERT_OK(Commit(Create(kRegion, "v1")).status);
  const Outcome outcome = Commit(Create(kRegion, "v1"));
  EXPECT_THAT(outcome.status, HasCode(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(outcome.status, HasReason("ALREADY_EXISTS"));
  EXPECT_EQ(Metadata(outcome.status, "existing"), absl::StrCat(kRegion, "@1"));
}

TEST_P(RecordStoreTest, RefusesAStaleEtagAndAnUpdateOfNothing) {
  const Outcome first = Commit(Create(kRegion, "v1"));
  const Outcome second = Commit(Update(kRegion, first.info.etag(), "v2"));
  const Outcome stale = Commit(Update(kRegion, first.info.etag(), "v3"));
  EXPECT_THAT(stale.status, HasReason("STALE_ETAG"));
  EXPECT_EQ(Metadata(stale.status, "currentEtag"), second.info.etag());
  EXPECT_EQ(Read(kRegion)->document(), "v2");
  EXPECT_THAT(Commit(Update(kDepartment, "1-00000000", "v1")).status, HasCode(absl::StatusCode::kNotFound));
}

TEST_P(RecordStoreTest, AddressesSchemesAndGoalsByContent) {
  for (const std::string& name : {std::string("schemes/gansu"), std::string(kGoals)}) {
    const Outcome first = Commit(Create(name, "content A"));
    ASSERT_OK(first.status);
    EXPECT_EQ(first.info.revision(), RevisionOfContent("content A"));
    EXPECT_EQ(first.info.content_sha256(), Sha256("content A"));
    ASSERT_OK(Commit(Create(name, "content B")).status);

    EXPECT_EQ(Read(name)->document(), "content B");
    EXPECT_EQ(Read(first.info.name())->document(), "content A");

    const Outcome again = Commit(Create(name, "content A"));
    EXPECT_THAT(again.status,
                HasCodeAndMessage(absl::StatusCode::kAlreadyExists, HasSubstr(first.info.name())));
    EXPECT_EQ(Metadata(again.status, "existing"), first.info.name());
    EXPECT_EQ(Read(name)->document(), "content B") << "a refused write does not move the head";
  }
}

TEST_P(RecordStoreTest, RefusesOtherContentUnderTheSameHashPrefix) {
  RecordWrite first = Create("schemes/gansu", "A");
  RecordWrite second = Create("schemes/gansu", "B");
  second.set_content_sha256(first.content_sha256().substr(0, 8) + std::string(24, 'x'));
  ASSERT_OK(Commit(first).status);
  EXPECT_THAT(Commit(second).status,
              HasCodeAndMessage(absl::StatusCode::kAlreadyExists, HasSubstr("other content")));
}

TEST_P(RecordStoreTest, ReplaysARequestIdAndRefusesItForAnotherRequest) {
  const Outcome first = Commit(WithRequestId(Create(kRegion, "v1"), "r-1"));
  ASSERT_OK(first.status);
  ASSERT_OK(Commit(Update(kRegion, first.info.etag(), "v2")).status);

  const Outcome again = Commit(WithRequestId(Create(kRegion, "v1"), "r-1"));
  ASSERT_OK(again.status);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.info.SerializeAsString(), first.info.SerializeAsString());

  const Outcome other = Commit(WithRequestId(Create(kDepartment, "other"), "r-1"));
  EXPECT_THAT(other.status, HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(other.status,
              HasCodeAndMessage(absl::StatusCode::kInvalidArgument, HasSubstr(first.info.name())));
  EXPECT_OK(Commit(WithRequestId(Create("regions/620603", "v1"), "r-1")).status)
      << "ids are scoped to the region";
}

TEST_P(RecordStoreTest, ReplaysARequestIdAfterReopening) {
  const Outcome first = Commit(WithRequestId(Create("schemes/gansu", "s"), "r-1"));
  Reopen();
  const Outcome again = Commit(WithRequestId(Create("schemes/gansu", "s"), "r-1"));
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.info.SerializeAsString(), first.info.SerializeAsString());
}

TEST_P(RecordStoreTest, FindsWhatARequestIdWasUsedFor) {
  const Outcome first = Commit(WithRequestId(Create(kRegion, "v1"), "r-1"));
  ASSERT_OK(Commit(Update(kRegion, first.info.etag(), "v2")).status);
  storage::v1::FindRequestsRequest::Query query;
  query.set_name(kDepartment);  // any name of the region
  query.set_request_id("r-1");
  query.set_request_sha256(Sha256("v1"));
  ASSERT_OK_AND_ASSIGN(const auto found, store_->FindRequest(query));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->SerializeAsString(), first.info.SerializeAsString());

  query.set_request_sha256(Sha256("other"));
  EXPECT_THAT(store_->FindRequest(query), HasReason("REQUEST_ID_REUSED"));
  query.set_request_id("r-2");
  ASSERT_OK_AND_ASSIGN(const auto unseen, store_->FindRequest(query));
  EXPECT_FALSE(unseen.has_value());
  query.set_request_id("");
  EXPECT_THAT(store_->FindRequest(query), HasReason("BAD_NAME"));
}

TEST_P(RecordStoreTest, AFailedWriteDoesNotUseUpItsRequestId) {
  EXPECT_THAT(Commit(WithRequestId(Update(kRegion, "1-00000000", "v"), "r-1")).status, Not(IsOk()));
  EXPECT_OK(Commit(WithRequestId(Create(kRegion, "v1"), "r-1")).status);
}

TEST_P(RecordStoreTest, WantsRequiredNamesToExist) {
  EXPECT_THAT(Commit(Requiring(Create(kDepartment, "d"), kRegion)).status,
              HasCodeAndMessage(absl::StatusCode::kNotFound, HasSubstr(kRegion)));
  ASSERT_OK(Commit(Create(kRegion, "r")).status);
  EXPECT_OK(Commit(Requiring(Create(kDepartment, "d"), kRegion)).status);

  const Outcome scheme = Commit(Create("schemes/gansu", "s"));
  EXPECT_OK(Commit(Requiring(Create(kGoals, "g"), scheme.info.name())).status);
  EXPECT_THAT(Commit(Requiring(Create(kGoals, "g2"), "schemes/gansu@0123456789abcdef")).status,
              HasCode(absl::StatusCode::kNotFound));
  EXPECT_OK(Commit(Requiring(Create(kEvaluation, "e"), absl::StrCat(kDepartment, "@1"))).status);
  EXPECT_THAT(Commit(Requiring(Create(kEvaluation, "e"), absl::StrCat(kDepartment, "@2"))).status,
              HasCode(absl::StatusCode::kNotFound));
}

TEST_P(RecordStoreTest, RefusesWritesOfTheWrongForm) {
  const auto broken = [](RecordWrite write, const std::function<void(RecordWrite&)>& change) {
    change(write);
    return write;
  };
  const struct {
    RecordWrite write;
    const char* reason;
  } kCases[] = {
      {Create("regions", "v"), "BAD_NAME"},
      {Create("regions/620602@1", "v"), "BAD_NAME"},
      {Create(kRegion, ""), "REQUIRED"},
      {Update(kRegion, "", "v"), "REQUIRED"},
      {Update("schemes/gansu", "etag", "v"), "NOT_ALLOWED"},
      {broken(Create(kRegion, "v"), [](RecordWrite& w) { w.clear_condition(); }), "REQUIRED"},
      {broken(Create(kEvaluation, "v"), [](RecordWrite& w) { w.clear_summary(); }), "REQUIRED"},
      {broken(Create(kRegion, "v"), [](RecordWrite& w) { w.mutable_summary(); }), "NOT_ALLOWED"},
      {broken(Create(kGoals, "v"), [](RecordWrite& w) { w.clear_content_sha256(); }), "REQUIRED"},
      {broken(Create(kGoals, "v"), [](RecordWrite& w) { w.set_content_sha256("short"); }), "OUT_OF_RANGE"},
      {broken(Create(kRegion, "v"), [](RecordWrite& w) { w.set_content_sha256(Sha256("v")); }),
       "NOT_ALLOWED"},
      {broken(Create(kRegion, "v"), [](RecordWrite& w) { w.set_request_id("r"); }), "REQUIRED"},
      {WithRequestId(Create(kRegion, "v"), std::string(65, 'r')), "BAD_NAME"},
      {Requiring(Create(kDepartment, "v"), "regions/620603"), "NOT_ALLOWED"},
      {Requiring(Create(kDepartment, "v"), "nothing"), "BAD_NAME"},
      {Create(kRegion, std::string(12 * 1024 * 1024, 'v')), "TOO_LONG"},
      {broken(Create(kRegion, "v"), [](RecordWrite& w) { w.set_actor(std::string(513, 'a')); }), "TOO_LONG"},
  };
  for (const auto& test : kCases) {
    const Outcome outcome = Commit(test.write);
    EXPECT_THAT(outcome.status, HasCode(absl::StatusCode::kInvalidArgument)) << test.write.ShortDebugString();
    EXPECT_THAT(outcome.status, HasReason(test.reason));
  }
}

TEST_P(RecordStoreTest, StoresADocumentOfFourMebibytesWithEverythingAroundIt) {
  RecordWrite write =
      WithRequestId(Create(kEvaluation, std::string(4 * 1024 * 1024, 'd')), std::string(64, 'r'));
  write.mutable_summary()->set_grade(std::string(60 * 1024, 's'));
  EXPECT_OK(Commit(write).status);
}

TEST_P(RecordStoreTest, CommitsSeveralWritesTogetherEachByItself) {
  const int before = fault_->commit_count();
  const std::vector<Outcome> outcomes = CommitTogether(
      {Create(kRegion, "r"), Update(kDepartment, "1-00000000", "stale"), Create("regions/620603", "r")});
  EXPECT_OK(outcomes[0].status);
  EXPECT_THAT(outcomes[1].status, HasCode(absl::StatusCode::kNotFound));
  EXPECT_OK(outcomes[2].status);
  EXPECT_EQ(fault_->commit_count() - before, 2) << "one for the write in front, one for all three";
}

TEST_P(RecordStoreTest, WritesToOneNameBehaveAsOneAfterTheOther) {
  const std::vector<Outcome> outcomes = CommitTogether({Create(kRegion, "first"), Create(kRegion, "second")});
  EXPECT_OK(outcomes[0].status);
  EXPECT_THAT(outcomes[1].status, HasCode(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(Read(kRegion)->document(), "first");
}

TEST_P(RecordStoreTest, AWriteMayRequireWhatAnEarlierOneOfTheSameGroupStores) {
  const std::vector<Outcome> outcomes = CommitTogether(
      {Requiring(Create("regions/62/departments/a", "too early"), "regions/62"), Create(kRegion, "r"),
       Requiring(Create(kDepartment, "d"), absl::StrCat(kRegion, "@1"))});
  EXPECT_THAT(outcomes[0].status, HasCode(absl::StatusCode::kNotFound));
  EXPECT_OK(outcomes[1].status);
  EXPECT_OK(outcomes[2].status);
}

TEST_P(RecordStoreTest, TwoEqualRequestsInOneGroupAreOneWriteAndOneReplay) {
  const RecordWrite write = WithRequestId(Create(kRegion, "v"), "r-1");
  const std::vector<Outcome> outcomes = CommitTogether({write, write});
  ASSERT_OK(outcomes[0].status);
  ASSERT_OK(outcomes[1].status);
  EXPECT_FALSE(outcomes[0].replayed);
  EXPECT_TRUE(outcomes[1].replayed);
  EXPECT_EQ(outcomes[0].info.SerializeAsString(), outcomes[1].info.SerializeAsString());
}

TEST_P(RecordStoreTest, ManyThreadsUpdateOneNameWithoutLosingAWrite) {
  ASSERT_OK(Commit(Create(kRegion, "0")).status);
  constexpr int kThreads = 8;
  constexpr int kUpdates = 10;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this] {
      for (int done = 0; done < kUpdates;) {
        const std::optional<Record> record = Read(kRegion);
        const std::string next = absl::StrCat(std::stoi(record->document()) + 1);
        if (Commit(Update(kRegion, record->info().etag(), next)).status.ok()) ++done;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Read(kRegion)->document(), absl::StrCat(kThreads * kUpdates));
  EXPECT_EQ(Read(kRegion)->info().revision(), absl::StrCat(kThreads * kUpdates + 1));
}

TEST_P(RecordStoreTest, ManyThreadsStoreManyNames) {
  constexpr int kThreads = 8;
  constexpr int kNames = 50;
  std::atomic<int> stored = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kNames; ++i) {
        const std::string name = absl::StrCat("regions/62/departments/d", t, "-", i);
        if (Commit(WithRequestId(Create(name, "d"), absl::StrCat(t, "-", i))).status.ok()) ++stored;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(stored, kThreads * kNames);
  EXPECT_TRUE(Read("regions/62/departments/d7-49").has_value());
}

TEST_P(RecordStoreTest, NothingOfAWriteIsThereWhenItsCommitFailed) {
  for (const absl::Status& failure : {DiskFull(), EngineAway("test")}) {
    fault_->FailCommit(1, failure, FaultPoint::kBefore);
    const Outcome outcome = Commit(WithRequestId(Create(kEvaluation, "e"), "r-1"));
    EXPECT_EQ(outcome.status.code(), failure.code());
    EXPECT_EQ(ReasonOf(outcome.status), ReasonOf(failure));
    EXPECT_FALSE(Read(kEvaluation).has_value());
    storage::v1::ListSummariesRequest list;
    list.set_parent(kDepartment);
    list.set_page_size(10);
    EXPECT_EQ(store_->ListSummaries(list)->rows_size(), 0);
  }
  EXPECT_OK(Commit(WithRequestId(Create(kEvaluation, "e"), "r-1")).status);
}

TEST_P(RecordStoreTest, AnUnknownOutcomeIsSettledByTheRequestRecord) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  const Outcome outcome = Commit(WithRequestId(Create(kRegion, "v"), "r-1"));
  ASSERT_OK(outcome.status);
  EXPECT_EQ(outcome.info.revision(), "1");
}

TEST_P(RecordStoreTest, AnUnknownOutcomeThatCannotBeSettledSaysSo) {
  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kBefore);
  const RecordWrite write = WithRequestId(Create(kRegion, "v"), "r-1");
  const Outcome lost = Commit(write);
  EXPECT_THAT(lost.status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(lost.status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_OK(Commit(write).status) << "the same request again settles it";

  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  EXPECT_THAT(Commit(Create(kDepartment, "no request id")).status, HasReason("OUTCOME_UNKNOWN"));

  fault_->FailCommit(1, CommitOutcomeUnknown("test"), FaultPoint::kAfter);
  fault_->FailGet(2, EngineAway("test"));
  const RecordWrite unreadable = WithRequestId(Create(kGoals, "g"), "r-2");
  EXPECT_THAT(Commit(unreadable).status, HasReason("OUTCOME_UNKNOWN"));
  EXPECT_TRUE(Commit(unreadable).replayed);
}

TEST_P(RecordStoreTest, PlansAgainWhenSomebodyElseWrote) {
  fault_->FailCommit(1, GuardFailed(), FaultPoint::kBefore);
  EXPECT_OK(Commit(Create(kRegion, "v")).status);
}

TEST_P(RecordStoreTest, GivesUpWhenSomebodyElseKeepsWriting) {
  for (int k = 1; k <= 4; ++k) fault_->FailCommit(k, GuardFailed(), FaultPoint::kBefore);
  EXPECT_THAT(Commit(Create(kRegion, "v")).status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(fault_->commit_count(), 4);
}

TEST_P(RecordStoreTest, AWriteThatCannotBeReadForDoesNotFailItsNeighbours) {
  fault_->FailGet(2, StoredBytesDamaged("test"));  // the group
  fault_->FailGet(3, StoredBytesDamaged("test"));  // its first write alone
  const std::vector<Outcome> outcomes = CommitTogether({Create(kRegion, "r"), Create("regions/620603", "r")});
  EXPECT_THAT(outcomes[0].status, HasCode(absl::StatusCode::kDataLoss));
  EXPECT_OK(outcomes[1].status);
}

TEST_P(RecordStoreTest, RefusesMoreWritesThanMayWait) {
  Reopen({.max_waiting_writes = 2});
  const std::vector<Outcome> outcomes =
      CommitTogether({Create("regions/61", "r"), Create("regions/62", "r"), Create("regions/63", "r")});
  EXPECT_OK(outcomes[0].status);
  EXPECT_OK(outcomes[1].status);
  EXPECT_THAT(outcomes[2].status, HasReason("TOO_BUSY"));
  EXPECT_TRUE(outcomes[2].status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
}

TEST_P(RecordStoreTest, JoinsNoMoreBytesThanItShould) {
  Reopen({.max_joined_bytes = 100});
  const int before = fault_->commit_count();
  CommitTogether({Create("regions/61", std::string(90, 'r')), Create("regions/62", std::string(200, 'r'))});
  EXPECT_EQ(fault_->commit_count() - before, 3);
}

TEST_P(RecordStoreTest, FinishesWhatIsQueuedBeforeItEnds) {
  std::atomic<int> answered = 0;
  for (int i = 10; i < 60; ++i) {
    store_->Commit(Create(absl::StrCat("regions/", i), "r"), [&](Outcome outcome) {
      EXPECT_OK(outcome.status);
      ++answered;
    });
  }
  store_.reset();
  EXPECT_EQ(answered, 50);
}

INSTANTIATE_TEST_SUITE_P(Engines, RecordStoreTest, ::testing::Values("memory", "rocksdb"),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace heng::testing
