// SPDX-License-Identifier: Apache-2.0
//
// heng-storage: keeps the records. Only heng-scoring talks to it.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/status_macros.h"
#include "services/rpc/calls.h"
#include "services/rpc/daemon.h"
#include "services/rpc/health_watch.h"
#include "services/storage/storage_service.h"
#include "storage/open_engine.h"
#include "storage/record_store.h"

namespace heng {
namespace {

struct Flags {
  rpc::DaemonFlags daemon;
  std::string data_dir;
  std::string engine = "rocksdb";
};

absl::Status Run(const Flags& flags) {
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine, OpenEngine(flags.engine, flags.data_dir));
  std::unique_ptr<RecordStore> store = RecordStore::Open(*engine, Clock::System());
  // A form of the largest size comes with its score and its snapshots.
  rpc::Calls calls(Clock::System(), {.max_message_bytes = 16 * 1024 * 1024});
  StorageServiceImpl service(calls, *store);
  rpc::HealthService health;
  const rpc::HealthWatch watch("the engine", [&] { return store->Check(); }, health,
                               {"", "heng.storage.v1.StorageService"});
  return rpc::ServeUntilStopped(flags.daemon, health, {&service});
}

int Main(int argc, char** argv) {
  CLI::App app(
      "heng-storage keeps evaluations and what they refer to.\n\n"
      "Examples:\n"
      "  heng-storage --data-dir=/var/lib/heng\n"
      "  heng-storage --listen=127.0.0.1:7402 --data-dir=./data --log-level=warning\n",
      "heng-storage");
  app.set_version_flag("--version", HENG_VERSION);
  Flags flags;
  rpc::AddDaemonFlags(app, flags.daemon, "127.0.0.1:7402");
  app.add_option("--data-dir", flags.data_dir, "Folder of the database; made if it is not there")->required();
  app.add_option("--engine", flags.engine, "Storage engine: rocksdb, or memory for trials")
      ->capture_default_str();
  return rpc::DaemonMain(app, argc, argv, [&] { return Run(flags); });
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) { return heng::Main(argc, argv); }
