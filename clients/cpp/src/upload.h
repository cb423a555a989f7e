// SPDX-License-Identifier: Apache-2.0
//
// One call that sends a file in pieces and gets one answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "clients/cpp/src/stream.h"
#include "clients/cpp/src/transport.h"
#include "grpcpp/support/sync_stream.h"
#include "heng/client/streams.h"

namespace heng::client {

// `method` is a member of the stub; its request has one field, `data`. Never tried again.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Upload(
    Stub& stub, std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(grpc::ClientContext*, Response*),
    const NextPiece& next) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kStreamDeadline));
  Response response;
  const std::unique_ptr<grpc::ClientWriter<Request>> writer = (stub.*method)(&context, &response);
  Request request;
  // A write fails when the server has answered already, which Finish tells.
  bool wanted = true;
  while (wanted) {
    std::optional<std::string> piece = next();
    if (!piece) break;
    request.set_data(*std::move(piece));
    wanted = writer->Write(request);
  }
  writer->WritesDone();
  absl::Status status = FromGrpcStatus(writer->Finish());
  if (!status.ok()) return status;
  return response;
}

}  // namespace heng::client
