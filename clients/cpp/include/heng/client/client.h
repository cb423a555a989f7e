// SPDX-License-Identifier: Apache-2.0
//
// The client of heng-scoring.
//
//   absl::StatusOr<std::shared_ptr<Connection>> connection = MakeConnection({.address = "127.0.0.1:7401"});
//   if (!connection.ok()) return connection.status();
//   Client client(*connection);
//   absl::StatusOr<v1::Evaluation> stored = client.SubmitEvaluation(evaluation, {.deadline = absl::Seconds(30)});
//
// Errors are absl::Status with the details that the server sent; errors.h reads them. What each call refuses stands
// beside the RPC in proto/heng/v1.
#pragma once

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "heng/client/connection.h"
#include "heng/client/options.h"
#include "heng/client/paged_range.h"

namespace heng::client {

// A value over a shared connection; cheap to copy, safe to use from many threads.
//
// A write without request_id is given that of the call's options or a new one, once for each logical call and for each
// item of a batch, so that its retries are answered like its first attempt. What a call's options leave open is taken from the
// client's, then from the connection's. Methods that take a resource or a name are the short form of those
// that take the request.
class Client {
 public:
  explicit Client(std::shared_ptr<Connection> connection, Options defaults = {})
      : connection_(std::move(connection)), defaults_(std::move(defaults)) {}

  // Regions. The short form of Update sends the etag of the resource.
  absl::StatusOr<v1::Region> CreateRegion(const v1::CreateRegionRequest& request,
                                          const Options& options = {}) const;
  absl::StatusOr<v1::Region> CreateRegion(const v1::Region& region, const Options& options = {}) const;
  absl::StatusOr<v1::Region> GetRegion(const v1::GetRegionRequest& request,
                                       const Options& options = {}) const;
  absl::StatusOr<v1::Region> GetRegion(absl::string_view name, const Options& options = {}) const;
  PagedRange<v1::Region> ListRegions(const v1::ListRegionsRequest& request,
                                     const Options& options = {}) const;
  absl::StatusOr<v1::Region> UpdateRegion(const v1::UpdateRegionRequest& request,
                                          const Options& options = {}) const;
  absl::StatusOr<v1::Region> UpdateRegion(const v1::Region& region, const Options& options = {}) const;
  absl::StatusOr<v1::BatchCreateRegionsResponse> BatchCreateRegions(
      const v1::BatchCreateRegionsRequest& request, const Options& options = {}) const;

  // Departments.
  absl::StatusOr<v1::Department> CreateDepartment(const v1::CreateDepartmentRequest& request,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::Department> CreateDepartment(const v1::Department& department,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::Department> GetDepartment(const v1::GetDepartmentRequest& request,
                                               const Options& options = {}) const;
  absl::StatusOr<v1::Department> GetDepartment(absl::string_view name, const Options& options = {}) const;
  PagedRange<v1::Department> ListDepartments(const v1::ListDepartmentsRequest& request,
                                             const Options& options = {}) const;
  absl::StatusOr<v1::Department> UpdateDepartment(const v1::UpdateDepartmentRequest& request,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::Department> UpdateDepartment(const v1::Department& department,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::BatchCreateDepartmentsResponse> BatchCreateDepartments(
      const v1::BatchCreateDepartmentsRequest& request, const Options& options = {}) const;

  // Budgets.
  absl::StatusOr<v1::Budget> CreateBudget(const v1::CreateBudgetRequest& request,
                                          const Options& options = {}) const;
  absl::StatusOr<v1::Budget> CreateBudget(const v1::Budget& budget, const Options& options = {}) const;
  absl::StatusOr<v1::Budget> GetBudget(const v1::GetBudgetRequest& request,
                                       const Options& options = {}) const;
  absl::StatusOr<v1::Budget> GetBudget(absl::string_view name, const Options& options = {}) const;
  PagedRange<v1::Budget> ListBudgets(const v1::ListBudgetsRequest& request,
                                     const Options& options = {}) const;
  absl::StatusOr<v1::Budget> UpdateBudget(const v1::UpdateBudgetRequest& request,
                                          const Options& options = {}) const;
  absl::StatusOr<v1::Budget> UpdateBudget(const v1::Budget& budget, const Options& options = {}) const;
  absl::StatusOr<v1::BatchCreateBudgetsResponse> BatchCreateBudgets(
      const v1::BatchCreateBudgetsRequest& request, const Options& options = {}) const;

  // Schemes. A name without revision means the newest one.
  absl::StatusOr<v1::Scheme> CreateScheme(const v1::CreateSchemeRequest& request,
                                          const Options& options = {}) const;
  absl::StatusOr<v1::Scheme> CreateScheme(const v1::Scheme& scheme, const Options& options = {}) const;
  absl::StatusOr<v1::Scheme> GetScheme(const v1::GetSchemeRequest& request,
                                       const Options& options = {}) const;
  absl::StatusOr<v1::Scheme> GetScheme(absl::string_view name, const Options& options = {}) const;
  PagedRange<v1::Scheme> ListSchemes(const v1::ListSchemesRequest& request,
                                     const Options& options = {}) const;

  // Goals. A name without revision means the newest ones.
  absl::StatusOr<v1::Goals> CreateGoals(const v1::CreateGoalsRequest& request,
                                        const Options& options = {}) const;
  absl::StatusOr<v1::Goals> CreateGoals(const v1::Goals& goals, const Options& options = {}) const;
  absl::StatusOr<v1::Goals> GetGoals(const v1::GetGoalsRequest& request, const Options& options = {}) const;
  absl::StatusOr<v1::Goals> GetGoals(absl::string_view name, const Options& options = {}) const;
  PagedRange<v1::Goals> ListGoals(const v1::ListGoalsRequest& request, const Options& options = {}) const;
  absl::StatusOr<v1::BatchCreateGoalsResponse> BatchCreateGoals(const v1::BatchCreateGoalsRequest& request,
                                                                const Options& options = {}) const;

  // Scoring. Stores nothing. CheckScheme answers with the scheme and the revision that it would get.
  absl::StatusOr<v1::ScoreEvaluationResponse> ScoreEvaluation(const v1::ScoreEvaluationRequest& request,
                                                              const Options& options = {}) const;
  absl::StatusOr<v1::ScoreEvaluationResponse> ScoreEvaluation(const v1::Evaluation& evaluation,
                                                              const Options& options = {}) const;
  absl::StatusOr<v1::BatchScoreEvaluationsResponse> BatchScoreEvaluations(
      const v1::BatchScoreEvaluationsRequest& request, const Options& options = {}) const;
  absl::StatusOr<v1::CheckSchemeResponse> CheckScheme(const v1::CheckSchemeRequest& request,
                                                      const Options& options = {}) const;
  absl::StatusOr<v1::Scheme> CheckScheme(const v1::Scheme& scheme, const Options& options = {}) const;
  // Scores stored evaluations under another scheme. on_message gets the results as they come, on this thread, and may end
  // the call by returning false, which makes it CANCELLED. options.deadline limits each silence, not the whole.
  absl::Status RescoreEvaluations(const v1::RescoreEvaluationsRequest& request,
                                  const OnMessage<v1::RescoreEvaluationsResponse>& on_message,
                                  const Options& options = {}) const;

  // Evaluations. The short form of Submit is for a new evaluation; to follow an earlier revision, give its
  // etag in the request.
  absl::StatusOr<v1::Evaluation> SubmitEvaluation(const v1::SubmitEvaluationRequest& request,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::Evaluation> SubmitEvaluation(const v1::Evaluation& evaluation,
                                                  const Options& options = {}) const;
  absl::StatusOr<v1::BatchSubmitEvaluationsResponse> BatchSubmitEvaluations(
      const v1::BatchSubmitEvaluationsRequest& request, const Options& options = {}) const;
  // Thousands of submissions through one call; see Connection::StreamSubmitEvaluations.
  absl::Status StreamSubmitEvaluations(const NextSubmission& next,
                                       const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
                                       const Options& options = {}) const;
  absl::StatusOr<v1::Evaluation> GetEvaluation(const v1::GetEvaluationRequest& request,
                                               const Options& options = {}) const;
  absl::StatusOr<v1::Evaluation> GetEvaluation(absl::string_view name, const Options& options = {}) const;
  absl::StatusOr<v1::BatchGetEvaluationsResponse> BatchGetEvaluations(
      const v1::BatchGetEvaluationsRequest& request, const Options& options = {}) const;
  PagedRange<v1::Evaluation> ListEvaluations(const v1::ListEvaluationsRequest& request,
                                             const Options& options = {}) const;
  absl::StatusOr<v1::GetCertificateResponse> GetCertificate(const v1::GetCertificateRequest& request,
                                                            const Options& options = {}) const;
  absl::StatusOr<v1::GetCertificateResponse> GetCertificate(absl::string_view name,
                                                            const Options& options = {}) const;

  // Adding up. Answers see every submission that was acknowledged before the call.
  absl::StatusOr<v1::AggregateScoresResponse> AggregateScores(const v1::AggregateScoresRequest& request,
                                                              const Options& options = {}) const;
  absl::StatusOr<v1::RankEvaluationsResponse> RankEvaluations(const v1::RankEvaluationsRequest& request,
                                                              const Options& options = {}) const;
  absl::StatusOr<v1::AnalyseIndicatorsResponse> AnalyseIndicators(const v1::AnalyseIndicatorsRequest& request,
                                                                  const Options& options = {}) const;
  absl::StatusOr<v1::CompareYearsResponse> CompareYears(const v1::CompareYearsRequest& request,
                                                        const Options& options = {}) const;

  // Revisions of one resource of any kind, by name without revision.
  PagedRange<v1::Revision> ListRevisions(const v1::ListRevisionsRequest& request,
                                         const Options& options = {}) const;

  // Looking after what is stored. Verify and BackUp hand on messages as RescoreEvaluations does, Restore takes the pieces of
  // a backup as Connection::Restore does.
  absl::StatusOr<v1::GetStatusResponse> GetStatus(const Options& options = {}) const;
  absl::StatusOr<v1::GetCheckpointResponse> GetCheckpoint(const Options& options = {}) const;
  absl::Status Verify(const v1::VerifyRequest& request, const OnMessage<v1::VerifyResponse>& on_message,
                      const Options& options = {}) const;
  absl::Status BackUp(const OnMessage<v1::BackUpResponse>& on_message, const Options& options = {}) const;
  absl::StatusOr<v1::RestoreResponse> Restore(const NextPiece& next, const Options& options = {}) const;

 private:
  std::shared_ptr<Connection> connection_;
  Options defaults_;
};

}  // namespace heng::client
