// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/scoring_service.h"

#include <grpcpp/grpcpp.h>

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/canonical.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/certificate/certificate.h"
#include "scoring/checks.h"
#include "scoring/findings/findings.h"
#include "services/rpc/blocking_guard.h"
#include "services/rpc/grpc_status.h"
#include "services/rpc/limits.h"
#include "services/scoring/evaluation_view.h"
#include "services/scoring/submission.h"

namespace heng {

namespace {

// The evaluation without what only the service writes. Copied only where a caller sent some of what findings and certificates
// would read; most do not.
const v1::Evaluation& AsInput(const v1::Evaluation& sent, v1::Evaluation& cleared) {
  if (!sent.has_department() && sent.revision() == 0 && sent.fiscal_year() == 0) return sent;
  cleared = sent;
  ClearOutputOnly(cleared);
  return cleared;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const FormPlan>> ScoringServiceImpl::PlanOf(
    const v1::ScoreEvaluationRequest& request, const FormReferences& references, absl::Time deadline) {
  if (request.has_inline_scheme() || request.has_inline_goals()) {
    return plans_.InlinePlan(references, request.has_inline_scheme() ? &request.inline_scheme() : nullptr,
                             request.has_inline_goals() ? &request.inline_goals() : nullptr, deadline);
  }
  RecordSet records;
  const std::vector<std::string> names = plans_.NamesToRead(references);
  if (!names.empty()) {
    HENG_ASSIGN_OR_RETURN(records, repository_.Read(names, deadline));
  }
  return plans_.PlanFor(references, records, deadline);
}

absl::Status ScoringServiceImpl::ScoreOne(const v1::ScoreEvaluationRequest& request, absl::string_view path,
                                          absl::Time deadline, v1::ScoreEvaluationResponse& response) {
  HENG_ASSIGN_OR_RETURN(const CheckedForm checked, CheckForm(request.evaluation(), path));
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const FormPlan> form,
                        PlanOf(request, checked.references, deadline));
  v1::Evaluation cleared;
  const v1::Evaluation& evaluation = AsInput(request.evaluation(), cleared);
  FormScore score;
  HENG_RETURN_IF_ERROR(ScoreChecked(*form, checked, evaluation, path, score));
  HENG_ASSIGN_OR_RETURN(*response.mutable_score(),
                        MakeReport(*form->plan, evaluation, score, request.view()));
  RaiseFindings(*form->plan, evaluation, score, *response.mutable_findings());
  ShowFindings(request.view(), *response.mutable_findings());
  if (request.with_certificate()) {
    HENG_ASSIGN_OR_RETURN(*response.mutable_certificate(), MakeCertificate(*form->plan, evaluation, score));
    response.set_certificate_sha256(CertificateSha256(response.certificate()));
  }
  if (request.view() != v1::VIEW_FULL) return absl::OkStatus();
  v1::Evaluation& echo = *response.mutable_evaluation();
  echo = evaluation;
  ClearOutputOnly(echo);
  echo.set_scheme(form->scheme);
  echo.set_goals(form->goals);
  echo.set_fiscal_year(checked.references.fiscal_year);
  echo.set_kind(checked.references.kind);
  return absl::OkStatus();
}

// Whether scheme or goals have to be read first. A form that is wrong needs nothing.
bool ScoringServiceImpl::NeedsStorage(const v1::ScoreEvaluationRequest& request) const {
  if (request.has_inline_scheme() && request.has_inline_goals()) return false;
  if (request.has_inline_scheme() || request.has_inline_goals()) return true;
  const absl::StatusOr<FormReferences> references = ReferencesOf(request.evaluation(), "evaluation");
  return references.ok() && !plans_.NamesToRead(*references).empty();
}

grpc::ServerUnaryReactor* ScoringServiceImpl::ScoreEvaluation(grpc::CallbackServerContext* context,
                                                              const v1::ScoreEvaluationRequest* request,
                                                              v1::ScoreEvaluationResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::shared_ptr<rpc::PendingCall> call =
      calls_.Begin(context, reactor, {.method = "ScoreEvaluation", .request = *request});
  if (call == nullptr) return reactor;
  const auto score = [this, call, request, response] {
    call->Finish(ScoreOne(*request, "evaluation", call->context().deadline, *response));
  };
  if (NeedsStorage(*request)) {
    workers_.Run(score);
  } else {
    score();
  }
  return reactor;
}

grpc::Status ScoringServiceImpl::BatchScoreEvaluations(grpc::ServerContext* context,
                                                       const v1::BatchScoreEvaluationsRequest* request,
                                                       v1::BatchScoreEvaluationsResponse* response) {
  return calls_.Call(context, {.method = "BatchScoreEvaluations", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       HENG_RETURN_IF_ERROR(rpc::CheckItemCount(request->requests_size(), "requests"));
                       for (int i = 0; i < request->requests_size(); ++i) {
                         v1::BatchScoreEvaluationsResponse::Result& result = *response->add_results();
                         const absl::Status scored =
                             ScoreOne(request->requests(i), absl::StrCat("requests[", i, "].evaluation"),
                                      call.deadline, *result.mutable_response());
                         if (!scored.ok()) *result.mutable_error() = rpc::ToItemStatus(scored);
                       }
                       return absl::OkStatus();
                     });
}

grpc::Status ScoringServiceImpl::CheckScheme(grpc::ServerContext* context,
                                             const v1::CheckSchemeRequest* request,
                                             v1::CheckSchemeResponse* response) {
  return calls_.Call(context, {.method = "CheckScheme", .request = *request},
                     [&](const rpc::CallContext&) -> absl::Status {
                       v1::Scheme& scheme = *response->mutable_scheme();
                       scheme = request->scheme();
                       ClearOutputOnly(scheme);
                       FieldProblems problems;
                       heng::CheckScheme(scheme, "scheme", problems);
                       HENG_RETURN_IF_ERROR(problems.ToStatus());
                       scheme.set_content_sha256(absl::BytesToHexString(CanonicalSha256(scheme)));
                       scheme.set_revision(scheme.content_sha256().substr(0, 16));
                       return absl::OkStatus();
                     });
}

// Synchronous: the caller's pace holds the thread, and with it everything behind it.
grpc::Status ScoringServiceImpl::RescoreEvaluations(
    grpc::ServerContext* context, const v1::RescoreEvaluationsRequest* request,
    grpc::ServerWriter<v1::RescoreEvaluationsResponse>* writer) {
  return calls_.Call(
      context, {.method = "RescoreEvaluations", .request = *request, .answering = rpc::Answering::kStreaming},
      [&](const rpc::CallContext& call) -> absl::Status {
        rpc::BlockingGuard guard(rpc::kStreamPatience, [context] { context->TryCancel(); });
        return rescorer_.Run(
            *request,
            {.deadline = call.deadline, .is_cancelled = [context] { return context->IsCancelled(); }},
            [&](const v1::RescoreEvaluationsResponse& response) {
              return guard.Run([&] { return writer->Write(response); });
            });
      });
}

}  // namespace heng
