// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.AnalysisService: adding up. A request becomes a query for heng-storage (score_queries.h), which has the columns in
// memory and tells sums; the sums become statistics (answers.h). The handlers are synchronous reads.
#pragma once

#include <utility>

#include "base/clock.h"
#include "heng/client/storage_client.h"
#include "heng/v1/analysis_service.grpc.pb.h"
#include "services/rpc/calls.h"

namespace heng {

class AnalysisServiceImpl final : public v1::AnalysisService::Service {
 public:
  // calls and clock must outlive the service.
  AnalysisServiceImpl(rpc::Calls& calls, client::StorageClient storage, const Clock& clock)
      : calls_(calls), storage_(std::move(storage)), clock_(clock) {}

  grpc::Status AggregateScores(grpc::ServerContext* context, const v1::AggregateScoresRequest* request,
                               v1::AggregateScoresResponse* response) override;
  grpc::Status RankEvaluations(grpc::ServerContext* context, const v1::RankEvaluationsRequest* request,
                               v1::RankEvaluationsResponse* response) override;
  grpc::Status AnalyseIndicators(grpc::ServerContext* context, const v1::AnalyseIndicatorsRequest* request,
                                 v1::AnalyseIndicatorsResponse* response) override;
  grpc::Status CompareYears(grpc::ServerContext* context, const v1::CompareYearsRequest* request,
                            v1::CompareYearsResponse* response) override;

 private:
  // One call from the request to the answer. ask: of storage, with the query and the options.
  template <typename Request, typename Response, typename Ask>
  grpc::Status Answer(grpc::ServerContext* context, absl::string_view method, const Request& request,
                      Response& response, const Ask& ask);

  rpc::Calls& calls_;
  client::StorageClient storage_;
  const Clock& clock_;
};

}  // namespace heng
