// SPDX-License-Identifier: Apache-2.0
//
// What every connection over gRPC shares: the channel, the deadline, the retries and the way errors come
// back.
#pragma once

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "clients/cpp/src/backoff.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "heng/client/options.h"

namespace heng::client {

// True for 127.0.0.0/8, ::1 and localhost, with or without a port. Anything that is not plainly one of these
// is not.
bool IsLoopbackAddress(absl::string_view address);

// A channel: plaintext to loopback addresses only, else mutual TLS. It connects when it is first used.
// INVALID_ARGUMENT if a TLS file cannot be read, or the address is not loopback and there is no TLS.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ConnectionOptions& connection);

// The error with its details, from the grpc-status-details-bin trailer where there is one.
absl::Status FromGrpcStatus(const grpc::Status& status);

// One logical call of a unary method: `method` is a member of the stub, such as &Stub::GetRecords.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request, Repeatable repeatable, const CallSettings& settings) {
  Response response;
  absl::Status status =
      RunWithRetry(settings, repeatable, RetryEnvironment::System(), [&](absl::Time deadline) {
        grpc::ClientContext context;
        context.set_deadline(absl::ToChronoTime(deadline));
        response.Clear();
        return FromGrpcStatus((stub.*method)(&context, request, &response));
      });
  if (!status.ok()) return status;
  return response;
}

}  // namespace heng::client
