// SPDX-License-Identifier: Apache-2.0
//
// Connections against a real server on a port that the system picks: what is retried, and what survives the
// wire.
#include "heng/client/connection.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "heng/client/client.h"
#include "heng/client/storage_client.h"
#include "heng/storage/v1/storage_service.grpc.pb.h"
#include "heng/v1/catalog_service.grpc.pb.h"
#include "heng/v1/scoring_service.grpc.pb.h"

namespace heng::client {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::heng::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

grpc::Status Away() { return {grpc::StatusCode::UNAVAILABLE, "away"}; }

// Fails the first calls, then answers; keeps what it was sent. Calls come one after the other.
class FlakyCatalog final : public v1::CatalogService::Service {
 public:
  explicit FlakyCatalog(int failures) : failures_(failures) {}

  grpc::Status CreateRegion(grpc::ServerContext* context, const v1::CreateRegionRequest* request,
                            v1::Region* response) override {
    request_ids.push_back(request->request_id());
    deadlines.push_back(absl::FromChrono(context->deadline()));
    if (failures_-- > 0) return Away();
    *response = request->region();
    return grpc::Status::OK;
  }

  grpc::Status GetRegion(grpc::ServerContext*, const v1::GetRegionRequest* request, v1::Region*) override {
    const google::rpc::Status error = ToRpcStatus(NotFound("heng.v1.Region", request->name(), "行政区划"));
    return {grpc::StatusCode::NOT_FOUND, error.message(), error.SerializeAsString()};
  }

  grpc::Status UpdateRegion(grpc::ServerContext*, const v1::UpdateRegionRequest*, v1::Region*) override {
    FieldProblems problems;
    problems.Add("region.display_name", "REQUIRED", {.en = "is empty", .zh = "不能为空"});
    const google::rpc::Status error = ToRpcStatus(problems.ToStatus());
    return {grpc::StatusCode::INVALID_ARGUMENT, error.message(), error.SerializeAsString()};
  }

  std::vector<std::string> request_ids;
  std::vector<absl::Time> deadlines;

 private:
  int failures_;
};

class FlakyStorage final : public storage::v1::StorageService::Service {
 public:
  explicit FlakyStorage(int failures) : failures_(failures) {}

  grpc::Status CommitRecords(grpc::ServerContext*, const storage::v1::CommitRecordsRequest*,
                             storage::v1::CommitRecordsResponse*) override {
    ++calls;
    return failures_-- > 0 ? Away() : grpc::Status::OK;
  }
  grpc::Status GetRecords(grpc::ServerContext*, const storage::v1::GetRecordsRequest*,
                          storage::v1::GetRecordsResponse*) override {
    ++calls;
    return failures_-- > 0 ? Away() : grpc::Status::OK;
  }

  int calls = 0;

 private:
  int failures_;
};

// Streams `count` messages, the first attempts failing, and then either ends with `last` or says nothing more until the
// caller goes away.
class Streaming final : public v1::ScoringService::Service {
 public:
  grpc::Status RescoreEvaluations(grpc::ServerContext* context, const v1::RescoreEvaluationsRequest*,
                                  grpc::ServerWriter<v1::RescoreEvaluationsResponse>* writer) override {
    ++calls;
    if (failures-- > 0) return Away();
    for (int i = 1; i <= count; ++i) {
      v1::RescoreEvaluationsResponse message;
      message.mutable_progress()->set_looked_at_count(i);
      if (!writer->Write(message)) break;
    }
    while (silent && !context->IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (context->IsCancelled()) cancelled.set_value();
    return last;
  }

  int failures = 0;
  int count = 3;
  bool silent = false;
  grpc::Status last = grpc::Status::OK;
  int calls = 0;
  std::promise<void> cancelled;
};

// Serves on a free port for as long as it lives.
class Server {
 public:
  explicit Server(grpc::Service& service) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service);
    server_ = builder.BuildAndStart();
  }
  ~Server() { server_->Shutdown(std::chrono::system_clock::now()); }

  ConnectionOptions address() const { return {.address = absl::StrCat("127.0.0.1:", port_)}; }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

Client ClientOf(const Server& server, const Options& defaults = {}) {
  return Client(*MakeConnection(server.address(), defaults));
}

v1::Region Gansu() {
  v1::Region region;
  region.set_name("regions/62");
  region.set_display_name("甘肃省");
  return region;
}

TEST(Connection, TriesAWriteAgainWithTheSameRequestId) {
  FlakyCatalog catalog(2);
  Server server(catalog);
  ASSERT_OK_AND_ASSIGN(const v1::Region stored, ClientOf(server).CreateRegion(Gansu()));
  EXPECT_EQ(stored.display_name(), "甘肃省");
  ASSERT_THAT(catalog.request_ids, SizeIs(3));
  EXPECT_THAT(catalog.request_ids[0], SizeIs(32));
  EXPECT_THAT(catalog.request_ids,
              ElementsAre(catalog.request_ids[0], catalog.request_ids[0], catalog.request_ids[0]));
}

TEST(Connection, DoesNotTryAWriteWithoutRequestIdAgain) {
  FlakyCatalog catalog(2);
  Server server(catalog);
  ASSERT_OK_AND_ASSIGN(const std::shared_ptr<Connection> connection, MakeConnection(server.address()));
  EXPECT_THAT(connection->CreateRegion({}, {}), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(catalog.request_ids, SizeIs(1));
}

TEST(Connection, GivesUpAfterMaxAttempts) {
  FlakyCatalog catalog(100);
  Server server(catalog);
  EXPECT_THAT(
      ClientOf(server, {.max_attempts = 3, .initial_backoff = absl::Milliseconds(1)}).CreateRegion(Gansu()),
      HasCode(absl::StatusCode::kUnavailable));
  EXPECT_THAT(catalog.request_ids, SizeIs(3));
}

TEST(Connection, SendsTheDeadline) {
  FlakyCatalog catalog(0);
  Server server(catalog);
  ASSERT_OK(ClientOf(server).CreateRegion(Gansu(), {.deadline = absl::Seconds(77)}));
  EXPECT_LE(catalog.deadlines[0], absl::Now() + absl::Seconds(78));
  EXPECT_GE(catalog.deadlines[0], absl::Now() + absl::Seconds(60));
}

TEST(Connection, ErrorDetailsSurviveTheWire) {
  FlakyCatalog catalog(0);
  Server server(catalog);
  const auto missing = ClientOf(server).GetRegion("regions/99");
  EXPECT_THAT(missing, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(missing, HasReason("NOT_FOUND"));
  EXPECT_FALSE(ChineseMessageOf(missing.status()).empty());

  const std::vector<FieldProblem> problems = FieldProblemsOf(ClientOf(server).UpdateRegion(Gansu()).status());
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].field, "region.display_name");
  EXPECT_EQ(problems[0].problem.zh, "不能为空");
}

TEST(Connection, SaysUnavailableWhereNobodyListens) {
  std::string address;
  {
    FlakyCatalog catalog(0);
    address = Server(catalog).address().address;
  }
  ASSERT_OK_AND_ASSIGN(const std::shared_ptr<Connection> connection,
                       MakeConnection({.address = address}, {.max_attempts = 1}));
  EXPECT_THAT(Client(connection).GetRegion("regions/62"), HasCode(absl::StatusCode::kUnavailable));
}

// What a streamed call tells; it ends itself behind message `stop_at`.
struct Heard {
  bool operator()(const v1::RescoreEvaluationsResponse& message) {
    counts.push_back(message.progress().looked_at_count());
    return counts.back() != stop_at;
  }
  std::vector<int64_t> counts;
  int64_t stop_at = -1;
};

TEST(Stream, TellsEveryMessageInOrder) {
  Streaming service;
  service.count = 1000;
  Server server(service);
  Heard heard;
  EXPECT_OK(ClientOf(server).RescoreEvaluations({}, std::ref(heard)));
  ASSERT_THAT(heard.counts, SizeIs(1000));
  EXPECT_TRUE(std::is_sorted(heard.counts.begin(), heard.counts.end()));
}

TEST(Stream, EndsWhenTheCallerWantsNoMore) {
  Streaming service;
  service.silent = true;
  Server server(service);
  Heard heard;
  heard.stop_at = 2;
  EXPECT_THAT(ClientOf(server).RescoreEvaluations({}, std::ref(heard)),
              HasCode(absl::StatusCode::kCancelled));
  EXPECT_THAT(heard.counts, ElementsAre(1, 2));
  service.cancelled.get_future().wait();
}

TEST(Stream, GivesUpAfterASilence) {
  Streaming service;
  service.silent = true;
  Server server(service);
  Heard heard;
  EXPECT_THAT(ClientOf(server).RescoreEvaluations({}, std::ref(heard), {.deadline = absl::Milliseconds(200)}),
              HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(heard.counts, ElementsAre(1, 2, 3));
  service.cancelled.get_future().wait();
}

TEST(Stream, IsTriedAgainOnlyBeforeTheFirstMessage) {
  Streaming service;
  service.failures = 2;
  service.last = Away();
  Server server(service);
  Heard heard;
  EXPECT_THAT(ClientOf(server).RescoreEvaluations({}, std::ref(heard)),
              HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(service.calls, 3);
  EXPECT_THAT(heard.counts, ElementsAre(1, 2, 3));
}

TEST(StorageConnection, TriesACommitAgainIfEveryWriteHasARequestId) {
  FlakyStorage service(2);
  Server server(service);
  StorageClient client(*MakeStorageConnection(server.address()));
  storage::v1::CommitRecordsRequest request;
  request.add_writes()->set_request_id("a");
  request.add_writes()->set_request_id("b");
  EXPECT_OK(client.CommitRecords(request));
  EXPECT_EQ(service.calls, 3);
}

TEST(StorageConnection, DoesNotTryACommitAgainIfOneWriteHasNoRequestId) {
  FlakyStorage service(2);
  Server server(service);
  StorageClient client(*MakeStorageConnection(server.address()));
  storage::v1::CommitRecordsRequest request;
  request.add_writes()->set_request_id("a");
  request.add_writes();
  EXPECT_THAT(client.CommitRecords(request), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(service.calls, 1);
}

TEST(StorageConnection, TriesReadsAgain) {
  FlakyStorage service(2);
  Server server(service);
  StorageClient client(*MakeStorageConnection(server.address()));
  EXPECT_OK(client.GetRecords({}));
  EXPECT_EQ(service.calls, 3);
}

}  // namespace
}  // namespace heng::client
