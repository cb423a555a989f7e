// SPDX-License-Identifier: Apache-2.0
#include "heng/client/storage_client.h"

#include <algorithm>

#include "base/status_macros.h"
#include "clients/cpp/src/stream.h"
#include "clients/cpp/src/transport.h"
#include "clients/cpp/src/upload.h"
#include "heng/storage/v1/maintenance_service.grpc.pb.h"
#include "heng/storage/v1/storage_service.grpc.pb.h"

namespace heng::client {
namespace {

using storage::v1::MaintenanceService;
using storage::v1::StorageService;

class GrpcStorageConnection final : public StorageConnection {
 public:
  GrpcStorageConnection(const std::shared_ptr<grpc::Channel>& channel, const Options& defaults)
      : stub_(StorageService::NewStub(channel)),
        maintenance_(MaintenanceService::NewStub(channel)),
        defaults_(defaults) {}

  absl::StatusOr<storage::v1::CommitRecordsResponse> CommitRecords(
      const storage::v1::CommitRecordsRequest& request, const Options& options) override {
    const bool repeatable = std::all_of(request.writes().begin(), request.writes().end(),
                                        [](const auto& write) { return !write.request_id().empty(); });
    return Call(*stub_, &StorageService::Stub::CommitRecords, request,
                repeatable ? Repeatable::kYes : Repeatable::kNo, ResolveSettings(options, defaults_));
  }

  absl::StatusOr<storage::v1::FindRequestsResponse> FindRequests(
      const storage::v1::FindRequestsRequest& request, const Options& options) override {
    return Read(&StorageService::Stub::FindRequests, request, options);
  }

  absl::StatusOr<storage::v1::GetRecordsResponse> GetRecords(const storage::v1::GetRecordsRequest& request,
                                                             const Options& options) override {
    return Read(&StorageService::Stub::GetRecords, request, options);
  }

  absl::StatusOr<storage::v1::ListRecordsResponse> ListRecords(const storage::v1::ListRecordsRequest& request,
                                                               const Options& options) override {
    return Read(&StorageService::Stub::ListRecords, request, options);
  }

  absl::StatusOr<storage::v1::ListSummariesResponse> ListSummaries(
      const storage::v1::ListSummariesRequest& request, const Options& options) override {
    return Read(&StorageService::Stub::ListSummaries, request, options);
  }

  absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
      const storage::v1::AggregateRowsRequest& request, const Options& options) override {
    return Read(&StorageService::Stub::AggregateRows, request, options);
  }

  absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const storage::v1::RankRowsRequest& request,
                                                         const Options& options) override {
    return Read(&StorageService::Stub::RankRows, request, options);
  }

  absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
      const storage::v1::AggregatePartsRequest& request, const Options& options) override {
    return Read(&StorageService::Stub::AggregateParts, request, options);
  }

  absl::StatusOr<storage::v1::ListRevisionsResponse> ListRevisions(
      const storage::v1::ListRevisionsRequest& request, const Options& options) override {
    return Read(&StorageService::Stub::ListRevisions, request, options);
  }

  absl::StatusOr<storage::v1::GetStateResponse> GetState(const storage::v1::GetStateRequest& request,
                                                         const Options& options) override {
    return Call(*maintenance_, &MaintenanceService::Stub::GetState, request, Repeatable::kYes,
                ResolveSettings(options, defaults_));
  }

  absl::StatusOr<storage::v1::TakeCheckpointResponse> TakeCheckpoint(
      const storage::v1::TakeCheckpointRequest& request, const Options& options) override {
    return Call(*maintenance_, &MaintenanceService::Stub::TakeCheckpoint, request, Repeatable::kYes,
                ResolveSettings(options, defaults_));
  }

  absl::Status VerifyRecords(const storage::v1::VerifyRecordsRequest& request,
                             const OnMessage<storage::v1::VerifyRecordsResponse>& on_message,
                             const Options& options) override {
    const auto start = [&](grpc::ClientContext* context,
                           grpc::ClientReadReactor<storage::v1::VerifyRecordsResponse>* reactor) {
      maintenance_->async()->VerifyRecords(context, &request, reactor);
    };
    return CallStream<storage::v1::VerifyRecordsResponse>(start, on_message,
                                                          ResolveSettings(options, defaults_));
  }

  absl::Status WriteBackup(const storage::v1::WriteBackupRequest& request,
                           const OnMessage<storage::v1::WriteBackupResponse>& on_message,
                           const Options& options) override {
    const auto start = [&](grpc::ClientContext* context,
                           grpc::ClientReadReactor<storage::v1::WriteBackupResponse>* reactor) {
      maintenance_->async()->WriteBackup(context, &request, reactor);
    };
    return CallStream<storage::v1::WriteBackupResponse>(start, on_message,
                                                        ResolveSettings(options, defaults_));
  }

  absl::StatusOr<storage::v1::RestoreBackupResponse> RestoreBackup(const NextPiece& next,
                                                                   const Options&) override {
    return Upload(*maintenance_, &MaintenanceService::Stub::RestoreBackup, next);
  }

 private:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Read(grpc::Status (StorageService::Stub::*method)(grpc::ClientContext*,
                                                                             const Request&, Response*),
                                const Request& request, const Options& options) {
    return Call(*stub_, method, request, Repeatable::kYes, ResolveSettings(options, defaults_));
  }

  std::unique_ptr<StorageService::Stub> stub_;
  std::unique_ptr<MaintenanceService::Stub> maintenance_;
  Options defaults_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<StorageConnection>> MakeStorageConnection(const ConnectionOptions& connection,
                                                                         const Options& defaults) {
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel, MakeChannel(connection));
  return std::make_shared<GrpcStorageConnection>(channel, defaults);
}

absl::StatusOr<storage::v1::CommitRecordsResponse> StorageClient::CommitRecords(
    const storage::v1::CommitRecordsRequest& request, const Options& options) {
  return connection_->CommitRecords(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::FindRequestsResponse> StorageClient::FindRequests(
    const storage::v1::FindRequestsRequest& request, const Options& options) {
  return connection_->FindRequests(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::GetRecordsResponse> StorageClient::GetRecords(
    const storage::v1::GetRecordsRequest& request, const Options& options) {
  return connection_->GetRecords(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::ListRecordsResponse> StorageClient::ListRecords(
    const storage::v1::ListRecordsRequest& request, const Options& options) {
  return connection_->ListRecords(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::ListSummariesResponse> StorageClient::ListSummaries(
    const storage::v1::ListSummariesRequest& request, const Options& options) {
  return connection_->ListSummaries(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::AggregateRowsResponse> StorageClient::AggregateRows(
    const storage::v1::AggregateRowsRequest& request, const Options& options) {
  return connection_->AggregateRows(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::RankRowsResponse> StorageClient::RankRows(
    const storage::v1::RankRowsRequest& request, const Options& options) {
  return connection_->RankRows(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::AggregatePartsResponse> StorageClient::AggregateParts(
    const storage::v1::AggregatePartsRequest& request, const Options& options) {
  return connection_->AggregateParts(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::ListRevisionsResponse> StorageClient::ListRevisions(
    const storage::v1::ListRevisionsRequest& request, const Options& options) {
  return connection_->ListRevisions(request, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::GetStateResponse> StorageClient::GetState(const Options& options) {
  return connection_->GetState({}, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::TakeCheckpointResponse> StorageClient::TakeCheckpoint(const Options& options) {
  return connection_->TakeCheckpoint({}, MergeOptions(options, defaults_));
}

absl::Status StorageClient::VerifyRecords(const storage::v1::VerifyRecordsRequest& request,
                                          const OnMessage<storage::v1::VerifyRecordsResponse>& on_message,
                                          const Options& options) {
  return connection_->VerifyRecords(request, on_message, MergeOptions(options, defaults_));
}

absl::Status StorageClient::WriteBackup(const OnMessage<storage::v1::WriteBackupResponse>& on_message,
                                        const Options& options) {
  return connection_->WriteBackup({}, on_message, MergeOptions(options, defaults_));
}

absl::StatusOr<storage::v1::RestoreBackupResponse> StorageClient::RestoreBackup(const NextPiece& next,
                                                                                const Options& options) {
  return connection_->RestoreBackup(next, MergeOptions(options, defaults_));
}

}  // namespace heng::client
