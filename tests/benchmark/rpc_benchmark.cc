// SPDX-License-Identifier: Apache-2.0
//
// heng-scoring against an echo of the same messages, batches, and durable submissions, all in one interleaved
// run: every round runs every case once, and ratios are taken inside a round. Client and servers share the
// machine.
//
//   heng-benchmark [ROUNDS] [SECONDS_A_CASE]     run in the source folder; see tests/benchmark/run.sh
#include <fcntl.h>
#include <grpcpp/grpcpp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/cpp/src/transport.h"
#include "heng/v1/evaluation_service.grpc.pb.h"
#include "heng/v1/scoring_service.grpc.pb.h"
#include "tests/benchmark/load.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::benchmark {
namespace {

using integration::Daemons;

constexpr int kMaxInFlight = 64;

// One row of the table.
struct Case {
  std::string name;
  int in_flight;
  int forms_per_call;
  std::string base;  // name of the case that the ratio is taken against; empty for none
  StartCall start;
  std::vector<double> forms_per_second;
  std::vector<double> ratios;
  std::vector<int64_t> latencies_us;
  int64_t failures = 0;
};

// Calls of one method, a context and a reply for each slot.
template <typename Request, typename Response, typename Async>
class Caller {
 public:
  using Method = void (Async::*)(grpc::ClientContext*, const Request*, Response*,
                                 std::function<void(grpc::Status)>);

  Caller(Async* async, Method method, Request request)
      : async_(async), method_(method), request_(std::move(request)), slots_(kMaxInFlight) {}

  void operator()(int slot, std::function<void(bool)> done) {
    slots_[slot].context = std::make_unique<grpc::ClientContext>();
    (async_->*method_)(slots_[slot].context.get(), &request_, &slots_[slot].response,
                       [done = std::move(done)](const grpc::Status& status) { done(status.ok()); });
  }

 private:
  struct Slot {
    std::unique_ptr<grpc::ClientContext> context;
    Response response;
  };
  Async* async_;
  Method method_;
  Request request_;
  std::vector<Slot> slots_;
};

// Durable submissions: each slot files revision after revision of a department of its own.
class Submitter {
 public:
  Submitter(const Daemons& daemons, v1::EvaluationService::Stub* stub) : stub_(stub), slots_(kMaxInFlight) {
    const client::Client client = daemons.MakeClient();
    for (int i = 0; i < kMaxInFlight; ++i) {
      auto evaluation = integration::StoreAnotherDepartment(client, absl::StrCat("bench", i));
      HENG_CHECK(evaluation.ok());
      *slots_[i].request.mutable_evaluation() = *std::move(evaluation);
    }
  }

  void operator()(int slot_number, std::function<void(bool)> done) {
    Slot& slot = slots_[slot_number];
    slot.context = std::make_unique<grpc::ClientContext>();
    slot.request.set_request_id(absl::StrCat("bench-", slot_number, "-", slot.calls++));
    stub_->async()->SubmitEvaluation(slot.context.get(), &slot.request, &slot.response,
                                     [&slot, done = std::move(done)](const grpc::Status& status) {
                                       if (status.ok()) slot.request.set_etag(slot.response.etag());
                                       done(status.ok());
                                     });
  }

 private:
  struct Slot {
    v1::SubmitEvaluationRequest request;
    v1::Evaluation response;
    std::unique_ptr<grpc::ClientContext> context;
    int64_t calls = 0;
  };
  v1::EvaluationService::Stub* stub_;
  std::vector<Slot> slots_;
};

// The echo server, alive as long as its standard input is open.
class EchoServer {
 public:
  EchoServer(const std::string& folder, const v1::ScoreEvaluationResponse& terse,
             const v1::ScoreEvaluationResponse& full) {
    const std::string terse_file = folder + "/terse.bin";
    const std::string full_file = folder + "/full.bin";
    std::ofstream(terse_file, std::ios::binary) << terse.SerializeAsString();
    std::ofstream(full_file, std::ios::binary) << full.SerializeAsString();
    int to_child[2];
    int from_child[2];
    HENG_CHECK(pipe2(to_child, O_CLOEXEC) == 0 && pipe2(from_child, O_CLOEXEC) == 0);
    const std::string binary = integration::BinaryPath("heng-benchmark-echo");
    pid_ = fork();
    if (pid_ == 0) {
      dup2(to_child[0], STDIN_FILENO);
      dup2(from_child[1], STDOUT_FILENO);
      execl(binary.c_str(), binary.c_str(), terse_file.c_str(), full_file.c_str(), nullptr);
      _exit(127);
    }
    close(to_child[0]);
    close(from_child[1]);
    keep_alive_ = to_child[1];
    FILE* out = fdopen(from_child[0], "r");
    int port = 0;
    HENG_CHECK(std::fscanf(out, "%d", &port) == 1);
    std::fclose(out);
    address_ = absl::StrCat("127.0.0.1:", port);
  }
  ~EchoServer() {
    close(keep_alive_);
    waitpid(pid_, nullptr, 0);
  }
  const std::string& address() const { return address_; }

 private:
  pid_t pid_ = -1;
  int keep_alive_ = -1;
  std::string address_;
};

std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  auto channel = client::MakeChannel({.address = address});
  HENG_CHECK(channel.ok());
  return *channel;
}

v1::ScoreEvaluationRequest ScoreRequest(const std::string& goals, v1::View view) {
  v1::ScoreEvaluationRequest request;
  *request.mutable_evaluation() = integration::ReferenceEvaluation();
  // Pinned by revision, so that the plan comes from the cache and storage is not asked.
  request.mutable_evaluation()->set_goals(goals.substr(0, goals.find(' ')));
  request.mutable_evaluation()->set_scheme(goals.substr(goals.find(' ') + 1));
  request.mutable_evaluation()->clear_report();
  request.mutable_evaluation()->clear_claim();
  request.set_view(view);
  return request;
}

v1::BatchScoreEvaluationsRequest BatchOf(const v1::ScoreEvaluationRequest& request, int count) {
  v1::BatchScoreEvaluationsRequest batch;
  for (int i = 0; i < count; ++i) *batch.add_requests() = request;
  return batch;
}

void RunRound(std::vector<Case>& cases, absl::Duration duration) {
  std::vector<double> now(cases.size());
  for (size_t i = 0; i < cases.size(); ++i) {
    Case& current = cases[i];
    const Measurement measured = RunLoad(current.in_flight, duration, current.start);
    current.failures += measured.failures;
    now[i] = static_cast<double>(measured.calls * current.forms_per_call) /
             absl::ToDoubleSeconds(measured.elapsed);
    current.forms_per_second.push_back(now[i]);
    current.latencies_us.insert(current.latencies_us.end(), measured.latencies_us.begin(),
                                measured.latencies_us.end());
  }
  for (size_t i = 0; i < cases.size(); ++i) {
    for (size_t base = 0; base < cases.size(); ++base) {
      if (cases[base].name == cases[i].base && now[base] > 0) cases[i].ratios.push_back(now[i] / now[base]);
    }
  }
}

int Report(const std::vector<Case>& cases) {
  std::printf("%-34s %9s %12s %12s %10s %10s   %s\n", "case", "in flight", "forms/s", "best", "p50 us",
              "p99 us", "ratio [lowest highest]");
  int64_t failures = 0;
  for (const Case& row : cases) {
    failures += row.failures;
    std::printf("%-34s %9d %12.0f %12.0f %10lld %10lld", row.name.c_str(), row.in_flight,
                Median(row.forms_per_second),
                *std::max_element(row.forms_per_second.begin(), row.forms_per_second.end()),
                static_cast<long long>(Percentile(row.latencies_us, 0.5)),
                static_cast<long long>(Percentile(row.latencies_us, 0.99)));
    if (!row.ratios.empty()) {
      std::printf("   %.2f x %s [%.2f %.2f]", Median(row.ratios), row.base.c_str(),
                  *std::min_element(row.ratios.begin(), row.ratios.end()),
                  *std::max_element(row.ratios.begin(), row.ratios.end()));
    }
    std::printf("\n");
  }
  if (failures > 0) std::printf("%lld calls failed\n", static_cast<long long>(failures));
  return failures > 0 ? 1 : 0;
}

int Main(int rounds, absl::Duration duration) {
  const Daemons daemons({.storage_flags = {"--log-level=warning"}, .scoring_flags = {"--log-level=warning"}});
  const client::Client client = daemons.MakeClient();
  HENG_CHECK(integration::StoreCatalogue(client).ok());
  const auto goals = client.GetGoals(integration::ReferenceGoals().name());
  HENG_CHECK(goals.ok());
  const std::string pinned = absl::StrCat(goals->name(), " ", goals->scheme());
  const v1::ScoreEvaluationRequest terse = ScoreRequest(pinned, v1::VIEW_TERSE);
  const v1::ScoreEvaluationRequest full = ScoreRequest(pinned, v1::VIEW_FULL);
  const auto terse_reply = client.ScoreEvaluation(terse);
  const auto full_reply = client.ScoreEvaluation(full);
  HENG_CHECK(terse_reply.ok() && full_reply.ok());
  const EchoServer echo(daemons.folder(), *terse_reply, *full_reply);

  using Scoring = v1::ScoringService::Stub;
  using ScoringAsync = class Scoring::async;
  const auto scoring = v1::ScoringService::NewStub(ChannelTo(daemons.address()));
  const auto echoing = v1::ScoringService::NewStub(ChannelTo(echo.address()));
  const auto evaluations = v1::EvaluationService::NewStub(ChannelTo(daemons.address()));
  const auto unary = [](Scoring* stub, const v1::ScoreEvaluationRequest& request) -> StartCall {
    using UnaryCaller = Caller<v1::ScoreEvaluationRequest, v1::ScoreEvaluationResponse, ScoringAsync>;
    const std::shared_ptr<UnaryCaller> caller(
        new UnaryCaller(stub->async(), &ScoringAsync::ScoreEvaluation, request));
    return [caller](int slot, std::function<void(bool)> done) { (*caller)(slot, std::move(done)); };
  };
  const auto batch = [&](int count) -> StartCall {
    using BatchCaller =
        Caller<v1::BatchScoreEvaluationsRequest, v1::BatchScoreEvaluationsResponse, ScoringAsync>;
    const std::shared_ptr<BatchCaller> caller(
        new BatchCaller(scoring->async(), &ScoringAsync::BatchScoreEvaluations, BatchOf(terse, count)));
    return [caller](int slot, std::function<void(bool)> done) { (*caller)(slot, std::move(done)); };
  };
  auto submitter = std::make_shared<Submitter>(daemons, evaluations.get());
  const StartCall submit = [submitter](int slot, std::function<void(bool)> done) {
    (*submitter)(slot, std::move(done));
  };

  std::printf("one form: %zu B request, %zu B terse reply, %zu B full reply; %d rounds of %s a case\n",
              terse.ByteSizeLong(), terse_reply->ByteSizeLong(), full_reply->ByteSizeLong(), rounds,
              absl::FormatDuration(duration).c_str());
  std::vector<Case> cases = {
      {"echo, full reply", 8, 1, "", unary(echoing.get(), full)},
      {"ScoreEvaluation, full reply", 8, 1, "echo, full reply", unary(scoring.get(), full)},
      {"echo, terse reply", 8, 1, "echo, full reply", unary(echoing.get(), terse)},
      {"ScoreEvaluation, terse reply", 8, 1, "echo, terse reply", unary(scoring.get(), terse)},
      {"BatchScoreEvaluations of 10", 8, 10, "echo, full reply", batch(10)},
      {"BatchScoreEvaluations of 100", 2, 100, "echo, full reply", batch(100)},
      {"SubmitEvaluation, durable", 1, 1, "", submit},
      {"SubmitEvaluation, durable, 8", 8, 1, "SubmitEvaluation, durable", submit},
      {"SubmitEvaluation, durable, 64", 64, 1, "SubmitEvaluation, durable", submit},
  };
  for (int round = 0; round < rounds; ++round) {
    if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\rround %d of %d", round + 1, rounds);
    RunRound(cases, duration);
  }
  if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r\033[K");
  return Report(cases);
}

}  // namespace
}  // namespace heng::benchmark

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 0.6;
  if (rounds < 1 || seconds <= 0) {
    std::fprintf(stderr, "usage: heng-benchmark [ROUNDS] [SECONDS_A_CASE]\n");
    return 2;
  }
  return heng::benchmark::Main(rounds, absl::Seconds(seconds));
}
