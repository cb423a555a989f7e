// SPDX-License-Identifier: Apache-2.0
//
// The columns in memory: how long they take to load, what a row costs, and what keeping them in step adds to a commit.
//
//   heng-benchmark-columns [ROWS]      run in the source folder; see tests/benchmark/columns.sh
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/columns/columns.h"
#include "storage/columns/load.h"
#include "storage/open_engine.h"
#include "storage/record_store.h"
#include "storage/testing/temporary_directory.h"
#include "tests/generator/summaries.h"

namespace heng::benchmark {
namespace {

using storage::v1::SummaryRow;

constexpr int kRounds = 3;
constexpr int kClasses = 15;
constexpr size_t kGroup = 64;  // rows that become visible together, and writes in flight
constexpr size_t kGroups = 500;
constexpr size_t kDocumentBytes = 5 * 1024;

absl::Duration TimeOf(const std::function<void()>& work) {
  const absl::Time begin = absl::Now();
  work();
  return absl::Now() - begin;
}

double NanosecondsEach(absl::Duration time, size_t count) {
  return absl::ToDoubleNanoseconds(time) / static_cast<double>(count);
}

std::unique_ptr<Engine> Open(const std::string& directory) {
  auto engine = OpenEngine("rocksdb", directory);
  HENG_CHECK(engine.ok());
  return *std::move(engine);
}

// Rows from all over the set, in random order: what is committed together has nothing to do with the order of keys.
std::vector<SummaryRow> Sample(const generator::SummaryOptions& options) {
  const int64_t step = std::max<int64_t>(1, options.rows / static_cast<int64_t>(kGroup * kGroups));
  std::vector<SummaryRow> sample;
  int64_t number = 0;
  const absl::Status visited = generator::ForEachSummary(options, [&](const SummaryRow& row) {
    if (number++ % step == 0) sample.push_back(row);
    return absl::OkStatus();
  });
  HENG_CHECK(visited.ok());
  std::shuffle(sample.begin(), sample.end(), std::mt19937_64(1));
  sample.resize(sample.size() / kGroup * kGroup);
  return sample;
}

// Puts the rows group by group, each from a message made just before, as the store has it when it commits.
absl::Duration PutAll(const std::vector<SummaryRow>& rows, Columns& columns) {
  absl::Duration time;
  for (size_t first = 0; first < rows.size(); first += kGroup) {
    const std::vector<SummaryRow> group(rows.begin() + first, rows.begin() + first + kGroup);
    time += TimeOf([&] {
      for (const SummaryRow& row : group) columns.Put(row);
      columns.Publish();
    });
  }
  return time;
}

// Commits each row with a document, a group in flight at a time. Without columns: this is what their cost is compared with.
absl::Duration CommitAll(const std::vector<SummaryRow>& rows) {
  const testing::TemporaryDirectory directory;
  const std::unique_ptr<Engine> engine = Open(directory.path());
  const std::unique_ptr<RecordStore> store = RecordStore::Open(*engine, Clock::System());
  const std::string document = RandomBytes(kDocumentBytes);
  return TimeOf([&] {
    for (size_t first = 0; first < rows.size(); first += kGroup) {
      std::vector<std::promise<absl::Status>> answers(kGroup);
      for (size_t i = 0; i < kGroup; ++i) {
        storage::v1::RecordWrite write;
        write.set_name(rows[first + i].name());
        write.set_condition(storage::v1::WRITE_CONDITION_ABSENT);
        write.set_document(document);
        *write.mutable_summary() = rows[first + i];
        write.set_request_id(absl::StrCat(first + i));
        write.set_request_sha256(Sha256(write.name()));
        store->Commit(std::move(write), [&answers, i](RecordStore::Outcome outcome) {
          answers[i].set_value(std::move(outcome.status));
        });
      }
      for (std::promise<absl::Status>& answer : answers) HENG_CHECK(answer.get_future().get().ok());
    }
  });
}

void Print(const char* what, const std::string& got, const char* wanted) {
  std::printf("%-52s %16s   %s\n", what, got.c_str(), wanted);
  std::fflush(stdout);
}

std::string Number(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

void Run(int64_t rows) {
  const generator::SummaryOptions options{.rows = rows, .parts = kClasses};
  const testing::TemporaryDirectory directory;
  HENG_CHECK(generator::WriteSummaries(options, directory.path(), "").ok());
  const std::unique_ptr<Engine> engine = Open(directory.path());

  std::vector<absl::Duration> loads;
  std::unique_ptr<Columns> columns;
  for (int round = 0; round < kRounds; ++round) {
    columns = std::make_unique<Columns>();
    loads.push_back(TimeOf([&] { HENG_CHECK(LoadColumns(*engine, *columns).ok()); }));
  }
  std::sort(loads.begin(), loads.end());
  const ColumnsMemory memory = columns->Memory();
  const double row_count = static_cast<double>(memory.row_count);
  Print("evaluations", absl::StrCat(memory.row_count), "");
  Print("load, s, median of 3", Number(absl::ToDoubleSeconds(loads[kRounds / 2]), 2), "<= 5 per 1,000,000");
  Print("load, rows/s", Number(row_count / absl::ToDoubleSeconds(loads[kRounds / 2]), 0), "");
  Print("bytes a row, with index and unused room",
        Number(static_cast<double>(memory.row_bytes) / row_count, 1), "<= 64 at 1,000,000");
  Print("parts a row", Number(static_cast<double>(memory.part_count) / row_count, 1), "");
  Print("bytes of parts a row", Number(static_cast<double>(memory.part_bytes) / row_count, 1), "");
  Print("bytes of names and ids a row", Number(static_cast<double>(memory.dictionary_bytes) / row_count, 1),
        "");

  const std::vector<SummaryRow> sample = Sample(options);
  const absl::Duration replace = PutAll(sample, *columns);
  Columns beside;
  const absl::Duration add = PutAll(sample, beside);
  const absl::Duration commit = CommitAll(sample);
  Print("put rows that replace others, ns each", Number(NanosecondsEach(replace, sample.size()), 0), "");
  Print("put new rows, ns each", Number(NanosecondsEach(add, sample.size()), 0), "");
  Print("synced commit with 5 KB, ns each", Number(NanosecondsEach(commit, sample.size()), 0), "");
  Print("replacing, % of a commit", Number(100 * absl::FDivDuration(replace, commit), 2), "<= 3");
  Print("adding, % of a commit", Number(100 * absl::FDivDuration(add, commit), 2), "<= 3");
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) {
  const long rows = argc > 1 ? std::atol(argv[1]) : 1000000;
  if (rows < 1000) {
    std::fprintf(stderr, "usage: heng-benchmark-columns [ROWS], at least 1000\n");
    return 2;
  }
  heng::benchmark::Run(rows);
  return 0;
}
