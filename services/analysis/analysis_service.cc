// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/analysis_service.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "services/analysis/answers.h"
#include "services/analysis/score_queries.h"

namespace heng {
namespace {

// Storage answers in its own words. What the caller needs to hear is added where it has none; and a query that storage
// refuses, though it was checked here, is our bug and not the caller's.
absl::Status FromStorage(const absl::Status& status) {
  if (absl::IsInvalidArgument(status)) {
    return absl::InternalError(
        absl::StrCat("the storage service refused a checked query: ", status.message()));
  }
  if (!absl::IsUnavailable(status) || !ReasonOf(status).empty()) return status;
  return Unavailable(
      "STORAGE_AWAY",
      {"the storage service does not answer; try again in a moment", "存储服务没有响应，请稍后重试"}, 1000);
}

}  // namespace

template <typename Request, typename Response, typename Ask>
grpc::Status AnalysisServiceImpl::Answer(grpc::ServerContext* context, absl::string_view method,
                                         const Request& request, Response& response, const Ask& ask) {
  return calls_.Call(context, {.method = method, .request = request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       HENG_ASSIGN_OR_RETURN(const auto query, ReadQuery(request));
                       client::Options options;
                       options.deadline = std::max(call.deadline - clock_.Now(), absl::Milliseconds(1));
                       const auto told = ask(query, options);
                       if (!told.ok()) return FromStorage(told.status());
                       return FillAnswer(query, *told, response);
                     });
}

grpc::Status AnalysisServiceImpl::AggregateScores(grpc::ServerContext* context,
                                                  const v1::AggregateScoresRequest* request,
                                                  v1::AggregateScoresResponse* response) {
  return Answer(context, "AggregateScores", *request, *response,
                [this](const AggregateQuery& query, const client::Options& options) {
                  return storage_.AggregateRows(query.request, options);
                });
}

grpc::Status AnalysisServiceImpl::RankEvaluations(grpc::ServerContext* context,
                                                  const v1::RankEvaluationsRequest* request,
                                                  v1::RankEvaluationsResponse* response) {
  return Answer(context, "RankEvaluations", *request, *response,
                [this](const storage::v1::RankRowsRequest& query, const client::Options& options) {
                  return storage_.RankRows(query, options);
                });
}

grpc::Status AnalysisServiceImpl::AnalyseIndicators(grpc::ServerContext* context,
                                                    const v1::AnalyseIndicatorsRequest* request,
                                                    v1::AnalyseIndicatorsResponse* response) {
  return Answer(context, "AnalyseIndicators", *request, *response,
                [this](const storage::v1::AggregatePartsRequest& query, const client::Options& options) {
                  return storage_.AggregateParts(query, options);
                });
}

grpc::Status AnalysisServiceImpl::CompareYears(grpc::ServerContext* context,
                                               const v1::CompareYearsRequest* request,
                                               v1::CompareYearsResponse* response) {
  return Answer(context, "CompareYears", *request, *response,
                [this](const CompareQuery& query, const client::Options& options) {
                  return storage_.AggregateRows(query.request, options);
                });
}

}  // namespace heng
