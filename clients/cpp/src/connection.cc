// SPDX-License-Identifier: Apache-2.0
//
// The connection over gRPC. Its methods are written out by rpcs.inc.
#include "heng/client/connection.h"

#include <algorithm>

#include "base/status_macros.h"
#include "clients/cpp/src/stream.h"
#include "clients/cpp/src/submission_stream.h"
#include "clients/cpp/src/transport.h"
#include "clients/cpp/src/upload.h"
#include "heng/v1/admin_service.grpc.pb.h"
#include "heng/v1/analysis_service.grpc.pb.h"
#include "heng/v1/catalog_service.grpc.pb.h"
#include "heng/v1/evaluation_service.grpc.pb.h"
#include "heng/v1/history_service.grpc.pb.h"
#include "heng/v1/scoring_service.grpc.pb.h"

namespace heng::client {
namespace {

Repeatable If(bool repeatable) { return repeatable ? Repeatable::kYes : Repeatable::kNo; }

// The kinds of rpcs.inc.
struct Read {
  template <typename Request>
  static Repeatable Of(const Request&) {
    return Repeatable::kYes;
  }
};
struct Write {
  template <typename Request>
  static Repeatable Of(const Request& request) {
    return If(!request.request_id().empty());
  }
};
struct BatchWrite {
  template <typename Request>
  static Repeatable Of(const Request& request) {
    return If(std::all_of(request.requests().begin(), request.requests().end(),
                          [](const auto& item) { return !item.request_id().empty(); }));
  }
};

class GrpcConnection final : public Connection {
 public:
  GrpcConnection(const std::shared_ptr<grpc::Channel>& channel, const Options& defaults)
      : CatalogService_(v1::CatalogService::NewStub(channel)),
        ScoringService_(v1::ScoringService::NewStub(channel)),
        EvaluationService_(v1::EvaluationService::NewStub(channel)),
        AnalysisService_(v1::AnalysisService::NewStub(channel)),
        HistoryService_(v1::HistoryService::NewStub(channel)),
        AdminService_(v1::AdminService::NewStub(channel)),
        defaults_(defaults) {}

#define HENG_RPC(service, method, request_type, response_type, kind)                                \
  absl::StatusOr<v1::response_type> method(const v1::request_type& request, const Options& options) \
      override {                                                                                    \
    return Call(*service##_, &v1::service::Stub::method, request, kind::Of(request),                \
                ResolveSettings(options, defaults_));                                               \
  }
#define HENG_STREAM_RPC(service, method, request_type, response_type)                                  \
  absl::Status method(const v1::request_type& request, const OnMessage<v1::response_type>& on_message, \
                      const Options& options) override {                                               \
    const auto start = [&](grpc::ClientContext* context,                                               \
                           grpc::ClientReadReactor<v1::response_type>* reactor) {                      \
      service##_->async()->method(context, &request, reactor);                                         \
    };                                                                                                 \
    return CallStream<v1::response_type>(start, on_message, ResolveSettings(options, defaults_));      \
  }
#include "heng/client/rpcs.inc"

  absl::Status StreamSubmitEvaluations(const NextSubmission& next,
                                       const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
                                       const Options& options) override {
    return StreamSubmissions(*EvaluationService_, next, on_answer,
                             ResolveSettings(options, defaults_).deadline);
  }

  absl::StatusOr<v1::RestoreResponse> Restore(const NextPiece& next, const Options&) override {
    return Upload(*AdminService_, &v1::AdminService::Stub::Restore, next);
  }

 private:
  // Named after the services, so that the table can name them.
  std::unique_ptr<v1::CatalogService::Stub> CatalogService_;
  std::unique_ptr<v1::ScoringService::Stub> ScoringService_;
  std::unique_ptr<v1::EvaluationService::Stub> EvaluationService_;
  std::unique_ptr<v1::AnalysisService::Stub> AnalysisService_;
  std::unique_ptr<v1::HistoryService::Stub> HistoryService_;
  std::unique_ptr<v1::AdminService::Stub> AdminService_;
  Options defaults_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& connection,
                                                           const Options& defaults) {
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel, MakeChannel(connection));
  return std::make_shared<GrpcConnection>(channel, defaults);
}

}  // namespace heng::client
