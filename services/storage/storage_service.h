// SPDX-License-Identifier: Apache-2.0
//
// heng.storage.v1.StorageService on a RecordStore and its columns. Reads are synchronous. CommitRecords is a callback
// handler: it queues its writes to the store's committer and answers from there, once the batch is synced.
#pragma once

#include "heng/storage/v1/storage_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "storage/columns/columns.h"
#include "storage/record_store.h"

namespace heng {

class StorageServiceImpl final : public storage::v1::StorageService::WithCallbackMethod_CommitRecords<
                                     storage::v1::StorageService::Service> {
 public:
  // calls, store and columns must outlive the service. The columns are those that the store keeps in step.
  StorageServiceImpl(rpc::Calls& calls, RecordStore& store, const Columns& columns)
      : calls_(calls), store_(store), columns_(columns) {}

  grpc::ServerUnaryReactor* CommitRecords(grpc::CallbackServerContext* context,
                                          const storage::v1::CommitRecordsRequest* request,
                                          storage::v1::CommitRecordsResponse* response) override;
  grpc::Status FindRequests(grpc::ServerContext* context, const storage::v1::FindRequestsRequest* request,
                            storage::v1::FindRequestsResponse* response) override;
  grpc::Status GetRecords(grpc::ServerContext* context, const storage::v1::GetRecordsRequest* request,
                          storage::v1::GetRecordsResponse* response) override;
  grpc::Status ListRecords(grpc::ServerContext* context, const storage::v1::ListRecordsRequest* request,
                           storage::v1::ListRecordsResponse* response) override;
  grpc::Status ListSummaries(grpc::ServerContext* context, const storage::v1::ListSummariesRequest* request,
                             storage::v1::ListSummariesResponse* response) override;
  grpc::Status ListRevisions(grpc::ServerContext* context, const storage::v1::ListRevisionsRequest* request,
                             storage::v1::ListRevisionsResponse* response) override;
  grpc::Status AggregateRows(grpc::ServerContext* context, const storage::v1::AggregateRowsRequest* request,
                             storage::v1::AggregateRowsResponse* response) override;
  grpc::Status RankRows(grpc::ServerContext* context, const storage::v1::RankRowsRequest* request,
                        storage::v1::RankRowsResponse* response) override;
  grpc::Status AggregateParts(grpc::ServerContext* context, const storage::v1::AggregatePartsRequest* request,
                              storage::v1::AggregatePartsResponse* response) override;

 private:
  rpc::Calls& calls_;
  RecordStore& store_;
  const Columns& columns_;
};

}  // namespace heng
