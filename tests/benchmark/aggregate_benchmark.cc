// SPDX-License-Identifier: Apache-2.0
//
// Adding up through both services against DuckDB on the same rows, query by query in turns, every answer compared to the
// cent. Client, servers and DuckDB share the machine.
//
//   heng-benchmark-aggregate [flags]     run in the source folder; see tests/benchmark/aggregate.sh
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "base/ratio.h"
#include "base/status_macros.h"
#include "tests/benchmark/aggregate_duck.h"
#include "tests/benchmark/load.h"
#include "tests/generator/summaries.h"
#include "tests/integration/daemons.h"

namespace heng::benchmark {
namespace {

using integration::Daemons;
using Rows = std::vector<std::vector<std::string>>;

constexpr int kYear = 2024;
constexpr char kPrefecture[] = "regions/2103*/departments/-";
// Columns of the grouped queries, in aggregate_duck.mjs as well.
constexpr size_t kMeanColumn = 3;

struct Flags {
  int64_t rows = 1000000;
  int rounds = 15;
  int threads = 2;
  double most_ratio = 0.25;  // of the grouping by province
  double most_ms = 3;        // of the narrow queries
  std::string duckdb_dir;
};

// A query that both sides answer with the same rows.
struct Query {
  std::string name;  // in aggregate_duck.mjs
  std::string title;
  std::function<Rows(const client::Client&)> ask;
  std::optional<double> most_ratio;  // to DuckDB, median of the rounds
  std::optional<double> most_ms;     // median of our times
  std::vector<double> our_ms, their_ms, ratios;
};

template <typename Response>
Response Checked(const absl::StatusOr<Response>& response) {
  if (!response.ok()) std::fprintf(stderr, "%s\n", response.status().ToString().c_str());
  HENG_CHECK(response.ok());
  return *response;
}

v1::AggregateScoresRequest GroupedBy(v1::ScoreDimension dimension) {
  v1::AggregateScoresRequest request;
  request.add_groupings()->add_dimensions(dimension);
  for (const v1::ScoreMeasure measure :
       {v1::SCORE_MEASURE_POINTS, v1::SCORE_MEASURE_PERCENTILES, v1::SCORE_MEASURE_AMOUNTS}) {
    request.add_measures(measure);
  }
  return request;
}

// key|count|sum|mean|min|max|p50|p90|p99|adjusted|executed
Rows RowsOf(const v1::AggregateScoresResponse& response) {
  Rows rows;
  for (const auto& group : response.results(0).groups()) {
    const v1::ScoreStatistics& s = group.statistics();
    std::vector<std::string> row = {group.keys(0).value(), absl::StrCat(s.evaluation_count()),
                                    s.sum_points(),        s.mean_points(),
                                    s.min_points(),        s.max_points()};
    for (const v1::Percentile& percentile : s.percentiles()) row.push_back(percentile.points());
    row.push_back(s.amounts().adjusted_yuan());
    row.push_back(s.amounts().executed_yuan());
    rows.push_back(std::move(row));
  }
  return rows;
}

// Categories are enums for us and numbers for DuckDB.
Rows WithNumbersOfCategories(Rows rows) {
  for (std::vector<std::string>& row : rows) {
    v1::DepartmentCategory category = v1::DEPARTMENT_CATEGORY_UNSPECIFIED;
    HENG_CHECK(v1::DepartmentCategory_Parse(row[0], &category));
    row[0] = absl::StrCat(static_cast<int>(category));
  }
  return rows;
}

std::vector<Query> Queries(const Flags& flags) {
  const auto provinces = [request = GroupedBy(v1::SCORE_DIMENSION_PROVINCE)](const client::Client& client) {
    return RowsOf(Checked(client.AggregateScores(request)));
  };
  v1::AggregateScoresRequest narrow = GroupedBy(v1::SCORE_DIMENSION_CATEGORY);
  narrow.mutable_filter()->set_parent(kPrefecture);
  narrow.mutable_filter()->add_fiscal_years(kYear);
  const auto categories = [narrow](const client::Client& client) {
    return WithNumbersOfCategories(RowsOf(Checked(client.AggregateScores(narrow))));
  };
  v1::RankEvaluationsRequest best;
  best.mutable_filter()->add_fiscal_years(kYear);
  best.set_limit(100);
  const auto top = [best](const client::Client& client) {
    Rows rows;
    const v1::RankEvaluationsResponse response = Checked(client.RankEvaluations(best));
    for (const v1::RankedEvaluation& ranked : response.evaluations()) rows.push_back({ranked.total_points()});
    return rows;
  };
  return {{"provinces", "all, by province: every statistic", provinces, flags.most_ratio, std::nullopt},
          {"categories", "a year, a prefecture, by category", categories, std::nullopt, flags.most_ms},
          {"top", "top 100 of a year", top, std::nullopt, flags.most_ms}};
}

// Our mean must be the exact one, rounded once; DuckDB's is a double and only shown.
bool MeanIsExact(const std::vector<std::string>& row) {
  const auto sum = Decimal::Parse(row[2]);
  const auto count = Decimal::Parse(row[1]);
  HENG_CHECK(sum.ok() && count.ok());
  const auto mean = Ratio::Divide(*sum, *count);
  HENG_CHECK(mean.ok());
  const auto rounded = mean->Round(4, RoundingMode::kHalfUp);
  return rounded.ok() && rounded->ToFixed(4) == row[kMeanColumn];
}

// Says where two answers differ; true if they do not.
bool Same(const Query& query, const Rows& ours, const Rows& theirs) {
  bool same = ours.size() == theirs.size();
  if (!same) {
    std::fprintf(stderr, "%s: heng answers %zu rows, DuckDB %zu\n", query.name.c_str(), ours.size(),
                 theirs.size());
  }
  for (size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    const bool grouped = ours[i].size() > kMeanColumn;
    for (size_t column = 0; column < std::max(ours[i].size(), theirs[i].size()); ++column) {
      const std::string our = column < ours[i].size() ? ours[i][column] : "nothing";
      const std::string their = column < theirs[i].size() ? theirs[i][column] : "nothing";
      const bool agree = grouped && column == kMeanColumn ? MeanIsExact(ours[i]) : our == their;
      if (agree) continue;
      std::fprintf(stderr, "%s: row %zu, column %zu: heng has %s, DuckDB %s\n", query.name.c_str(), i, column,
                   our.c_str(), their.c_str());
      same = false;
    }
  }
  return same;
}

double Quarter(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 4];
}

// Resident memory of a process.
int64_t ResidentBytes(pid_t pid) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string word; status >> word;) {
    int64_t kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib * 1024;
  }
  return 0;
}

class Benchmark {
 public:
  explicit Benchmark(const Flags& flags) : flags_(flags) {
    const std::string csv_file = folder_.path() + "/rows.csv";
    const absl::Status written =
        generator::WriteSummaries({.rows = flags.rows}, folder_.path() + "/data", csv_file);
    if (!written.ok()) std::fprintf(stderr, "%s\n", written.ToString().c_str());
    HENG_CHECK(written.ok());
    daemons_ = std::make_unique<Daemons>(Daemons::Options{.storage_flags = {"--log-level=warning"},
                                                          .scoring_flags = {"--log-level=warning"},
                                                          .data_dir = folder_.path() + "/data",
                                                          .start_limit = std::chrono::minutes(20)});
    duck_ = std::make_unique<Duck>(flags.duckdb_dir, csv_file, flags.threads);
    HENG_CHECK(duck_->row_count() == flags.rows);
    std::remove(csv_file.c_str());
  }

  int Run() {
    const double open_seconds = TimeOpen();
    const client::Client client = daemons_->MakeClient({.deadline = absl::Seconds(60)});
    std::vector<Query> queries = Queries(flags_);
    bool same = true;
    for (int round = -1; round < flags_.rounds; ++round) {  // the first one warms up
      if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\rround %d of %d", round + 1, flags_.rounds);
      for (Query& query : queries) same &= RunOnce(client, query, round >= 0);
    }
    if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r\033[K");
    return Report(queries, open_seconds, same);
  }

 private:
  // Starts heng-storage again on what is stored: until it takes calls.
  double TimeOpen() {
    HENG_CHECK(daemons_->storage().Stop(SIGTERM) == 0);
    const absl::Time begin = absl::Now();
    daemons_->StartStorage();
    const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
    // Its address is the same, but heng-scoring waits before it connects again; that is not what is measured here.
    HENG_CHECK(daemons_->scoring().Stop(SIGTERM) == 0);
    daemons_->StartScoring();
    return seconds;
  }

  bool RunOnce(const client::Client& client, Query& query, bool counts) {
    const absl::Time begin = absl::Now();
    const Rows ours = query.ask(client);
    const double our_ms = absl::ToDoubleMilliseconds(absl::Now() - begin);
    const Duck::Answer theirs = duck_->Run(query.name);
    if (counts) {
      query.our_ms.push_back(our_ms);
      query.their_ms.push_back(theirs.milliseconds);
      query.ratios.push_back(our_ms / theirs.milliseconds);
    }
    return Same(query, ours, theirs.rows);
  }

  int Report(const std::vector<Query>& queries, double open_seconds, bool same) {
    std::printf(
        "%lld evaluations; DuckDB %s with %d threads, in its process; heng through both services; %d "
        "rounds\n",
        static_cast<long long>(flags_.rows), duck_->version().c_str(), flags_.threads, flags_.rounds);
    std::printf("%-36s %10s %10s %10s %10s   %s\n", "ms", "heng p25", "median", "DuckDB p25", "median",
                "ratio [lowest highest], wanted");
    for (const Query& query : queries) {
      const double ratio = Median(query.ratios);
      std::printf("%-36s %10.2f %10.2f %10.2f %10.2f   %.3f [%.3f %.3f]", query.title.c_str(),
                  Quarter(query.our_ms), Median(query.our_ms), Quarter(query.their_ms),
                  Median(query.their_ms), ratio, *std::min_element(query.ratios.begin(), query.ratios.end()),
                  *std::max_element(query.ratios.begin(), query.ratios.end()));
      if (query.most_ratio.has_value()) {
        std::printf(", <= %.2f: %s", *query.most_ratio,
                    ratio <= *query.most_ratio ? "reached" : "NOT REACHED");
      }
      if (query.most_ms.has_value() && *query.most_ms > 0) {
        std::printf(", p50 <= %.0f ms: %s", *query.most_ms,
                    Median(query.our_ms) <= *query.most_ms ? "reached" : "NOT REACHED");
      }
      std::printf("\n");
    }
    std::printf("heng-storage: open in %.2f s, %lld MiB resident\n", open_seconds,
                static_cast<long long>(ResidentBytes(daemons_->storage().pid()) >> 20));
    std::printf("answers: %s in all %d rounds\n\n", same ? "the same to the cent" : "DIFFERENT",
                flags_.rounds);
    return same ? 0 : 1;
  }

  const Flags flags_;
  const integration::TemporaryFolder folder_;
  std::unique_ptr<Daemons> daemons_;
  std::unique_ptr<Duck> duck_;
};

int Main(int argc, char** argv) {
  CLI::App app("Adding up against DuckDB; see tests/benchmark/aggregate.sh.", "heng-benchmark-aggregate");
  Flags flags;
  app.add_option("--rows", flags.rows, "Evaluations")->capture_default_str()->check(CLI::Range(1, 90000000));
  app.add_option("--rounds", flags.rounds, "Rounds")->capture_default_str()->check(CLI::Range(1, 10000));
  app.add_option("--threads", flags.threads, "Threads of DuckDB")->capture_default_str();
  app.add_option("--most-ratio", flags.most_ratio,
                 "Wanted: grouping by province, at most so much of DuckDB's time")
      ->capture_default_str();
  app.add_option("--most-ms", flags.most_ms, "Wanted: narrow queries, at most so many ms; 0 for no limit")
      ->capture_default_str();
  app.add_option("--duckdb-dir", flags.duckdb_dir, "Where npm has installed @duckdb/node-api")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  signal(SIGPIPE, SIG_IGN);  // a DuckDB that has ended is noticed when nothing comes back
  return Benchmark(flags).Run();
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) { return heng::benchmark::Main(argc, argv); }
