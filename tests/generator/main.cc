// SPDX-License-Identifier: Apache-2.0
//
// heng-generate: a made-up province stored through the public API, as files, or as bare summary rows.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "heng/client/client.h"
#include "tests/generator/files.h"
#include "tests/generator/load.h"
#include "tests/generator/summaries.h"

namespace heng::generator {
namespace {

struct Flags {
  ProvinceOptions province;
  LoadOptions load;
  SummaryOptions summaries;
  client::ConnectionOptions connection;
  client::TlsFiles tls;
  std::string folder;
  std::string data_dir;
  std::string csv;
};

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  return 1;
}

int RunLoad(Flags& flags) {
  if (!flags.tls.ca_file.empty()) flags.connection.tls = flags.tls;
  const auto connection =
      client::MakeConnection(flags.connection, {.deadline = absl::Seconds(60), .max_attempts = 8});
  if (!connection.ok()) return Fail(connection.status());
  std::vector<LoadedKind> loaded;
  const absl::Status status = Load(client::Client(*connection), Province(flags.province), flags.load, loaded);
  int64_t failed = 0;
  std::printf("%-12s %10s %10s %10s %10s\n", "", "stored", "failed", "seconds", "a second");
  for (const LoadedKind& kind : loaded) {
    failed += kind.failed;
    std::printf("%-12s %10lld %10lld %10.1f %10.0f\n", kind.what.c_str(), static_cast<long long>(kind.stored),
                static_cast<long long>(kind.failed), kind.seconds,
                kind.seconds > 0 ? static_cast<double>(kind.stored) / kind.seconds : 0);
  }
  if (!status.ok()) return Fail(status);
  return failed > 0 ? 1 : 0;
}

int RunFiles(const Flags& flags) {
  const absl::Status status = WriteFiles(Province(flags.province), flags.load.forms, flags.folder);
  if (!status.ok()) return Fail(status);
  const std::string& folder = flags.folder;
  std::printf("To store them:\n");
  for (const auto& [noun, files] : {std::pair("region", "regions"), std::pair("scheme", "schemes"),
                                    std::pair("department", "departments"), std::pair("budget", "budgets"),
                                    std::pair("goals", "goals")}) {
    std::printf("  heng %s create %s/%s/*.json\n", noun, folder.c_str(), files);
  }
  std::printf("  heng submit %s/evaluations\n", folder.c_str());
  return 0;
}

int RunSummaries(const Flags& flags) {
  const absl::Status status = WriteSummaries(flags.summaries, flags.data_dir, flags.csv);
  return status.ok() ? 0 : Fail(status);
}

void AddProvinceFlags(CLI::App& command, Flags& flags) {
  command.add_option("--seed", flags.province.seed, "Another seed is another province")
      ->capture_default_str();
  command.add_option("--departments", flags.province.departments, "How many departments")
      ->capture_default_str()
      ->check(CLI::Range(1, 5000000));
  command.add_option("--first-year", flags.province.first_year, "First fiscal year")
      ->capture_default_str()
      ->check(CLI::Range(1990, 2090));
  command.add_option("--years", flags.province.years, "How many fiscal years")
      ->capture_default_str()
      ->check(CLI::Range(1, 10));
  command
      .add_option("--forms", flags.load.forms,
                  "How many forms, dealt out evenly: overall forms of all years, then projects")
      ->capture_default_str()
      ->check(CLI::Range(int64_t{0}, int64_t{100000000}));
}

void AddLoad(CLI::App& app, Flags& flags) {
  CLI::App& command = *app.add_subcommand("load",
                                          "Stores a province through the batch API of heng-scoring. Repeat "
                                          "it after an error: what is stored already is "
                                          "not stored twice.");
  AddProvinceFlags(command, flags);
  command.add_option("--server", flags.connection.address, "heng-scoring")->capture_default_str();
  command.add_option("--batch", flags.load.batch, "Items of a call")
      ->capture_default_str()
      ->check(CLI::Range(1, 500));
  command.add_option("--in-flight", flags.load.in_flight, "Calls at a time")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  CLI::Option* ca =
      command.add_option("--ca", flags.tls.ca_file, "For TLS: who signed the server's certificate");
  CLI::Option* cert =
      command.add_option("--cert", flags.tls.cert_file, "For TLS: own certificate")->needs(ca);
  command.add_option("--key", flags.tls.key_file, "For TLS: its key")->needs(cert);
}

void AddFiles(CLI::App& app, Flags& flags) {
  CLI::App& command =
      *app.add_subcommand("files", "Writes the files that `heng … create` and `heng submit` read.");
  AddProvinceFlags(command, flags);
  command.add_option("folder", flags.folder, "Where to write; made if it is not there")->required();
}

void AddSummaries(CLI::App& app, Flags& flags) {
  CLI::App& command = *app.add_subcommand(
      "summaries",
      "For benchmarks alone: writes summary rows without documents into the data directory of a heng-storage "
      "that is "
      "not running. Such a store can be added up and ranked; no evaluation in it can be read.");
  command.add_option("--seed", flags.summaries.seed, "Another seed is other rows")->capture_default_str();
  command.add_option("--rows", flags.summaries.rows, "How many evaluations")
      ->capture_default_str()
      ->check(CLI::Range(int64_t{1}, int64_t{90000000}));
  command.add_option("--parts", flags.summaries.parts, "Classes of each row")
      ->capture_default_str()
      ->check(CLI::Range(0, kMostParts));
  command.add_option("--data-dir", flags.data_dir, "The data directory; made if it is not there")->required();
  command.add_option("--csv", flags.csv,
                     "Also write region,year,score,category,adjusted,executed here, for other databases");
}

int Main(int argc, char** argv) {
  CLI::App app(
      "heng-generate makes up a province: regions, departments, goals, budgets and filled-in forms. The same "
      "seed "
      "gives the same province.\n\n"
      "Examples:\n"
      "  heng-generate load --server=127.0.0.1:7401 --departments=10000 --forms=100000\n"
      "  heng-generate files ./province --departments=20 --forms=100\n"
      "  heng-generate summaries --data-dir=./data --rows=10000000 --csv=./rows.csv\n",
      "heng-generate");
  app.set_version_flag("--version", HENG_VERSION);
  app.require_subcommand(1);
  Flags flags;
  AddLoad(app, flags);
  AddFiles(app, flags);
  AddSummaries(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (app.got_subcommand("load")) return RunLoad(flags);
  if (app.got_subcommand("files")) return RunFiles(flags);
  return RunSummaries(flags);
}

}  // namespace
}  // namespace heng::generator

int main(int argc, char** argv) { return heng::generator::Main(argc, argv); }
