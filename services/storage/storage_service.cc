// SPDX-License-Identifier: Apache-2.0
#include "services/storage/storage_service.h"

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/rpc/grpc_status.h"
#include "services/rpc/limits.h"
#include "storage/columns/queries.h"

namespace heng {

using storage::v1::CommitRecordsRequest;
using storage::v1::CommitRecordsResponse;
using storage::v1::FindRequestsRequest;
using storage::v1::FindRequestsResponse;
using storage::v1::GetRecordsRequest;
using storage::v1::GetRecordsResponse;
using storage::v1::ListRecordsRequest;
using storage::v1::ListRecordsResponse;
using storage::v1::ListSummariesRequest;
using storage::v1::ListSummariesResponse;

namespace {

// The writes of one call on their way through the committer. The last one to come back answers.
class PendingCommit {
 public:
  PendingCommit(std::shared_ptr<rpc::PendingCall> call, int write_count, CommitRecordsResponse* response)
      : call_(std::move(call)), response_(response), open_count_(write_count) {
    for (int i = 0; i < write_count; ++i) response_->add_results();
  }

  void Done(int index, RecordStore::Outcome outcome) {
    CommitRecordsResponse::Result& result = *response_->mutable_results(index);
    if (outcome.status.ok()) {
      *result.mutable_info() = std::move(outcome.info);
      result.set_replayed(outcome.replayed);
    } else {
      *result.mutable_error() = rpc::ToItemStatus(outcome.status);
    }
    if (open_count_.fetch_sub(1, std::memory_order_acq_rel) == 1) call_->Finish(absl::OkStatus());
  }

 private:
  std::shared_ptr<rpc::PendingCall> call_;
  CommitRecordsResponse* response_;
  std::atomic<int> open_count_;
};

}  // namespace

grpc::ServerUnaryReactor* StorageServiceImpl::CommitRecords(grpc::CallbackServerContext* context,
                                                            const CommitRecordsRequest* request,
                                                            CommitRecordsResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::shared_ptr<rpc::PendingCall> call =
      calls_.Begin(context, reactor, {.method = "CommitRecords", .request = *request});
  if (call == nullptr) return reactor;
  if (absl::Status counted = rpc::CheckItemCount(request->writes_size(), "writes"); !counted.ok()) {
    call->Finish(counted);
    return reactor;
  }
  auto pending = std::make_shared<PendingCommit>(std::move(call), request->writes_size(), response);
  for (int i = 0; i < request->writes_size(); ++i) {
    store_.Commit(request->writes(i),
                  [pending, i](RecordStore::Outcome outcome) { pending->Done(i, std::move(outcome)); });
  }
  return reactor;
}

grpc::Status StorageServiceImpl::FindRequests(grpc::ServerContext* context,
                                              const FindRequestsRequest* request,
                                              FindRequestsResponse* response) {
  return calls_.Call(
      context, {.method = "FindRequests", .request = *request}, [&](const rpc::CallContext&) -> absl::Status {
        HENG_RETURN_IF_ERROR(rpc::CheckItemCount(request->queries_size(), "queries"));
        for (const FindRequestsRequest::Query& query : request->queries()) {
          FindRequestsResponse::Result& result = *response->add_results();
          absl::StatusOr<std::optional<storage::v1::RecordInfo>> found = store_.FindRequest(query);
          if (!found.ok()) {
            *result.mutable_error() = rpc::ToItemStatus(found.status());
          } else if (found->has_value()) {
            *result.mutable_info() = **std::move(found);
          }
        }
        return absl::OkStatus();
      });
}

grpc::Status StorageServiceImpl::GetRecords(grpc::ServerContext* context, const GetRecordsRequest* request,
                                            GetRecordsResponse* response) {
  return calls_.Call(
      context, {.method = "GetRecords", .request = *request}, [&](const rpc::CallContext&) -> absl::Status {
        HENG_RETURN_IF_ERROR(rpc::CheckItemCount(request->names_size(), "names"));
        const std::vector<std::string> names(request->names().begin(), request->names().end());
        HENG_ASSIGN_OR_RETURN(std::vector<std::optional<storage::v1::Record>> records, store_.Get(names));
        for (std::optional<storage::v1::Record>& record : records) {
          GetRecordsResponse::Result& result = *response->add_results();
          if (record.has_value()) *result.mutable_record() = *std::move(record);
        }
        return absl::OkStatus();
      });
}

grpc::Status StorageServiceImpl::ListRecords(grpc::ServerContext* context, const ListRecordsRequest* request,
                                             ListRecordsResponse* response) {
  return calls_.Call(context, {.method = "ListRecords", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, store_.List(*request));
                       return absl::OkStatus();
                     });
}

grpc::Status StorageServiceImpl::ListSummaries(grpc::ServerContext* context,
                                               const ListSummariesRequest* request,
                                               ListSummariesResponse* response) {
  return calls_.Call(context, {.method = "ListSummaries", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, store_.ListSummaries(*request));
                       return absl::OkStatus();
                     });
}

grpc::Status StorageServiceImpl::ListRevisions(grpc::ServerContext* context,
                                               const storage::v1::ListRevisionsRequest* request,
                                               storage::v1::ListRevisionsResponse* response) {
  return calls_.Call(context, {.method = "ListRevisions", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, store_.ListRevisions(*request));
                       return absl::OkStatus();
                     });
}

grpc::Status StorageServiceImpl::AggregateRows(grpc::ServerContext* context,
                                               const storage::v1::AggregateRowsRequest* request,
                                               storage::v1::AggregateRowsResponse* response) {
  return calls_.Call(context, {.method = "AggregateRows", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, heng::AggregateRows(columns_, *request));
                       return absl::OkStatus();
                     });
}

grpc::Status StorageServiceImpl::RankRows(grpc::ServerContext* context,
                                          const storage::v1::RankRowsRequest* request,
                                          storage::v1::RankRowsResponse* response) {
  return calls_.Call(context, {.method = "RankRows", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, heng::RankRows(columns_, *request));
                       return absl::OkStatus();
                     });
}

grpc::Status StorageServiceImpl::AggregateParts(grpc::ServerContext* context,
                                                const storage::v1::AggregatePartsRequest* request,
                                                storage::v1::AggregatePartsResponse* response) {
  return calls_.Call(context, {.method = "AggregateParts", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(*response, heng::AggregateParts(columns_, *request));
                       return absl::OkStatus();
                     });
}

}  // namespace heng
