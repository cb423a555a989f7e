// SPDX-License-Identifier: Apache-2.0
//
// A storage service inside the test: the real record store on an engine in memory, behind the interface that
// heng-scoring calls. Tests look at the calls that came and choose which of them fail.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/canonical.h"
#include "base/clock.h"
#include "heng/client/storage_client.h"
#include "services/scoring/stored_resource.h"
#include "storage/columns/columns.h"
#include "storage/memory/memory_engine.h"
#include "storage/record_store.h"

namespace heng::testing {

// Thread-safe.
class FakeStorage final : public client::StorageConnection {
 public:
  // clock must outlive the storage.
  explicit FakeStorage(const Clock& clock)
      : engine_(clock), store_(RecordStore::Open(engine_, clock, {.columns = &columns_})) {}

  // The next call of a kind answers with this status and does nothing.
  void FailNextRead(absl::Status status);
  void FailNextCommit(absl::Status status);
  void FailNextFindRequests(absl::Status status);
  // The next commit happens, but its caller hears this status.
  void LoseNextCommitAnswer(absl::Status status);
  // Records of this name are read with a document that does not parse.
  void Damage(const std::string& name);
  // Every read that asks for this name, perhaps among others, answers with this status.
  void FailReadsOf(const std::string& name, absl::Status status);
  // Runs on the caller's thread before the next read is answered.
  void BeforeNextRead(std::function<void()> hook);

  // What came so far, refused calls included.
  std::vector<storage::v1::GetRecordsRequest> reads() const;
  std::vector<storage::v1::CommitRecordsRequest> commits() const;

  // What is stored; it counts as no call. Aborts if the name is of the wrong shape.
  std::optional<storage::v1::Record> Stored(const std::string& name);
  // Stores a resource as it is, unchecked, as a new name or a new revision. Aborts if that fails.
  template <typename Resource>
  storage::v1::RecordInfo Store(const Resource& resource) {
    storage::v1::RecordWrite write;
    write.set_name(resource.name());
    write.set_document(resource.SerializeAsString());
    if (IsAddressedByContent(ResourceKindOf<Resource>())) write.set_content_sha256(CanonicalSha256(resource));
    return StoreWrite(std::move(write));
  }

  absl::StatusOr<storage::v1::CommitRecordsResponse> CommitRecords(
      const storage::v1::CommitRecordsRequest& request, const client::Options& options) override;
  absl::StatusOr<storage::v1::FindRequestsResponse> FindRequests(
      const storage::v1::FindRequestsRequest& request, const client::Options& options) override;
  absl::StatusOr<storage::v1::GetRecordsResponse> GetRecords(const storage::v1::GetRecordsRequest& request,
                                                             const client::Options& options) override;
  absl::StatusOr<storage::v1::ListRecordsResponse> ListRecords(const storage::v1::ListRecordsRequest& request,
                                                               const client::Options& options) override;
  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request, const client::Options& options) override;
  absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
      const storage::v1::AggregateRowsRequest& request, const client::Options& options) override;
  absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const storage::v1::RankRowsRequest& request,
                                                         const client::Options& options) override;
  absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
      const storage::v1::AggregatePartsRequest& request, const client::Options& options) override;
  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request, const client::Options& options) override;
  // Those of MaintenanceService are UNIMPLEMENTED: tests/integration has them with real daemons.
  absl::StatusOr<storage::v1::GetStateResponse> GetState(const storage::v1::GetStateRequest& request,
                                                         const client::Options& options) override;
  absl::StatusOr<storage::v1::TakeCheckpointResponse> TakeCheckpoint(
      const storage::v1::TakeCheckpointRequest& request, const client::Options& options) override;
  absl::Status VerifyRecords(const storage::v1::VerifyRecordsRequest& request,
                             const client::OnMessage<storage::v1::VerifyRecordsResponse>& on_message,
                             const client::Options& options) override;
  absl::Status WriteBackup(const storage::v1::WriteBackupRequest& request,
                           const client::OnMessage<storage::v1::WriteBackupResponse>& on_message,
                           const client::Options& options) override;
  absl::StatusOr<storage::v1::RestoreBackupResponse> RestoreBackup(const client::NextPiece& next,
                                                                   const client::Options& options) override;

 private:
  storage::v1::RecordInfo StoreWrite(storage::v1::RecordWrite write);
  storage::v1::CommitRecordsResponse CommitAll(const storage::v1::CommitRecordsRequest& request);

  MemoryEngine engine_;
  Columns columns_;
  std::unique_ptr<RecordStore> store_;

  mutable std::mutex mutex_;
  absl::Status next_read_;
  absl::Status next_commit_;
  absl::Status next_find_;
  absl::Status next_commit_answer_;
  std::function<void()> before_next_read_;
  std::set<std::string> damaged_;
  std::map<std::string, absl::Status> failing_names_;
  std::vector<storage::v1::GetRecordsRequest> reads_;
  std::vector<storage::v1::CommitRecordsRequest> commits_;
};

}  // namespace heng::testing
