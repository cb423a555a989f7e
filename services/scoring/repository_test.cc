// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/repository.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "clients/cpp/mocks/mock_storage_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using client::MockStorageConnection;
using client::Options;
using ::heng::testing::DepartmentName;
using ::heng::testing::FakeStorage;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::SmallDepartment;
using storage::v1::CommitRecordsRequest;
using storage::v1::CommitRecordsResponse;
using storage::v1::FindRequestsResponse;
using storage::v1::GetRecordsRequest;
using storage::v1::GetRecordsResponse;
using storage::v1::ListRecordsResponse;
using storage::v1::ListSummariesResponse;
using ::testing::_;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Optional;
using ::testing::Return;
using ::testing::SizeIs;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Time kDeadline = absl::FromUnixSeconds(1'700'000'007);

struct Mocked {
  FakeClock clock{kNow};
  std::shared_ptr<MockStorageConnection> connection = std::make_shared<MockStorageConnection>();
  Repository repository{client::StorageClient(connection), clock};
};

struct Stored {
  FakeClock clock{kNow};
  std::shared_ptr<FakeStorage> storage = std::make_shared<FakeStorage>(clock);
  Repository repository{client::StorageClient(storage), clock};
};

absl::Status Busy() { return Unavailable("TOO_BUSY", {"too many writes wait", "写入请求过多"}, 500); }

CommitRecordsRequest OneWrite() {
  CommitRecordsRequest request;
  request.add_writes();
  return request;
}

TEST(Repository, ReadsAResourceWithItsEnvelope) {
  Stored stored;
  const storage::v1::RecordInfo info = stored.storage->Store(SmallDepartment("a"));

  ASSERT_OK_AND_ASSIGN(const v1::Department department,
                       stored.repository.Get<v1::Department>(DepartmentName("a"), kDeadline));

  EXPECT_EQ(department.name(), DepartmentName("a"));
  EXPECT_EQ(department.display_name(), SmallDepartment("a").display_name());
  EXPECT_EQ(department.etag(), info.etag());
}

TEST(Repository, KeepsWhatThereIsAndSaysNotFoundForTheRest) {
  Stored stored;
  stored.storage->Store(SmallDepartment("a"));

  ASSERT_OK_AND_ASSIGN(const RecordSet records,
                       stored.repository.Read({DepartmentName("a"), DepartmentName("b")}, kDeadline));

  EXPECT_TRUE(records.Has(DepartmentName("a")));
  EXPECT_FALSE(records.Has(DepartmentName("b")));
  EXPECT_OK(records.Find<v1::Department>(DepartmentName("a")));
  EXPECT_THAT(records.Find<v1::Department>(DepartmentName("b")), HasCode(absl::StatusCode::kNotFound));
}

TEST(Repository, ADamagedDocumentFailsNobodyElse) {
  Stored stored;
  stored.storage->Store(SmallDepartment("a"));
  stored.storage->Store(SmallDepartment("b"));
  stored.storage->Damage(DepartmentName("a"));

  ASSERT_OK_AND_ASSIGN(const RecordSet records,
                       stored.repository.Read({DepartmentName("a"), DepartmentName("b")}, kDeadline));

  EXPECT_THAT(records.Find<v1::Department>(DepartmentName("a")), HasCode(absl::StatusCode::kDataLoss));
  EXPECT_OK(records.Find<v1::Department>(DepartmentName("b")));
}

TEST(Repository, ReadsANameOnceThatIsAskedForTwice) {
  Stored stored;
  ASSERT_OK(stored.repository.Read({"regions/62", "regions/61", "regions/62"}, kDeadline));

  ASSERT_THAT(stored.storage->reads(), SizeIs(1));
  EXPECT_THAT(stored.storage->reads()[0].names(), ElementsAre("regions/61", "regions/62"));
}

TEST(Repository, ReadsAnyNumberOfNames) {
  Stored stored;
  std::vector<std::string> names;
  for (int i = 0; i < 1201; ++i) names.push_back(DepartmentName(absl::StrCat("d", i)));
  for (const int stored_one : {0, 600, 1200}) {
    stored.storage->Store(SmallDepartment(absl::StrCat("d", stored_one)));
  }

  ASSERT_OK_AND_ASSIGN(const RecordSet records, stored.repository.Read(names, kDeadline));

  for (const int stored_one : {0, 600, 1200}) EXPECT_TRUE(records.Has(names[stored_one]));
  EXPECT_FALSE(records.Has(names[1]));
  std::vector<int> names_per_call;
  for (const GetRecordsRequest& read : stored.storage->reads()) names_per_call.push_back(read.names_size());
  EXPECT_THAT(names_per_call, ElementsAre(500, 500, 201));
}

TEST(Repository, AsksNothingForNoNames) {
  Stored stored;
  EXPECT_OK(stored.repository.Read({}, kDeadline));
  EXPECT_THAT(stored.storage->reads(), SizeIs(0));
}

TEST(Repository, GivesStorageTheTimeThatIsLeft) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, CommitRecords(_, Field(&Options::deadline, Optional(absl::Seconds(4)))))
      .WillOnce(Return(CommitRecordsResponse()));
  mocked.clock.Advance(absl::Seconds(3));

  EXPECT_OK(mocked.repository.Commit({}, kDeadline));
}

// A deadline of nothing would mean the client's default.
TEST(Repository, GivesStorageALittleTimeWhenNoneIsLeft) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection,
              CommitRecords(_, Field(&Options::deadline, Optional(absl::Milliseconds(1)))))
      .WillOnce(Return(CommitRecordsResponse()));
  mocked.clock.Advance(absl::Seconds(30));

  EXPECT_OK(mocked.repository.Commit({}, kDeadline));
}

TEST(Repository, SaysThatStorageIsAwayOnEveryRead) {
  Mocked mocked;
  const absl::Status gone = absl::UnavailableError("connection refused");
  EXPECT_CALL(*mocked.connection, GetRecords).WillOnce(Return(gone));
  EXPECT_CALL(*mocked.connection, FindRequests).WillOnce(Return(gone));
  EXPECT_CALL(*mocked.connection, ListRecords).WillOnce(Return(gone));
  EXPECT_CALL(*mocked.connection, ListSummaries).WillOnce(Return(gone));

  const auto is_away = AllOf(HasCode(absl::StatusCode::kUnavailable), HasReason("STORAGE_AWAY"));
  EXPECT_THAT(mocked.repository.Read({"regions/62"}, kDeadline), is_away);
  EXPECT_THAT(mocked.repository.FindRequests({}, kDeadline), is_away);
  EXPECT_THAT(mocked.repository.List({}, kDeadline), is_away);
  EXPECT_THAT(mocked.repository.ListSummaries({}, kDeadline), is_away);
}

TEST(Repository, PassesOnTheReasonThatStorageGivesOnARead) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, GetRecords).WillOnce(Return(Busy()));

  EXPECT_EQ(mocked.repository.Read({"regions/62"}, kDeadline).status(), Busy());
}

TEST(Repository, DoesNotKnowTheOutcomeOfACommitWhoseAnswerIsLost) {
  for (const absl::Status& lost :
       {absl::UnavailableError("connection reset"), absl::DeadlineExceededError("no answer in time")}) {
    SCOPED_TRACE(lost.ToString());
    Mocked mocked;
    EXPECT_CALL(*mocked.connection, CommitRecords).WillOnce(Return(lost));

    EXPECT_THAT(mocked.repository.Commit(OneWrite(), kDeadline),
                AllOf(HasCode(absl::StatusCode::kUnavailable), HasReason("OUTCOME_UNKNOWN")));
  }
}

TEST(Repository, PassesOnWhyStorageRefusedACommit) {
  const std::vector<absl::Status> refusals = {
      Busy(),
      QuotaExceeded("DISK_FULL", "disk", {"the disk is full", "磁盘已满"}),
      absl::InternalError("broken"),
  };
  for (const absl::Status& refusal : refusals) {
    SCOPED_TRACE(refusal.ToString());
    Mocked mocked;
    EXPECT_CALL(*mocked.connection, CommitRecords).WillOnce(Return(refusal));

    EXPECT_EQ(mocked.repository.Commit(OneWrite(), kDeadline).status(), refusal);
  }
}

TEST(Repository, RefusesAnswersWithAnotherNumberOfResults) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, GetRecords).WillOnce(Return(GetRecordsResponse()));
  EXPECT_CALL(*mocked.connection, CommitRecords).WillOnce(Return(CommitRecordsResponse()));
  EXPECT_CALL(*mocked.connection, FindRequests).WillOnce(Return(FindRequestsResponse()));
  storage::v1::FindRequestsRequest one_query;
  one_query.add_queries();

  EXPECT_THAT(mocked.repository.Read({"regions/62"}, kDeadline), HasCode(absl::StatusCode::kInternal));
  EXPECT_THAT(mocked.repository.Commit(OneWrite(), kDeadline), HasCode(absl::StatusCode::kInternal));
  EXPECT_THAT(mocked.repository.FindRequests(one_query, kDeadline), HasCode(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace heng
