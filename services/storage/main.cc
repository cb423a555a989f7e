// SPDX-License-Identifier: Apache-2.0
//
// heng-storage: keeps the records. Only heng-scoring talks to it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "services/rpc/calls.h"
#include "services/rpc/daemon.h"
#include "services/rpc/health_watch.h"
#include "services/storage/data_commands.h"
#include "services/storage/maintenance_service.h"
#include "services/storage/storage_service.h"
#include "storage/columns/columns.h"
#include "storage/columns/load.h"
#include "storage/data_directory.h"
#include "storage/history/anchor.h"
#include "storage/history/checkpoint.h"
#include "storage/open_engine.h"
#include "storage/record_store.h"
#include "storage/request_expiry.h"

namespace heng {
namespace {

constexpr char kEngineOnDisk[] = "rocksdb";

struct Flags {
  rpc::DaemonFlags daemon;
  std::string data_dir;
  std::string engine = kEngineOnDisk;
  DigestAlgorithm history_digest = DigestAlgorithm::kSm3;
  int request_retention_days = 400;
  std::string checkpoint_file;
  std::string backup_file;
};

// The anchor beside the database, which must hold what the anchor says; null for an engine that keeps nothing.
absl::StatusOr<std::unique_ptr<Anchor>> OpenAnchor(const Flags& flags, Engine& engine) {
  if (flags.engine != kEngineOnDisk) return std::unique_ptr<Anchor>();
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<Anchor> anchor,
                        Anchor::Open(DataDirectory::AnchorPath(flags.data_dir)));
  HENG_RETURN_IF_ERROR(CheckMarks(engine, anchor->Marks()));
  return anchor;
}

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

absl::Status Serve(const Flags& flags) {
  rpc::BlockStopSignals();
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<Engine> engine, OpenEngine(flags.engine, flags.data_dir));
  HENG_ASSIGN_OR_RETURN(const std::unique_ptr<Anchor> anchor, OpenAnchor(flags, *engine));
  Columns columns;
  HENG_RETURN_IF_ERROR(Load(*engine, columns));
  std::unique_ptr<RecordStore> store = RecordStore::Open(
      *engine, Clock::System(),
      {.history_digest = flags.history_digest, .anchor = anchor.get(), .columns = &columns});
  // A form of the largest size comes with its score and its snapshots.
  rpc::Calls calls(Clock::System(), {.max_message_bytes = 16 * 1024 * 1024});
  StorageServiceImpl service(calls, *store, columns);
  const absl::Duration request_retention = absl::Hours(24) * flags.request_retention_days;
  MaintenanceServiceImpl maintenance(calls, {.engine = *engine,
                                             .store = *store,
                                             .columns = columns,
                                             .anchor = anchor.get(),
                                             .engine_name = flags.engine,
                                             .data_dir = flags.engine == kEngineOnDisk ? flags.data_dir : "",
                                             .request_retention = request_retention,
                                             .start_time = Clock::System().Now()});
  std::optional<RequestExpiry> expiry;
  if (flags.request_retention_days > 0) expiry.emplace(*engine, Clock::System(), request_retention);
  rpc::HealthService health;
  const rpc::HealthWatch watch("the engine", [&] { return store->Check(); }, health,
                               {"", "heng.storage.v1.StorageService"});
  return rpc::ServeUntilStopped(flags.daemon, health, {&service, &maintenance});
}

// A command on the data directory itself; takes --data-dir behind its name too.
CLI::App* AddCommand(CLI::App& app, const std::string& name, const std::string& description) {
  CLI::App* command = app.add_subcommand(name, description);
  command->fallthrough();
  return command;
}

int Main(int argc, char** argv) {
  CLI::App app(
      "heng-storage keeps evaluations and what they refer to.\n\n"
      "Examples:\n"
      "  heng-storage --data-dir=/var/lib/heng\n"
      "  heng-storage --listen=127.0.0.1:7402 --data-dir=./data --log-level=warning\n"
      "  heng-storage checkpoint --data-dir=/var/lib/heng > heng.checkpoint\n"
      "  heng-storage verify --data-dir=/var/lib/heng --checkpoint=heng.checkpoint\n"
      "  heng-storage restore heng.backup --data-dir=/var/lib/heng-new\n",
      "heng-storage");
  app.set_version_flag("--version", HENG_VERSION);
  Flags flags;
  rpc::AddDaemonFlags(app, flags.daemon, "127.0.0.1:7402");
  app.add_option("--data-dir", flags.data_dir,
                 "Folder of the database; made if it is not there, by the daemon only")
      ->required();
  app.add_option("--engine", flags.engine, "Storage engine: rocksdb, or memory for trials")
      ->capture_default_str();
  const std::map<std::string, DigestAlgorithm> digests = {{"sm3", DigestAlgorithm::kSm3},
                                                          {"sha256", DigestAlgorithm::kSha256}};
  app.add_option("--history-digest", flags.history_digest,
                 "Digest of the history of what is written from now on: sm3 (default) or sha256")
      ->transform(CLI::CheckedTransformer(digests).description(""))
      ->type_name("DIGEST");

  app.add_option(
         "--request-retention-days", flags.request_retention_days,
         "Request ids are kept for so many days; a retry after that counts as a new request. 0: for ever")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();

  CLI::App* verify = AddCommand(app, "verify",
                                "Compares everything in the data directory of a stopped heng-storage with "
                                "its history, and names what does not fit");
  verify
      ->add_option("--checkpoint", flags.checkpoint_file,
                   "File that heng-storage checkpoint wrote once and that was kept elsewhere")
      ->check(CLI::ExistingFile);
  const CLI::App* checkpoint = AddCommand(
      app, "checkpoint",
      "Prints where the history of each region of a stopped heng-storage ends, to be kept elsewhere");
  CLI::App* restore =
      AddCommand(app, "restore",
                 "Makes a data directory of a backup that heng admin backup wrote, and compares it "
                 "with its history");
  restore->add_option("FILE", flags.backup_file, "The backup")->required()->check(CLI::ExistingFile);
  return rpc::DaemonMain(app, argc, argv, [&] {
    if (verify->parsed()) return VerifyDataDirectory(flags.data_dir, flags.checkpoint_file);
    if (restore->parsed()) return RestoreDataDirectory(flags.data_dir, flags.backup_file);
    if (checkpoint->parsed()) return PrintCheckpoint(flags.data_dir);
    return Serve(flags);
  });
}

}  // namespace
}  // namespace heng

int main(int argc, char** argv) { return heng::Main(argc, argv); }
