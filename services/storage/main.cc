// SPDX-License-Identifier: Apache-2.0
//
// heng-storage: keeps the records. Only heng-scoring talks to it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "services/rpc/calls.h"
#include "services/rpc/daemon.h"
#include "services/rpc/health_watch.h"
#include "services/storage/storage_service.h"
#include "storage/columns/columns.h"
#include "storage/columns/load.h"
#include "storage/open_engine.h"
#include "storage/record_store.h"

namespace heng {
namespace {

struct Flags {
  rpc::DaemonFlags daemon;
  std::string data_dir;
  std::string engine = "rocksdb";
};

// Fills the columns from what is stored. Millions of rows take seconds, so it says how far it is, once a second.
absl::Status Load(Engine& engine, Columns& columns) {
  const Clock& clock = Clock::System();
  const absl::Time begin = clock.Now();
  absl::Time last_line = begin;
  const absl::Status loaded = LoadColumns(engine, columns, [&](size_t evaluation_count) {
    if (clock.Now() - last_line < absl::Seconds(1)) return;
    last_line = clock.Now();
    Log(LogLevel::kInfo, "columns_loading", {{"evaluations", absl::StrCat(evaluation_count)}});
  });
  if (!loaded.ok()) {
    Log(LogLevel::kError, "columns_not_loaded", {{"error", std::string(loaded.message())}});
    return loaded;
  }
  const ColumnsMemory memory = columns.Memory();
  const size_t row_count = std::max<size_t>(memory.row_count, 1);
  Log(LogLevel::kInfo, "columns_loaded",
      {{"evaluations", absl::StrCat(memory.row_count)},
       {"bytesARow", absl::StrCat(memory.row_bytes / row_count)},
       {"parts", absl::StrCat(memory.part_count)},
       {"megabytes", absl::StrCat((memory.row_bytes + memory.part_bytes + memory.dictionary_bytes) >> 20)},
       {"took", absl::FormatDuration(absl::Trunc(clock.Now() - begin, absl::Milliseconds(1)))}});
  return absl::OkStatus();
}

absl::Status Run(const Flags& flags) {
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine, OpenEngine(flags.engine, flags.data_dir));
  Columns columns;
  HENG_RETURN_IF_ERROR(Load(*engine, columns));
  std::unique_ptr<RecordStore> store = RecordStore::Open(*engine, Clock::System(), {.columns = &columns});
  // A form of the largest size comes with its score and its snapshots.
  rpc::Calls calls(Clock::System(), {.max_message_bytes = 16 * 1024 * 1024});
  StorageServiceImpl service(calls, *store, columns);
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
