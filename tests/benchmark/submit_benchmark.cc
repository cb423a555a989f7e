// SPDX-License-Identifier: Apache-2.0
//
// Durable submissions through both services against PostgreSQL that scores and stores in one stored function, and against
// themselves while the store is being added up. Every round runs every case once; ratios are taken inside a round.
// Clients and servers share the machine.
//
//   heng-benchmark-submit [flags]     run in the source folder; see tests/benchmark/submit.sh
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"
#include "clients/cpp/src/transport.h"
#include "tests/benchmark/load.h"
#include "tests/benchmark/submit_forms.h"
#include "tests/benchmark/submit_postgres.h"
#include "tests/generator/summaries.h"
#include "tests/integration/daemons.h"

namespace heng::benchmark {
namespace {

using integration::Daemons;

constexpr int kBatch = 100;
constexpr int kBatchSlots = 8;
// No case files faster than this; so many forms are prepared.
constexpr int kMostFormsASecond = 12000;
constexpr int kAggregatesASecond = 10;

struct Flags {
  int rounds = 9;
  int seconds = 2;
  int64_t stored = 100000;
  Postgres::Options postgres;
};

// One row of the table.
struct Case {
  std::string name;
  int in_flight = 0;
  std::function<double()> run;  // forms a second
  std::string base;             // name of the case that the ratio is taken against; empty for none
  double target = 0;            // least ratio that is wanted
  std::vector<double> rates;
  std::vector<double> ratios;
};

// Adds up the whole store so many times a second, until told to stop.
class Aggregator {
 public:
  explicit Aggregator(const client::Client& client) : client_(client), thread_([this] { Run(); }) {}
  ~Aggregator() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  struct Totals {
    std::vector<int64_t> latencies_us;
    int64_t failures = 0;
  };
  // To be read when no aggregator is running.
  static Totals& totals() {
    static auto* const kTotals = new Totals();
    return *kTotals;
  }

 private:
  void Run() {
    v1::AggregateScoresRequest request;
    request.add_groupings()->add_dimensions(v1::SCORE_DIMENSION_PROVINCE);
    const absl::Time begin = absl::Now();
    for (int call = 0; AwaitTurn(begin + call * absl::Seconds(1) / kAggregatesASecond); ++call) {
      const absl::Time sent = absl::Now();
      const auto answer = client_.AggregateScores(request);
      totals().latencies_us.push_back(absl::ToInt64Microseconds(absl::Now() - sent));
      if (answer.ok()) continue;
      const std::string why(answer.status().message());
      if (++totals().failures == 1) std::fprintf(stderr, "AggregateScores: %s\n", why.c_str());
    }
  }

  // Waits until it is time for the next call; false if told to stop.
  bool AwaitTurn(absl::Time turn) {
    std::unique_lock<std::mutex> lock(mutex_);
    wake_.wait_until(lock, absl::ToChronoTime(turn), [this] { return stopped_; });
    return !stopped_;
  }

  const client::Client& client_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

// Requests that a slot needs so that it never runs out of years.
int RequestsPerSlot(const Flags& flags, int slots, int forms_per_call, int cases) {
  const double calls = static_cast<double>(kMostFormsASecond) * flags.seconds * flags.rounds * cases /
                       (static_cast<double>(slots) * forms_per_call);
  return std::max(1, static_cast<int>(std::ceil(calls / kFilingYears)));
}

class Benchmark {
 public:
  explicit Benchmark(const Flags& flags)
      : flags_(flags),
        daemons_({.storage_flags = {"--log-level=warning"},
                  .scoring_flags = {"--log-level=warning"},
                  .data_dir = StoredRows()}),
        client_(daemons_.MakeClient({.deadline = absl::Seconds(60)})) {
    const auto channel = client::MakeChannel({.address = daemons_.address()});
    HENG_CHECK(channel.ok());
    stub_ = v1::EvaluationService::NewStub(*channel);
    const int batches = RequestsPerSlot(flags, kBatchSlots, kBatch, 2);
    const int of_64 = RequestsPerSlot(flags, 64, 1, 1);
    const int of_8 = RequestsPerSlot(flags, 8, 1, 1);
    const generator::Province province(
        {.departments = kBatchSlots * batches * kBatch + 64 * of_64 + 8 * of_8});
    forms_ = PrepareForms(client_, province);
    size_t next = 0;
    batches_ = std::make_unique<Filer>(stub_.get(), forms_, next, kBatchSlots, batches, kBatch);
    unary_64_ = std::make_unique<Filer>(stub_.get(), forms_, next, 64, of_64, 0);
    unary_8_ = std::make_unique<Filer>(stub_.get(), forms_, next, 8, of_8, 0);
    if (!flags.postgres.socket_dir.empty()) StartPostgres(province);
  }

  int Run() {
    std::vector<Case> cases = Cases();
    for (int round = 0; round < flags_.rounds; ++round) {
      if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\rround %d of %d", round + 1, flags_.rounds);
      RunRound(cases);
    }
    if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r\033[K");
    return Report(cases);
  }

 private:
  // A data directory with rows of other provinces, so that there is something to add up.
  std::string StoredRows() const {
    const std::string data_dir = folder_.path() + "/data";
    const absl::Status status = generator::WriteSummaries({.rows = flags_.stored, .parts = 10}, data_dir, "");
    if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
    HENG_CHECK(status.ok());
    return data_dir;
  }

  void StartPostgres(const generator::Province& province) {
    std::vector<v1::Evaluation> forms;
    std::vector<v1::Goals> goals;
    for (size_t i = 0; i < std::min(Postgres::kMostForms, forms_.size()); ++i) {
      forms.push_back(forms_[i].evaluation);
      goals.push_back(province.goals(static_cast<int>(i), 0));
      goals.back().set_name(forms.back().goals());
    }
    postgres_ = std::make_unique<Postgres>(flags_.postgres, folder_.path(), forms, goals);
    CompareTotals(forms);
  }

  // Both sides must make the same of the same forms, or the comparison means nothing.
  void CompareTotals(const std::vector<v1::Evaluation>& forms) {
    const std::vector<std::string> theirs = postgres_->SubmitOnce();
    HENG_CHECK(theirs.size() == forms.size());
    for (size_t i = 0; i < forms.size(); ++i) {
      const auto ours = client_.ScoreEvaluation(forms[i]);
      HENG_CHECK(ours.ok());
      if (ours->score().total_points() == theirs[i]) continue;
      std::fprintf(stderr, "%s: PostgreSQL makes %s of it, heng %s\n", forms[i].name().c_str(),
                   theirs[i].c_str(), ours->score().total_points().c_str());
      differs_ = true;
    }
  }

  double Submit(Filer& filer, int in_flight) {
    const Measurement measured =
        RunLoad(in_flight, absl::Seconds(flags_.seconds),
                [&filer](int slot, std::function<void(bool)> done) { filer(slot, std::move(done)); });
    failures_ += measured.failures;
    return static_cast<double>(measured.calls * filer.forms_per_call()) /
           absl::ToDoubleSeconds(measured.elapsed);
  }

  std::vector<Case> Cases() {
    const std::string batch = absl::StrCat("heng, batches of ", kBatch);
    std::vector<Case> cases = {{batch, kBatchSlots, [this] { return Submit(*batches_, kBatchSlots); },
                                postgres_ ? "PostgreSQL, 8 clients" : "", 4},
                               {absl::StrCat(batch, ", ", kAggregatesASecond, " aggregates/s"), kBatchSlots,
                                [this] {
                                  const Aggregator aggregator(client_);
                                  return Submit(*batches_, kBatchSlots);
                                },
                                batch, 0.9}};
    if (postgres_)
      cases.push_back({"PostgreSQL, 8 clients", 8, [this] { return postgres_->Run(8, flags_.seconds); }});
    cases.push_back({"heng, one a call", 8, [this] { return Submit(*unary_8_, 8); },
                     postgres_ ? "PostgreSQL, 8 clients" : "", 0.6});
    if (postgres_)
      cases.push_back({"PostgreSQL, 64 clients", 64, [this] { return postgres_->Run(64, flags_.seconds); }});
    cases.push_back({"heng, one a call, 64", 64, [this] { return Submit(*unary_64_, 64); },
                     postgres_ ? "PostgreSQL, 64 clients" : "", 1.5});
    return cases;
  }

  void RunRound(std::vector<Case>& cases) {
    for (Case& current : cases) {
      sync();  // nobody pays for what the one before left to be written back
      current.rates.push_back(current.run());
    }
    for (Case& current : cases) {
      for (const Case& base : cases) {
        if (base.name == current.base) current.ratios.push_back(current.rates.back() / base.rates.back());
      }
    }
  }

  int Report(const std::vector<Case>& cases) const {
    std::printf(
        "one form: %zu B with %d indicators (the first); %lld evaluations stored before; %d rounds of %d s a "
        "case\n",
        forms_[0].evaluation.ByteSizeLong(), forms_[0].evaluation.results_size(),
        static_cast<long long>(flags_.stored), flags_.rounds, flags_.seconds);
    if (postgres_) {
      std::printf("PostgreSQL %s; it makes %s totals of %zu forms\n", postgres_->Version().c_str(),
                  differs_ ? "OTHER" : "the same", std::min(Postgres::kMostForms, forms_.size()));
    }
    std::printf("%-44s %9s %10s %10s   %s\n", "case", "in flight", "forms/s", "best",
                "ratio [lowest highest], wanted");
    for (const Case& row : cases) {
      std::printf("%-44s %9d %10.0f %10.0f", row.name.c_str(), row.in_flight, Median(row.rates),
                  *std::max_element(row.rates.begin(), row.rates.end()));
      if (!row.ratios.empty()) {
        std::printf("   %.2f x %s [%.2f %.2f], >= %.1f: %s", Median(row.ratios), row.base.c_str(),
                    *std::min_element(row.ratios.begin(), row.ratios.end()),
                    *std::max_element(row.ratios.begin(), row.ratios.end()), row.target,
                    Median(row.ratios) >= row.target ? "reached" : "NOT REACHED");
      }
      std::printf("\n");
    }
    const Aggregator::Totals& aggregates = Aggregator::totals();
    std::printf("aggregates meanwhile: %zu, p50 %.1f ms, p99 %.1f ms\n", aggregates.latencies_us.size(),
                static_cast<double>(Percentile(aggregates.latencies_us, 0.5)) / 1000,
                static_cast<double>(Percentile(aggregates.latencies_us, 0.99)) / 1000);
    if (failures_ + aggregates.failures > 0) {
      std::printf("%lld calls failed\n", static_cast<long long>(failures_ + aggregates.failures));
    }
    return failures_ + aggregates.failures > 0 || differs_ ? 1 : 0;
  }

  const Flags flags_;
  const integration::TemporaryFolder folder_;
  const Daemons daemons_;
  const client::Client client_;
  std::unique_ptr<v1::EvaluationService::Stub> stub_;
  std::vector<YearlyForm> forms_;
  std::unique_ptr<Filer> batches_, unary_64_, unary_8_;
  std::unique_ptr<Postgres> postgres_;
  bool differs_ = false;
  int64_t failures_ = 0;
};

int Main(int argc, char** argv) {
  CLI::App app("Durable submissions against PostgreSQL; see tests/benchmark/submit.sh.",
               "heng-benchmark-submit");
  Flags flags;
  app.add_option("--rounds", flags.rounds, "Rounds")->capture_default_str()->check(CLI::Range(1, 1000));
  app.add_option("--seconds", flags.seconds, "Seconds a case")
      ->capture_default_str()
      ->check(CLI::Range(1, 60));
  app.add_option("--stored", flags.stored, "Evaluations stored before")->capture_default_str();
  CLI::Option* socket =
      app.add_option("--postgres-socket", flags.postgres.socket_dir,
                     "Folder of the socket of a PostgreSQL to compare with; without it there is none");
  app.add_option("--postgres-bin", flags.postgres.bin_dir, "Folder of psql and pgbench")->needs(socket);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return Benchmark(flags).Run();
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) { return heng::benchmark::Main(argc, argv); }
