// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/evaluation_service.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "services/rpc/grpc_status.h"
#include "services/rpc/limits.h"
#include "services/scoring/evaluation_view.h"
#include "services/scoring/stored_certificate.h"
#include "services/scoring/submit_stream.h"

namespace heng {
namespace {

// Full evaluations are some 50 KiB each, most of it findings; a page of them stays below the message limit of clients.
constexpr int kMaxFullPageSize = 50;

absl::Status CheckEvaluationNames(const std::vector<std::string>& names, absl::string_view field,
                                  bool indexed) {
  FieldProblems problems;
  for (size_t i = 0; i < names.size(); ++i) {
    const absl::Status parsed = ParseResourceName(names[i], ResourceKind::kEvaluation).status();
    if (parsed.ok()) continue;
    problems.Add(indexed ? absl::StrCat(field, "[", i, "]") : std::string(field), "BAD_NAME",
                 {std::string(parsed.message()), ChineseMessageOf(parsed)});
  }
  return problems.ToStatus();
}

// Reads show everything unless they are asked for less.
v1::Evaluation InView(v1::Evaluation stored, v1::View view) {
  return view == v1::VIEW_TERSE ? TerseEvaluation(stored) : FullEvaluation(std::move(stored));
}

// The items of one batch on their way through the queue. The last one to come back answers.
class PendingBatch {
 public:
  PendingBatch(std::shared_ptr<rpc::PendingCall> call, int item_count,
               v1::BatchSubmitEvaluationsResponse* response)
      : call_(std::move(call)), response_(response), open_count_(item_count) {
    for (int i = 0; i < item_count; ++i) response_->add_results();
  }

  void Done(int index, absl::StatusOr<v1::Evaluation> outcome) {
    v1::BatchSubmitEvaluationsResponse::Result& result = *response_->mutable_results(index);
    if (outcome.ok()) {
      *result.mutable_evaluation() = *std::move(outcome);
    } else {
      *result.mutable_error() = rpc::ToItemStatus(outcome.status());
    }
    if (open_count_.fetch_sub(1, std::memory_order_acq_rel) == 1) call_->Finish(absl::OkStatus());
  }

 private:
  std::shared_ptr<rpc::PendingCall> call_;
  v1::BatchSubmitEvaluationsResponse* response_;
  std::atomic<int> open_count_;
};

}  // namespace

grpc::ServerUnaryReactor* EvaluationServiceImpl::SubmitEvaluation(grpc::CallbackServerContext* context,
                                                                  const v1::SubmitEvaluationRequest* request,
                                                                  v1::Evaluation* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::shared_ptr<rpc::PendingCall> call =
      calls_.Begin(context, reactor,
                   {.method = "SubmitEvaluation", .request = *request, .request_id = request->request_id()});
  if (call == nullptr) return reactor;
  SubmitQueue::Item item{
      .request = request, .actor = call->context().actor, .deadline = call->context().deadline};
  item.done = [call, response](absl::StatusOr<v1::Evaluation> outcome) {
    if (outcome.ok()) *response = *std::move(outcome);
    call->Finish(outcome.status());
  };
  queue_.Push(std::move(item));
  return reactor;
}

grpc::ServerUnaryReactor* EvaluationServiceImpl::BatchSubmitEvaluations(
    grpc::CallbackServerContext* context, const v1::BatchSubmitEvaluationsRequest* request,
    v1::BatchSubmitEvaluationsResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  std::shared_ptr<rpc::PendingCall> call =
      calls_.Begin(context, reactor, {.method = "BatchSubmitEvaluations", .request = *request});
  if (call == nullptr) return reactor;
  if (absl::Status counted = rpc::CheckItemCount(request->requests_size(), "requests"); !counted.ok()) {
    call->Finish(counted);
    return reactor;
  }
  auto batch = std::make_shared<PendingBatch>(call, request->requests_size(), response);
  for (int i = 0; i < request->requests_size(); ++i) {
    SubmitQueue::Item item{.request = &request->requests(i),
                           .path = absl::StrCat("requests[", i, "].evaluation"),
                           .actor = call->context().actor,
                           .deadline = call->context().deadline};
    item.done = [batch, i](absl::StatusOr<v1::Evaluation> outcome) { batch->Done(i, std::move(outcome)); };
    queue_.Push(std::move(item));
  }
  return reactor;
}

grpc::ServerBidiReactor<v1::StreamSubmitEvaluationsRequest, v1::StreamSubmitEvaluationsResponse>*
EvaluationServiceImpl::StreamSubmitEvaluations(grpc::CallbackServerContext* context) {
  return SubmitStream::Start(calls_, queue_, context);
}

grpc::Status EvaluationServiceImpl::GetEvaluation(grpc::ServerContext* context,
                                                  const v1::GetEvaluationRequest* request,
                                                  v1::Evaluation* response) {
  return calls_.Call(context, {.method = "GetEvaluation", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       HENG_RETURN_IF_ERROR(CheckEvaluationNames({request->name()}, "name", false));
                       HENG_ASSIGN_OR_RETURN(*response,
                                             repository_.Get<v1::Evaluation>(request->name(), call.deadline));
                       *response = InView(std::move(*response), request->view());
                       return absl::OkStatus();
                     });
}

grpc::Status EvaluationServiceImpl::BatchGetEvaluations(grpc::ServerContext* context,
                                                        const v1::BatchGetEvaluationsRequest* request,
                                                        v1::BatchGetEvaluationsResponse* response) {
  return calls_.Call(context, {.method = "BatchGetEvaluations", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       HENG_RETURN_IF_ERROR(rpc::CheckItemCount(request->names_size(), "names"));
                       const std::vector<std::string> names(request->names().begin(), request->names().end());
                       HENG_RETURN_IF_ERROR(CheckEvaluationNames(names, "names", true));
                       HENG_ASSIGN_OR_RETURN(const RecordSet records, repository_.Read(names, call.deadline));
                       for (const std::string& name : names) {
                         HENG_ASSIGN_OR_RETURN(v1::Evaluation evaluation, records.Find<v1::Evaluation>(name));
                         *response->add_evaluations() = InView(std::move(evaluation), request->view());
                       }
                       return absl::OkStatus();
                     });
}

grpc::Status EvaluationServiceImpl::ListEvaluations(grpc::ServerContext* context,
                                                    const v1::ListEvaluationsRequest* request,
                                                    v1::ListEvaluationsResponse* response) {
  return calls_.Call(
      context, {.method = "ListEvaluations", .request = *request},
      [&](const rpc::CallContext& call) -> absl::Status { return List(*request, call.deadline, *response); });
}

grpc::Status EvaluationServiceImpl::GetCertificate(grpc::ServerContext* context,
                                                   const v1::GetCertificateRequest* request,
                                                   v1::GetCertificateResponse* response) {
  return calls_.Call(context, {.method = "GetCertificate", .request = *request},
                     [&](const rpc::CallContext& call) -> absl::Status {
                       HENG_RETURN_IF_ERROR(CheckEvaluationNames({request->name()}, "name", false));
                       HENG_ASSIGN_OR_RETURN(const v1::Evaluation stored,
                                             repository_.Get<v1::Evaluation>(request->name(), call.deadline));
                       HENG_ASSIGN_OR_RETURN(*response, CertificateOf(stored, plans_, call.deadline));
                       return absl::OkStatus();
                     });
}

absl::Status EvaluationServiceImpl::List(const v1::ListEvaluationsRequest& request, absl::Time deadline,
                                         v1::ListEvaluationsResponse& response) {
  HENG_ASSIGN_OR_RETURN(int page_size, rpc::PageSizeOf(request.page_size()));
  const bool full = request.view() == v1::VIEW_FULL;
  storage::v1::ListSummariesRequest list;
  list.set_parent(request.parent());
  list.set_fiscal_year(request.fiscal_year());
  list.set_kind(request.kind());
  *list.mutable_grade_codes() = request.grade_codes();
  list.set_page_size(full ? std::min(page_size, kMaxFullPageSize) : page_size);
  list.set_page_token(request.page_token());
  HENG_ASSIGN_OR_RETURN(const storage::v1::ListSummariesResponse page,
                        repository_.ListSummaries(list, deadline));
  response.set_next_page_token(page.next_page_token());
  if (!full) {
    for (const storage::v1::SummaryRow& row : page.rows()) *response.add_evaluations() = EvaluationOf(row);
    return absl::OkStatus();
  }
  // Revisions never change, so reading them by number shows what the snapshot of the page showed.
  std::vector<std::string> names;
  for (const storage::v1::SummaryRow& row : page.rows())
    names.push_back(absl::StrCat(row.name(), "@", row.revision()));
  if (names.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const RecordSet records, repository_.Read(names, deadline));
  for (const std::string& name : names) {
    HENG_ASSIGN_OR_RETURN(v1::Evaluation evaluation, records.Find<v1::Evaluation>(name));
    *response.add_evaluations() = FullEvaluation(std::move(evaluation));
  }
  return absl::OkStatus();
}

}  // namespace heng
