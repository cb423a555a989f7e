// SPDX-License-Identifier: Apache-2.0
//
// `heng submit FOLDER` against the batch RPC with the same forms, read and made into requests beforehand. Every round gives each a
// fresh store and the same daemons; the command's time has everything from its start to its end, reading the files too.
//
//   heng-benchmark-bulk [FORMS [ROUNDS]]     run in the source folder; see tests/benchmark/bulk.sh
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"
#include "heng/client/client.h"
#include "tests/benchmark/load.h"
#include "tests/generator/province_folder.h"
#include "tests/integration/daemons.h"

namespace heng::benchmark {
namespace {

using generator::ProvinceFolder;
using integration::Daemons;

constexpr int kBatch = 100;
constexpr int kInFlight = 8;
constexpr int kStreams = 4;
constexpr double kTarget = 0.8;

v1::Evaluation ReadForm(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  v1::Evaluation form;
  HENG_CHECK(google::protobuf::util::JsonStringToMessage(text.str(), &form).ok());
  return form;
}

std::vector<v1::BatchSubmitEvaluationsRequest> Batches(const ProvinceFolder& folder) {
  std::vector<v1::BatchSubmitEvaluationsRequest> batches;
  int count = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.evaluations())) {
    if (count % kBatch == 0) batches.emplace_back();
    v1::SubmitEvaluationRequest& request = *batches.back().add_requests();
    *request.mutable_evaluation() = ReadForm(file.path());
    request.set_request_id(absl::StrCat("form-", count++));
    request.set_view(v1::VIEW_TERSE);
  }
  return batches;
}

double FormsASecond(int forms, absl::Duration elapsed) {
  return static_cast<double>(forms) / absl::ToDoubleSeconds(elapsed);
}

// Forms a second of so many callers side by side, each of which runs `submit` and counts what was stored.
double SubmitSideBySide(int callers, int forms, const std::function<void(std::atomic<int>& stored)>& submit) {
  std::atomic<int> stored = 0;
  std::vector<std::thread> threads;
  const absl::Time begin = absl::Now();
  for (int i = 0; i < callers; ++i) threads.emplace_back([&] { submit(stored); });
  for (std::thread& thread : threads) thread.join();
  const absl::Duration elapsed = absl::Now() - begin;
  HENG_CHECK(stored == forms);
  return FormsASecond(forms, elapsed);
}

double SubmitByBatches(const client::Client& client,
                       const std::vector<v1::BatchSubmitEvaluationsRequest>& batches, int forms) {
  std::atomic<size_t> next = 0;
  return SubmitSideBySide(kInFlight, forms, [&](std::atomic<int>& stored) {
    for (size_t batch = next++; batch < batches.size(); batch = next++) {
      const auto answer = client.BatchSubmitEvaluations(batches[batch], {.deadline = absl::Seconds(60)});
      HENG_CHECK(answer.ok());
      for (const auto& result : answer->results()) stored += result.has_evaluation();
    }
  });
}

double SubmitByStreams(const client::Client& client,
                       const std::vector<v1::BatchSubmitEvaluationsRequest>& batches, int forms) {
  std::atomic<size_t> next = 0;
  return SubmitSideBySide(kStreams, forms, [&](std::atomic<int>& stored) {
    const absl::Status status = client.StreamSubmitEvaluations(
        [&]() -> std::optional<v1::SubmitEvaluationRequest> {
          const size_t form = next++;
          if (form >= static_cast<size_t>(forms)) return std::nullopt;
          return batches[form / kBatch].requests(static_cast<int>(form % kBatch));
        },
        [&](const v1::StreamSubmitEvaluationsResponse& answer) {
          stored += answer.has_evaluation();
          return true;
        });
    HENG_CHECK(status.ok());
  });
}

double SubmitByCommand(const ProvinceFolder& folder, const Daemons& daemons) {
  const absl::Time begin = absl::Now();
  const integration::CommandOutcome outcome = folder.SubmitAll(daemons);
  const absl::Duration elapsed = absl::Now() - begin;
  if (outcome.exit_code != 0) std::fprintf(stderr, "%.2000s\n", outcome.err.c_str());
  HENG_CHECK(outcome.exit_code == 0);
  return FormsASecond(folder.forms(), elapsed);
}

int Run(int forms, int rounds) {
  const ProvinceFolder folder(forms);
  const std::vector<v1::BatchSubmitEvaluationsRequest> batches = Batches(folder);
  const auto fresh = [&] {
    return Daemons({.storage_flags = {"--log-level=warning"},
                    .scoring_flags = {"--log-level=warning"},
                    .data_dir = folder.FreshStore()});
  };
  std::vector<double> by_batches;
  std::vector<double> by_streams;
  std::vector<double> by_command;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    {
      const Daemons daemons = fresh();
      by_batches.push_back(SubmitByBatches(daemons.MakeClient(), batches, forms));
    }
    {
      const Daemons daemons = fresh();
      by_streams.push_back(SubmitByStreams(daemons.MakeClient(), batches, forms));
    }
    const Daemons daemons = fresh();
    by_command.push_back(SubmitByCommand(folder, daemons));
    ratios.push_back(by_command.back() / by_batches.back());
  }
  std::printf("%d forms, %d rounds: medians, least and most\n", forms, rounds);
  const auto row = [](const char* name, const std::vector<double>& values, const char* unit) {
    std::printf("%-44s %8.2f %8.2f %8.2f  %s\n", name, Median(values),
                *std::min_element(values.begin(), values.end()),
                *std::max_element(values.begin(), values.end()), unit);
  };
  row("BatchSubmitEvaluations, batches of 100", by_batches, "forms/s");
  row("StreamSubmitEvaluations, 4 streams", by_streams, "forms/s");
  row("heng submit FOLDER", by_command, "forms/s");
  row("ratio (wanted: 0.80)", ratios, "");
  return Median(ratios) >= kTarget ? 0 : 1;
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) {
  const int forms = argc > 1 ? std::atoi(argv[1]) : 10000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  if (forms < 1 || rounds < 1) {
    std::fprintf(stderr, "usage: heng-benchmark-bulk [FORMS [ROUNDS]]\n");
    return 2;
  }
  return heng::benchmark::Run(forms, rounds);
}
