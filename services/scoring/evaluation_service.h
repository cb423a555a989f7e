// SPDX-License-Identifier: Apache-2.0
//
// heng.v1.EvaluationService. Submissions are callback handlers that queue and return; reads are synchronous.
#pragma once

#include "heng/v1/evaluation_service.grpc.pb.h"
#include "services/rpc/arena_messages.h"
#include "services/rpc/calls.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"
#include "services/scoring/submit_queue.h"

namespace heng {

class EvaluationServiceImpl final : public v1::EvaluationService::WithCallbackMethod_SubmitEvaluation<
                                        v1::EvaluationService::WithCallbackMethod_BatchSubmitEvaluations<
                                            v1::EvaluationService::WithCallbackMethod_StreamSubmitEvaluations<
                                                v1::EvaluationService::Service>>> {
 public:
  // calls, queue and plans must outlive the service.
  EvaluationServiceImpl(rpc::Calls& calls, SubmitQueue& queue, FormPlans& plans, Repository repository)
      : calls_(calls), queue_(queue), plans_(plans), repository_(std::move(repository)) {
    SetMessageAllocatorFor_SubmitEvaluation(&submit_messages_);
    SetMessageAllocatorFor_BatchSubmitEvaluations(&batch_messages_);
  }

  grpc::ServerUnaryReactor* SubmitEvaluation(grpc::CallbackServerContext* context,
                                             const v1::SubmitEvaluationRequest* request,
                                             v1::Evaluation* response) override;
  grpc::ServerUnaryReactor* BatchSubmitEvaluations(grpc::CallbackServerContext* context,
                                                   const v1::BatchSubmitEvaluationsRequest* request,
                                                   v1::BatchSubmitEvaluationsResponse* response) override;
  grpc::ServerBidiReactor<v1::StreamSubmitEvaluationsRequest, v1::StreamSubmitEvaluationsResponse>*
  StreamSubmitEvaluations(grpc::CallbackServerContext* context) override;
  grpc::Status GetEvaluation(grpc::ServerContext* context, const v1::GetEvaluationRequest* request,
                             v1::Evaluation* response) override;
  grpc::Status BatchGetEvaluations(grpc::ServerContext* context,
                                   const v1::BatchGetEvaluationsRequest* request,
                                   v1::BatchGetEvaluationsResponse* response) override;
  grpc::Status ListEvaluations(grpc::ServerContext* context, const v1::ListEvaluationsRequest* request,
                               v1::ListEvaluationsResponse* response) override;
  grpc::Status GetCertificate(grpc::ServerContext* context, const v1::GetCertificateRequest* request,
                              v1::GetCertificateResponse* response) override;

 private:
  absl::Status List(const v1::ListEvaluationsRequest& request, absl::Time deadline,
                    v1::ListEvaluationsResponse& response);

  rpc::Calls& calls_;
  SubmitQueue& queue_;
  FormPlans& plans_;
  Repository repository_;
  rpc::ArenaMessages<v1::SubmitEvaluationRequest, v1::Evaluation> submit_messages_;
  rpc::ArenaMessages<v1::BatchSubmitEvaluationsRequest, v1::BatchSubmitEvaluationsResponse> batch_messages_;
};

}  // namespace heng
