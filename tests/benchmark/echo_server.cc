// SPDX-License-Identifier: Apache-2.0
//
// The peer of the benchmark: takes the messages of ScoreEvaluation and answers with a canned reply of the
// same size, doing nothing in between. What it reaches is what gRPC and protobuf leave to a scorer.
//
//   heng-benchmark-echo TERSE_REPLY_FILE FULL_REPLY_FILE     replies as serialized ScoreEvaluationResponse
//
// Prints its port on standard output and serves until standard input ends.
#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "heng/v1/scoring_service.grpc.pb.h"

namespace heng {
namespace {

v1::ScoreEvaluationResponse ReplyFrom(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  v1::ScoreEvaluationResponse reply;
  if (!file || !reply.ParseFromString(bytes.str())) {
    std::cerr << "heng-benchmark-echo: cannot read " << path << "\n";
    std::exit(2);
  }
  return reply;
}

class Echo final : public v1::ScoringService::CallbackService {
 public:
  Echo(v1::ScoreEvaluationResponse terse, v1::ScoreEvaluationResponse full)
      : terse_(std::move(terse)), full_(std::move(full)) {}

  grpc::ServerUnaryReactor* ScoreEvaluation(grpc::CallbackServerContext* context,
                                            const v1::ScoreEvaluationRequest* request,
                                            v1::ScoreEvaluationResponse* response) override {
    *response = request->view() == v1::VIEW_FULL ? full_ : terse_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const v1::ScoreEvaluationResponse terse_;
  const v1::ScoreEvaluationResponse full_;
};

}  // namespace
}  // namespace heng

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: heng-benchmark-echo TERSE_REPLY_FILE FULL_REPLY_FILE\n";
    return 2;
  }
  heng::Echo echo(heng::ReplyFrom(argv[1]), heng::ReplyFrom(argv[2]));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&echo);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::cout << port << std::endl;
  std::cin.ignore(std::numeric_limits<std::streamsize>::max(), EOF);
  server->Shutdown();
}
