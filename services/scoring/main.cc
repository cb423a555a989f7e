// SPDX-License-Identifier: Apache-2.0
//
// heng-scoring: the public API. Scores forms, and keeps them through heng-storage.
#include <grpcpp/grpcpp.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/status_macros.h"
#include "clients/cpp/src/transport.h"
#include "heng/client/storage_client.h"
#include "services/analysis/analysis_service.h"
#include "services/rpc/calls.h"
#include "services/rpc/daemon.h"
#include "services/rpc/health_watch.h"
#include "services/rpc/workers.h"
#include "services/scoring/admin_service.h"
#include "services/scoring/catalog_service.h"
#include "services/scoring/evaluation_service.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/history_service.h"
#include "services/scoring/rescore.h"
#include "services/scoring/scoring_service.h"
#include "services/scoring/submit_queue.h"

namespace heng {
namespace {

// For scoring calls that wait for storage.
constexpr int kReadingThreads = 8;

struct Flags {
  rpc::DaemonFlags daemon;
  std::string storage = "127.0.0.1:7402";
};

// OK if the storage service says that it serves.
absl::Status AskHealth(grpc::health::v1::Health::Stub& storage) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(1)));
  grpc::health::v1::HealthCheckResponse response;
  const grpc::Status status = storage.Check(&context, {}, &response);
  if (!status.ok()) return client::FromGrpcStatus(status);
  if (response.status() == grpc::health::v1::HealthCheckResponse::SERVING) return absl::OkStatus();
  return absl::UnavailableError("heng-storage says that it does not serve");
}

absl::Status Run(const Flags& flags) {
  rpc::BlockStopSignals();
  HENG_ASSIGN_OR_RETURN(const std::optional<client::TlsFiles> tls, rpc::TlsOf(flags.daemon));
  const client::ConnectionOptions storage_address{flags.storage, tls};
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<client::StorageConnection> connection,
                        client::MakeStorageConnection(storage_address));
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> health_channel, client::MakeChannel(storage_address));

  const Clock& clock = Clock::System();
  const Repository repository(client::StorageClient(connection), clock);
  FormPlans plans(repository);
  SubmitQueue queue(repository, plans, clock);
  rpc::Calls calls(clock, {});
  CatalogServiceImpl catalog(calls, plans, repository);
  rpc::Workers workers(kReadingThreads);
  Rescorer rescorer(repository, plans, clock);
  ScoringServiceImpl scoring(calls, workers, plans, rescorer, repository);
  EvaluationServiceImpl evaluations(calls, queue, plans, repository);
  AnalysisServiceImpl analysis(calls, client::StorageClient(connection), clock);
  HistoryServiceImpl history(calls, repository);
  AdminServiceImpl admin(calls, client::StorageClient(connection), repository, plans, clock);

  rpc::HealthService health;
  // These answer without storage.
  for (const char* name : {"heng.v1.ScoringService", "heng.v1.AdminService"}) {
    health.Set(name, grpc::health::v1::HealthCheckResponse::SERVING);
  }
  const std::unique_ptr<grpc::health::v1::Health::Stub> storage_health =
      grpc::health::v1::Health::NewStub(health_channel);
  const rpc::HealthWatch watch("heng-storage", [&] { return AskHealth(*storage_health); }, health,
                               {"", "heng.v1.AnalysisService", "heng.v1.CatalogService",
                                "heng.v1.EvaluationService", "heng.v1.HistoryService"});
  return rpc::ServeUntilStopped(flags.daemon, health,
                                {&catalog, &scoring, &evaluations, &analysis, &history, &admin});
}

int Main(int argc, char** argv) {
  CLI::App app(
      "heng-scoring scores self-evaluations and keeps them through heng-storage.\n\n"
      "Examples:\n"
      "  heng-scoring --storage=127.0.0.1:7402\n"
      "  heng-scoring --listen=0.0.0.0:7401 --storage=storage.example:7402 --ca=ca.pem --cert=scoring.pem "
      "--key=scoring.key\n",
      "heng-scoring");
  app.set_version_flag("--version", HENG_VERSION);
  Flags flags;
  rpc::AddDaemonFlags(app, flags.daemon, "127.0.0.1:7401");
  app.add_option("--storage", flags.storage,
                 "Address of heng-storage; with TLS the same three files are used")
      ->capture_default_str();
  return rpc::DaemonMain(app, argc, argv, [&] { return Run(flags); });
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) { return heng::Main(argc, argv); }
