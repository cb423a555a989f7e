// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.ScoringService: scores without storing.
#pragma once

#include "heng/v1/scoring_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

class ScoringServiceImpl final : public v1::ScoringService::Service {
 public:
  // calls and plans must outlive the service.
  ScoringServiceImpl(rpc::Calls& calls, FormPlans& plans, Repository repository)
      : calls_(calls), plans_(plans), repository_(std::move(repository)) {}

  grpc::Status ScoreEvaluation(grpc::ServerContext* context, const v1::ScoreEvaluationRequest* request,
                               v1::ScoreEvaluationResponse* response) override;
  grpc::Status BatchScoreEvaluations(grpc::ServerContext* context,
                                     const v1::BatchScoreEvaluationsRequest* request,
                                     v1::BatchScoreEvaluationsResponse* response) override;
  grpc::Status CheckScheme(grpc::ServerContext* context, const v1::CheckSchemeRequest* request,
                           v1::CheckSchemeResponse* response) override;

 private:
  absl::Status ScoreOne(const v1::ScoreEvaluationRequest& request, absl::string_view path,
                        absl::Time deadline, v1::ScoreEvaluationResponse& response);
  absl::StatusOr<std::shared_ptr<const FormPlan>> PlanOf(const v1::ScoreEvaluationRequest& request,
                                                         const FormReferences& references,
                                                         absl::Time deadline);

  rpc::Calls& calls_;
  FormPlans& plans_;
  Repository repository_;
};

}  // namespace heng
