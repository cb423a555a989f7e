// SPDX-License-Identifier: Apache-2.0
//
// A StorageConnection for the tests of whoever uses StorageClient.
#pragma once

#include "gmock/gmock.h"
#include "heng/client/storage_client.h"

namespace heng::client {

class MockStorageConnection : public StorageConnection {
 public:
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
};

}  // namespace heng::client
