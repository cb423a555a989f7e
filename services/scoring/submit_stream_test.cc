// SPDX-License-Identifier: Apache-2.0
//
// How a stream of submissions ends by itself. What it answers is in tests/integration/submit_stream_test.cc.
#include "services/scoring/submit_stream.h"

#include <memory>
#include <string>

#include "base/testing/status_matchers.h"
#include "clients/cpp/src/transport.h"
#include "gtest/gtest.h"
#include "services/scoring/evaluation_service.h"
#include "services/scoring/testing/fake_storage.h"
#include "services/scoring/testing/small_case.h"

namespace heng {
namespace {

using ::heng::testing::FakeStorage;
using ::heng::testing::HasReason;
using ::heng::testing::SmallForm;
using ::heng::testing::StoreSmallCase;
using Stream =
    grpc::ClientReaderWriter<v1::StreamSubmitEvaluationsRequest, v1::StreamSubmitEvaluationsResponse>;

// The service on a port of its own and a storage in memory.
class Served {
 public:
  explicit Served(const rpc::CallLimits& limits) : calls_(Clock::System(), limits) {
    StoreSmallCase(*storage_, "office");
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::EvaluationService::NewStub(
        *client::MakeChannel({.address = "127.0.0.1:" + std::to_string(port)}));
  }
  ~Served() { server_->Shutdown(); }

  std::unique_ptr<Stream> Open(grpc::ClientContext& context) {
    return stub_->StreamSubmitEvaluations(&context);
  }

 private:
  const Clock& clock_ = Clock::System();
  std::shared_ptr<FakeStorage> storage_ = std::make_shared<FakeStorage>(clock_);
  Repository repository_{client::StorageClient(storage_), clock_};
  FormPlans plans_{repository_};
  SubmitQueue queue_{repository_, plans_, clock_, {.threads = 1}};
  rpc::Calls calls_;
  EvaluationServiceImpl service_{calls_, queue_, plans_, repository_};
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::EvaluationService::Stub> stub_;
};

// Sends a form and returns whether it was stored.
bool FileOne(Stream& stream) {
  v1::StreamSubmitEvaluationsRequest request;
  *request.mutable_submission()->mutable_evaluation() = SmallForm("office");
  v1::StreamSubmitEvaluationsResponse response;
  return stream.Write(request) && stream.Read(&response) && response.has_evaluation();
}

TEST(SubmitStream, EndsWhenNothingMoves) {
  Served served({.stream_patience = absl::Milliseconds(200)});
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = served.Open(context);
  EXPECT_TRUE(FileOne(*stream));
  v1::StreamSubmitEvaluationsResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(client::FromGrpcStatus(stream->Finish()), HasReason("STREAM_IDLE"));
}

TEST(SubmitStream, EndsAtItsDeadlineThoughItsCallerHasNone) {
  Served served({.streaming_deadline = absl::Milliseconds(300)});
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = served.Open(context);
  int filed = 0;
  while (FileOne(*stream)) ++filed;
  EXPECT_GT(filed, 0);
  EXPECT_THAT(client::FromGrpcStatus(stream->Finish()), HasReason("DEADLINE"));
}

}  // namespace
}  // namespace heng
