// SPDX-License-Identifier: Apache-2.0
#include "heng/client/client.h"

#include <iterator>
#include <string>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "clients/cpp/src/backoff.h"

namespace heng::client {
namespace {

// The request with the request_id of the call, or one of its own, if it has none.
template <typename Request>
Request WithRequestId(Request request, const Options& call) {
  if (request.request_id().empty())
    request.set_request_id(call.request_id ? *call.request_id : NewRequestId());
  return request;
}

template <typename BatchRequest>
BatchRequest WithRequestIds(BatchRequest batch) {
  for (auto& item : *batch.mutable_requests()) {
    if (item.request_id().empty()) item.set_request_id(NewRequestId());
  }
  return batch;
}

template <typename Request>
Request ByName(absl::string_view name) {
  Request request;
  request.set_name(std::string(name));
  return request;
}

// `list` is a method of Connection, `items` the mutable list of its response.
template <typename T, typename Request, typename Response>
PagedRange<T> Pages(std::shared_ptr<Connection> connection,
                    absl::StatusOr<Response> (Connection::*list)(const Request&, const Options&),
                    google::protobuf::RepeatedPtrField<T>* (Response::*items)(), Request request,
                    Options options) {
  return PagedRange<T>([=](const std::string& page_token) -> absl::StatusOr<typename PagedRange<T>::Page> {
    Request page_request = request;
    if (!page_token.empty()) page_request.set_page_token(page_token);
    HENG_ASSIGN_OR_RETURN(Response response, ((*connection).*list)(page_request, options));
    auto& list_of_page = *(response.*items)();
    return typename PagedRange<T>::Page{
        .items = {std::make_move_iterator(list_of_page.begin()), std::make_move_iterator(list_of_page.end())},
        .next_page_token = response.next_page_token()};
  });
}

}  // namespace

absl::StatusOr<v1::Region> Client::CreateRegion(const v1::CreateRegionRequest& request,
                                                const Options& options) const {
  return connection_->CreateRegion(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Region> Client::CreateRegion(const v1::Region& region, const Options& options) const {
  v1::CreateRegionRequest request;
  *request.mutable_region() = region;
  return CreateRegion(request, options);
}

absl::StatusOr<v1::Region> Client::GetRegion(const v1::GetRegionRequest& request,
                                             const Options& options) const {
  return connection_->GetRegion(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Region> Client::GetRegion(absl::string_view name, const Options& options) const {
  return GetRegion(ByName<v1::GetRegionRequest>(name), options);
}

PagedRange<v1::Region> Client::ListRegions(const v1::ListRegionsRequest& request,
                                           const Options& options) const {
  return Pages(connection_, &Connection::ListRegions, &v1::ListRegionsResponse::mutable_regions, request,
               MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Region> Client::UpdateRegion(const v1::UpdateRegionRequest& request,
                                                const Options& options) const {
  return connection_->UpdateRegion(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Region> Client::UpdateRegion(const v1::Region& region, const Options& options) const {
  v1::UpdateRegionRequest request;
  *request.mutable_region() = region;
  request.set_etag(region.etag());
  return UpdateRegion(request, options);
}

absl::StatusOr<v1::BatchCreateRegionsResponse> Client::BatchCreateRegions(
    const v1::BatchCreateRegionsRequest& request, const Options& options) const {
  return connection_->BatchCreateRegions(WithRequestIds(request), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Department> Client::CreateDepartment(const v1::CreateDepartmentRequest& request,
                                                        const Options& options) const {
  return connection_->CreateDepartment(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Department> Client::CreateDepartment(const v1::Department& department,
                                                        const Options& options) const {
  v1::CreateDepartmentRequest request;
  *request.mutable_department() = department;
  return CreateDepartment(request, options);
}

absl::StatusOr<v1::Department> Client::GetDepartment(const v1::GetDepartmentRequest& request,
                                                     const Options& options) const {
  return connection_->GetDepartment(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Department> Client::GetDepartment(absl::string_view name, const Options& options) const {
  return GetDepartment(ByName<v1::GetDepartmentRequest>(name), options);
}

PagedRange<v1::Department> Client::ListDepartments(const v1::ListDepartmentsRequest& request,
                                                   const Options& options) const {
  return Pages(connection_, &Connection::ListDepartments, &v1::ListDepartmentsResponse::mutable_departments,
               request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Department> Client::UpdateDepartment(const v1::UpdateDepartmentRequest& request,
                                                        const Options& options) const {
  return connection_->UpdateDepartment(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Department> Client::UpdateDepartment(const v1::Department& department,
                                                        const Options& options) const {
  v1::UpdateDepartmentRequest request;
  *request.mutable_department() = department;
  request.set_etag(department.etag());
  return UpdateDepartment(request, options);
}

absl::StatusOr<v1::BatchCreateDepartmentsResponse> Client::BatchCreateDepartments(
    const v1::BatchCreateDepartmentsRequest& request, const Options& options) const {
  return connection_->BatchCreateDepartments(WithRequestIds(request), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Budget> Client::CreateBudget(const v1::CreateBudgetRequest& request,
                                                const Options& options) const {
  return connection_->CreateBudget(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Budget> Client::CreateBudget(const v1::Budget& budget, const Options& options) const {
  v1::CreateBudgetRequest request;
  *request.mutable_budget() = budget;
  return CreateBudget(request, options);
}

absl::StatusOr<v1::Budget> Client::GetBudget(const v1::GetBudgetRequest& request,
                                             const Options& options) const {
  return connection_->GetBudget(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Budget> Client::GetBudget(absl::string_view name, const Options& options) const {
  return GetBudget(ByName<v1::GetBudgetRequest>(name), options);
}

PagedRange<v1::Budget> Client::ListBudgets(const v1::ListBudgetsRequest& request,
                                           const Options& options) const {
  return Pages(connection_, &Connection::ListBudgets, &v1::ListBudgetsResponse::mutable_budgets, request,
               MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Budget> Client::UpdateBudget(const v1::UpdateBudgetRequest& request,
                                                const Options& options) const {
  return connection_->UpdateBudget(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Budget> Client::UpdateBudget(const v1::Budget& budget, const Options& options) const {
  v1::UpdateBudgetRequest request;
  *request.mutable_budget() = budget;
  request.set_etag(budget.etag());
  return UpdateBudget(request, options);
}

absl::StatusOr<v1::BatchCreateBudgetsResponse> Client::BatchCreateBudgets(
    const v1::BatchCreateBudgetsRequest& request, const Options& options) const {
  return connection_->BatchCreateBudgets(WithRequestIds(request), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Scheme> Client::CreateScheme(const v1::CreateSchemeRequest& request,
                                                const Options& options) const {
  return connection_->CreateScheme(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Scheme> Client::CreateScheme(const v1::Scheme& scheme, const Options& options) const {
  v1::CreateSchemeRequest request;
  *request.mutable_scheme() = scheme;
  return CreateScheme(request, options);
}

absl::StatusOr<v1::Scheme> Client::GetScheme(const v1::GetSchemeRequest& request,
                                             const Options& options) const {
  return connection_->GetScheme(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Scheme> Client::GetScheme(absl::string_view name, const Options& options) const {
  return GetScheme(ByName<v1::GetSchemeRequest>(name), options);
}

PagedRange<v1::Scheme> Client::ListSchemes(const v1::ListSchemesRequest& request,
                                           const Options& options) const {
  return Pages(connection_, &Connection::ListSchemes, &v1::ListSchemesResponse::mutable_schemes, request,
               MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Goals> Client::CreateGoals(const v1::CreateGoalsRequest& request,
                                              const Options& options) const {
  return connection_->CreateGoals(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Goals> Client::CreateGoals(const v1::Goals& goals, const Options& options) const {
  v1::CreateGoalsRequest request;
  *request.mutable_goals() = goals;
  return CreateGoals(request, options);
}

absl::StatusOr<v1::Goals> Client::GetGoals(const v1::GetGoalsRequest& request, const Options& options) const {
  return connection_->GetGoals(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Goals> Client::GetGoals(absl::string_view name, const Options& options) const {
  return GetGoals(ByName<v1::GetGoalsRequest>(name), options);
}

PagedRange<v1::Goals> Client::ListGoals(const v1::ListGoalsRequest& request, const Options& options) const {
  return Pages(connection_, &Connection::ListGoals, &v1::ListGoalsResponse::mutable_goals, request,
               MergeOptions(options, defaults_));
}

absl::StatusOr<v1::BatchCreateGoalsResponse> Client::BatchCreateGoals(
    const v1::BatchCreateGoalsRequest& request, const Options& options) const {
  return connection_->BatchCreateGoals(WithRequestIds(request), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::ScoreEvaluationResponse> Client::ScoreEvaluation(const v1::ScoreEvaluationRequest& request,
                                                                    const Options& options) const {
  return connection_->ScoreEvaluation(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::ScoreEvaluationResponse> Client::ScoreEvaluation(const v1::Evaluation& evaluation,
                                                                    const Options& options) const {
  v1::ScoreEvaluationRequest request;
  *request.mutable_evaluation() = evaluation;
  return ScoreEvaluation(request, options);
}

absl::StatusOr<v1::BatchScoreEvaluationsResponse> Client::BatchScoreEvaluations(
    const v1::BatchScoreEvaluationsRequest& request, const Options& options) const {
  return connection_->BatchScoreEvaluations(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::CheckSchemeResponse> Client::CheckScheme(const v1::CheckSchemeRequest& request,
                                                            const Options& options) const {
  return connection_->CheckScheme(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Scheme> Client::CheckScheme(const v1::Scheme& scheme, const Options& options) const {
  v1::CheckSchemeRequest request;
  *request.mutable_scheme() = scheme;
  HENG_ASSIGN_OR_RETURN(v1::CheckSchemeResponse response, CheckScheme(request, options));
  return std::move(*response.mutable_scheme());
}

absl::Status Client::RescoreEvaluations(const v1::RescoreEvaluationsRequest& request,
                                        const OnMessage<v1::RescoreEvaluationsResponse>& on_message,
                                        const Options& options) const {
  return connection_->RescoreEvaluations(request, on_message, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Evaluation> Client::SubmitEvaluation(const v1::SubmitEvaluationRequest& request,
                                                        const Options& options) const {
  return connection_->SubmitEvaluation(WithRequestId(request, options), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Evaluation> Client::SubmitEvaluation(const v1::Evaluation& evaluation,
                                                        const Options& options) const {
  v1::SubmitEvaluationRequest request;
  *request.mutable_evaluation() = evaluation;
  return SubmitEvaluation(request, options);
}

absl::StatusOr<v1::BatchSubmitEvaluationsResponse> Client::BatchSubmitEvaluations(
    const v1::BatchSubmitEvaluationsRequest& request, const Options& options) const {
  return connection_->BatchSubmitEvaluations(WithRequestIds(request), MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Evaluation> Client::GetEvaluation(const v1::GetEvaluationRequest& request,
                                                     const Options& options) const {
  return connection_->GetEvaluation(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::Evaluation> Client::GetEvaluation(absl::string_view name, const Options& options) const {
  return GetEvaluation(ByName<v1::GetEvaluationRequest>(name), options);
}

absl::StatusOr<v1::BatchGetEvaluationsResponse> Client::BatchGetEvaluations(
    const v1::BatchGetEvaluationsRequest& request, const Options& options) const {
  return connection_->BatchGetEvaluations(request, MergeOptions(options, defaults_));
}

PagedRange<v1::Evaluation> Client::ListEvaluations(const v1::ListEvaluationsRequest& request,
                                                   const Options& options) const {
  return Pages(connection_, &Connection::ListEvaluations, &v1::ListEvaluationsResponse::mutable_evaluations,
               request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::GetCertificateResponse> Client::GetCertificate(const v1::GetCertificateRequest& request,
                                                                  const Options& options) const {
  return connection_->GetCertificate(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::GetCertificateResponse> Client::GetCertificate(absl::string_view name,
                                                                  const Options& options) const {
  return GetCertificate(ByName<v1::GetCertificateRequest>(name), options);
}

absl::StatusOr<v1::AggregateScoresResponse> Client::AggregateScores(const v1::AggregateScoresRequest& request,
                                                                    const Options& options) const {
  return connection_->AggregateScores(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::RankEvaluationsResponse> Client::RankEvaluations(const v1::RankEvaluationsRequest& request,
                                                                    const Options& options) const {
  return connection_->RankEvaluations(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::AnalyseIndicatorsResponse> Client::AnalyseIndicators(
    const v1::AnalyseIndicatorsRequest& request, const Options& options) const {
  return connection_->AnalyseIndicators(request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::CompareYearsResponse> Client::CompareYears(const v1::CompareYearsRequest& request,
                                                              const Options& options) const {
  return connection_->CompareYears(request, MergeOptions(options, defaults_));
}

absl::Status Client::StreamSubmitEvaluations(const NextSubmission& next,
                                             const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
                                             const Options& options) const {
  return connection_->StreamSubmitEvaluations(next, on_answer, MergeOptions(options, defaults_));
}

PagedRange<v1::Revision> Client::ListRevisions(const v1::ListRevisionsRequest& request,
                                               const Options& options) const {
  return Pages(connection_, &Connection::ListRevisions, &v1::ListRevisionsResponse::mutable_revisions,
               request, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::GetStatusResponse> Client::GetStatus(const Options& options) const {
  return connection_->GetStatus({}, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::GetCheckpointResponse> Client::GetCheckpoint(const Options& options) const {
  return connection_->GetCheckpoint({}, MergeOptions(options, defaults_));
}

absl::Status Client::Verify(const v1::VerifyRequest& request, const OnMessage<v1::VerifyResponse>& on_message,
                            const Options& options) const {
  return connection_->Verify(request, on_message, MergeOptions(options, defaults_));
}

absl::Status Client::BackUp(const OnMessage<v1::BackUpResponse>& on_message, const Options& options) const {
  return connection_->BackUp({}, on_message, MergeOptions(options, defaults_));
}

absl::StatusOr<v1::RestoreResponse> Client::Restore(const NextPiece& next, const Options& options) const {
  return connection_->Restore(next, MergeOptions(options, defaults_));
}

}  // namespace heng::client
