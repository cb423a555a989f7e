// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.ScoringService: scores without storing. ScoreEvaluation, the call that other systems make most, is a callback
// handler: what it needs is mostly cached, and then it is answered on the spot. The others are synchronous.
#pragma once

#include "heng/v1/scoring_service.grpc.pb.h"
#include "services/rpc/calls.h"
#include "services/rpc/workers.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"
#include "services/scoring/rescore.h"

namespace heng {

class ScoringServiceImpl final
    : public v1::ScoringService::WithCallbackMethod_ScoreEvaluation<v1::ScoringService::Service> {
 public:
  // calls, workers, plans and rescorer must outlive the service.
  ScoringServiceImpl(rpc::Calls& calls, rpc::Workers& workers, FormPlans& plans, Rescorer& rescorer,
                     Repository repository)
      : calls_(calls),
        workers_(workers),
        plans_(plans),
        rescorer_(rescorer),
        repository_(std::move(repository)) {}

  grpc::ServerUnaryReactor* ScoreEvaluation(grpc::CallbackServerContext* context,
                                            const v1::ScoreEvaluationRequest* request,
                                            v1::ScoreEvaluationResponse* response) override;
  grpc::Status BatchScoreEvaluations(grpc::ServerContext* context,
                                     const v1::BatchScoreEvaluationsRequest* request,
                                     v1::BatchScoreEvaluationsResponse* response) override;
  grpc::Status CheckScheme(grpc::ServerContext* context, const v1::CheckSchemeRequest* request,
                           v1::CheckSchemeResponse* response) override;
  grpc::Status RescoreEvaluations(grpc::ServerContext* context, const v1::RescoreEvaluationsRequest* request,
                                  grpc::ServerWriter<v1::RescoreEvaluationsResponse>* writer) override;

 private:
  bool NeedsStorage(const v1::ScoreEvaluationRequest& request) const;
  absl::Status ScoreOne(const v1::ScoreEvaluationRequest& request, absl::string_view path,
                        absl::Time deadline, v1::ScoreEvaluationResponse& response);
  absl::StatusOr<std::shared_ptr<const FormPlan>> PlanOf(const v1::ScoreEvaluationRequest& request,
                                                         const FormReferences& references,
                                                         absl::Time deadline);

  rpc::Calls& calls_;
  rpc::Workers& workers_;
  FormPlans& plans_;
  Rescorer& rescorer_;
  Repository repository_;
};

}  // namespace heng
