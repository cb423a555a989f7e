// SPDX-License-Identifier: Apache-2.0
//
// A StorageConnection for the tests of whoever uses StorageClient.
#pragma once

#include <memory>

#include "gmock/gmock.h"
#include "heng/client/storage_client.h"

namespace heng::client {

class MockStorageConnection : public StorageConnection {
 public:
  MockStorageConnection();
  ~MockStorageConnection() override;

  MOCK_METHOD(absl::StatusOr<storage::v1::CommitRecordsResponse>, CommitRecords,
              (const storage::v1::CommitRecordsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::FindRequestsResponse>, FindRequests,
              (const storage::v1::FindRequestsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::GetRecordsResponse>, GetRecords,
              (const storage::v1::GetRecordsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::ListRecordsResponse>, ListRecords,
              (const storage::v1::ListRecordsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::ListSummariesResponse>, ListSummaries,
              (const storage::v1::ListSummariesRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::AggregateRowsResponse>, AggregateRows,
              (const storage::v1::AggregateRowsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::RankRowsResponse>, RankRows,
              (const storage::v1::RankRowsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::AggregatePartsResponse>, AggregateParts,
              (const storage::v1::AggregatePartsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::ListRevisionsResponse>, ListRevisions,
              (const storage::v1::ListRevisionsRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::GetStateResponse>, GetState,
              (const storage::v1::GetStateRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::TakeCheckpointResponse>, TakeCheckpoint,
              (const storage::v1::TakeCheckpointRequest& request, const Options& options), (override));
  MOCK_METHOD(absl::Status, VerifyRecords,
              (const storage::v1::VerifyRecordsRequest& request,
               const OnMessage<storage::v1::VerifyRecordsResponse>& on_message, const Options& options),
              (override));
  MOCK_METHOD(absl::Status, WriteBackup,
              (const storage::v1::WriteBackupRequest& request,
               const OnMessage<storage::v1::WriteBackupResponse>& on_message, const Options& options),
              (override));
  MOCK_METHOD(absl::StatusOr<storage::v1::RestoreBackupResponse>, RestoreBackup,
              (const NextPiece& next, const Options& options), (override));
};

// One that fails the test at a call that was not expected. Use it instead of StrictMock<MockStorageConnection>, which would compile every
// method again, for half a minute.
std::shared_ptr<MockStorageConnection> MakeStrictMockStorageConnection();

}  // namespace heng::client
