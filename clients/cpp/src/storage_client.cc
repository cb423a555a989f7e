// SPDX-License-Identifier: Apache-2.0
#include "heng/client/storage_client.h"

#include <algorithm>

#include "base/status_macros.h"
#include "clients/cpp/src/transport.h"
#include "heng/storage/v1/storage_service.grpc.pb.h"

namespace heng::client {
namespace {

using storage::v1::StorageService;

class GrpcStorageConnection final : public StorageConnection {
 public:
  GrpcStorageConnection(const std::shared_ptr<grpc::Channel>& channel, const Options& defaults)
      : stub_(StorageService::NewStub(channel)), defaults_(defaults) {}

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

 private:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Read(grpc::Status (StorageService::Stub::*method)(grpc::ClientContext*,
                                                                             const Request&, Response*),
                                const Request& request, const Options& options) {
    return Call(*stub_, method, request, Repeatable::kYes, ResolveSettings(options, defaults_));
  }

  std::unique_ptr<StorageService::Stub> stub_;
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

}  // namespace heng::client
