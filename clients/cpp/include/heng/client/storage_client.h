// SPDX-License-Identifier: Apache-2.0
//
// How heng-scoring talks to heng-storage. Applications use client.h.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "heng/client/options.h"
#include "heng/client/streams.h"
#include "heng/storage/v1/maintenance_service.pb.h"
#include "heng/storage/v1/storage_service.pb.h"

namespace heng::client {

// What a StorageClient calls. Thread-safe. Tests mock it (mocks/mock_storage_connection.h).
class StorageConnection {
 public:
  virtual ~StorageConnection() = default;
  virtual absl::StatusOr<storage::v1::CommitRecordsResponse> CommitRecords(
      const storage::v1::CommitRecordsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::FindRequestsResponse> FindRequests(
      const storage::v1::FindRequestsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::GetRecordsResponse> GetRecords(
      const storage::v1::GetRecordsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::ListRecordsResponse> ListRecords(
      const storage::v1::ListRecordsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
      const storage::v1::AggregateRowsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const storage::v1::RankRowsRequest& request,
                                                                 const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
      const storage::v1::AggregatePartsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request, const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::GetStateResponse> GetState(const storage::v1::GetStateRequest& request,
                                                                 const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::TakeCheckpointResponse> TakeCheckpoint(
      const storage::v1::TakeCheckpointRequest& request, const Options& options) = 0;
  // Streams, as those of Connection.
  virtual absl::Status VerifyRecords(const storage::v1::VerifyRecordsRequest& request,
                                     const OnMessage<storage::v1::VerifyRecordsResponse>& on_message,
                                     const Options& options) = 0;
  virtual absl::Status WriteBackup(const storage::v1::WriteBackupRequest& request,
                                   const OnMessage<storage::v1::WriteBackupResponse>& on_message,
                                   const Options& options) = 0;
  virtual absl::StatusOr<storage::v1::RestoreBackupResponse> RestoreBackup(const NextPiece& next,
                                                                           const Options& options) = 0;
};

// A connection over gRPC, with deadline, backoff and retry. A commit is retried only if every write in it has
// a request_id. INVALID_ARGUMENT if the TLS files cannot be read, or the address is not loopback without TLS.
absl::StatusOr<std::shared_ptr<StorageConnection>> MakeStorageConnection(const ConnectionOptions& connection,
                                                                         const Options& defaults = {});

// A value over a shared connection; cheap to copy, safe to use from many threads.
class StorageClient {
 public:
  explicit StorageClient(std::shared_ptr<StorageConnection> connection, Options defaults = {})
      : connection_(std::move(connection)), defaults_(std::move(defaults)) {}

  absl::StatusOr<storage::v1::CommitRecordsResponse> CommitRecords(
      const storage::v1::CommitRecordsRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::FindRequestsResponse> FindRequests(
      const storage::v1::FindRequestsRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::GetRecordsResponse> GetRecords(const storage::v1::GetRecordsRequest& request,
                                                             const Options& options = {});
  absl::StatusOr<storage::v1::ListRecordsResponse> ListRecords(const storage::v1::ListRecordsRequest& request,
                                                               const Options& options = {});
  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
      const storage::v1::AggregateRowsRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const storage::v1::RankRowsRequest& request,
                                                         const Options& options = {});
  absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
      const storage::v1::AggregatePartsRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request, const Options& options = {});
  absl::StatusOr<storage::v1::GetStateResponse> GetState(const Options& options = {});
  absl::StatusOr<storage::v1::TakeCheckpointResponse> TakeCheckpoint(const Options& options = {});
  absl::Status VerifyRecords(const storage::v1::VerifyRecordsRequest& request,
                             const OnMessage<storage::v1::VerifyRecordsResponse>& on_message,
                             const Options& options = {});
  absl::Status WriteBackup(const OnMessage<storage::v1::WriteBackupResponse>& on_message,
                           const Options& options = {});
  absl::StatusOr<storage::v1::RestoreBackupResponse> RestoreBackup(const NextPiece& next,
                                                                   const Options& options = {});

 private:
  std::shared_ptr<StorageConnection> connection_;
  Options defaults_;
};

}  // namespace heng::client
