// SPDX-License-Identifier: Apache-2.0
//
// The call wrapper and the server over a real socket, with the health service as the service under test.
#include "services/rpc/server.h"

#include <grpcpp/grpcpp.h>

#include <string>
#include <thread>

#include "base/clock.h"
#include "base/testing/status_matchers.h"
#include "clients/cpp/src/transport.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/rpc/calls.h"

namespace heng::rpc {
namespace {

using ::grpc::health::v1::Health;
using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;

std::unique_ptr<Health::Stub> StubOf(const Server& server) {
  return Health::NewStub(*client::MakeChannel({.address = server.address()}));
}

TEST(Server, RefusesToListenBeyondLoopbackWithoutTls) {
  HealthService health;
  EXPECT_THAT(Server::Start({.listen = "0.0.0.0:0"}, health, {}),
              HasCode(absl::StatusCode::kInvalidArgument));
}

TEST(Server, RefusesAnAddressWithoutAPort) {
  HealthService health;
  for (const char* listen : {"127.0.0.1", "127.0.0.1:", "localhost:http", "::1", ""}) {
    EXPECT_THAT(Server::Start({.listen = listen}, health, {}), HasCode(absl::StatusCode::kInvalidArgument))
        << listen;
  }
}

TEST(Server, RefusesAnAddressInUse) {
  HealthService health;
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Server> first,
                       Server::Start({.listen = "127.0.0.1:0"}, health, {}));
  EXPECT_THAT(Server::Start({.listen = first->address()}, health, {}), HasReason("NOT_SERVING"));
  first->Drain(absl::ZeroDuration());
}

TEST(Health, AnswersForKnownServicesAndNotForOthers) {
  HealthService health;
  health.Set("a", HealthCheckResponse::SERVING);
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Server> server, Server::Start({}, health, {}));
  const std::unique_ptr<Health::Stub> stub = StubOf(*server);

  HealthCheckRequest request;
  HealthCheckResponse response;
  request.set_service("a");
  grpc::ClientContext known;
  EXPECT_TRUE(stub->Check(&known, request, &response).ok());
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  request.set_service("b");
  grpc::ClientContext unknown;
  EXPECT_EQ(stub->Check(&unknown, request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
  server->Drain(absl::ZeroDuration());
}

TEST(Health, AWatcherHearsOfEveryChangeAndOfTheDrain) {
  HealthService health;
  health.Set("a", HealthCheckResponse::NOT_SERVING);
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Server> server, Server::Start({}, health, {}));
  const std::unique_ptr<Health::Stub> stub = StubOf(*server);
  HealthCheckRequest request;
  request.set_service("a");
  grpc::ClientContext context;
  const std::unique_ptr<grpc::ClientReader<HealthCheckResponse>> reader = stub->Watch(&context, request);

  HealthCheckResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  health.Set("a", HealthCheckResponse::SERVING);
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  std::thread drain([&] { server->Drain(absl::Seconds(30)); });
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  drain.join();
}

// A service whose every call goes through the wrapper.
class WrappedService final : public Health::Service {
 public:
  WrappedService(const Clock& clock, const CallLimits& limits) : calls_(clock, limits) {}

  grpc::Status Check(grpc::ServerContext* context, const HealthCheckRequest* request,
                     HealthCheckResponse*) override {
    return calls_.Call(context, {.method = "Check", .request = *request}, [&](const CallContext& call) {
      actor_ = call.actor;
      deadline_ = call.deadline;
      return absl::OkStatus();
    });
  }

  const std::string& actor() const { return actor_; }
  absl::Time deadline() const { return deadline_; }

 private:
  Calls calls_;
  std::string actor_;
  absl::Time deadline_;
};

// Runs one Check with `service` as the text of the request.
absl::Status CheckThrough(WrappedService& wrapped, const std::string& text,
                          std::optional<absl::Duration> deadline = std::nullopt) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&wrapped);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  const std::unique_ptr<Health::Stub> stub =
      Health::NewStub(*client::MakeChannel({.address = "127.0.0.1:" + std::to_string(port)}));
  HealthCheckRequest request;
  request.set_service(text);
  HealthCheckResponse response;
  grpc::ClientContext context;
  if (deadline) context.set_deadline(absl::ToChronoTime(absl::Now() + *deadline));
  return client::FromGrpcStatus(stub->Check(&context, request, &response));
}

TEST(Calls, RefusesAMessageOverTheLimitWithAReason) {
  WrappedService wrapped(Clock::System(), {.max_message_bytes = 100});
  EXPECT_OK(CheckThrough(wrapped, std::string(50, 'x')));
  const absl::Status refused = CheckThrough(wrapped, std::string(200, 'x'));
  EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refused, HasReason("MESSAGE_TOO_LARGE"));
}

TEST(Calls, ACallerWithoutCertificateIsLocal) {
  WrappedService wrapped(Clock::System(), {});
  ASSERT_OK(CheckThrough(wrapped, "x"));
  EXPECT_EQ(wrapped.actor(), "local");
}

TEST(Calls, SetsADeadlineWhereTheCallerHasNoneAndCutsOneThatIsTooFar) {
  const FakeClock clock(absl::Now());
  WrappedService wrapped(clock, {.default_deadline = absl::Seconds(10), .max_deadline = absl::Seconds(120)});
  ASSERT_OK(CheckThrough(wrapped, "x"));
  EXPECT_EQ(wrapped.deadline(), clock.Now() + absl::Seconds(10));
  ASSERT_OK(CheckThrough(wrapped, "x", absl::Hours(1)));
  EXPECT_EQ(wrapped.deadline(), clock.Now() + absl::Seconds(120));
}

}  // namespace
}  // namespace heng::rpc
