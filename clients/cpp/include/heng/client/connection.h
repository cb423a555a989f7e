// SPDX-License-Identifier: Apache-2.0
//
// What a Client calls: one method for each RPC of heng.v1. An application that wants to test itself without a server mocks this interface
// (clients/cpp/mocks/mock_connection.h, installed as heng/client/mock_connection.h).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "heng/client/options.h"
#include "heng/client/streams.h"
#include "heng/v1/admin_service.pb.h"
#include "heng/v1/analysis_service.pb.h"
#include "heng/v1/catalog_service.pb.h"
#include "heng/v1/evaluation_service.pb.h"
#include "heng/v1/history_service.pb.h"
#include "heng/v1/scoring_service.pb.h"

namespace heng::client {

// What a stream of submissions sends next; nothing at its end. May take its time.
using NextSubmission = std::function<std::optional<v1::SubmitEvaluationRequest>()>;

// Thread-safe. Every method is one logical call and blocks until its answer, its error or its deadline:
//   absl::StatusOr<v1::Region> CreateRegion(const v1::CreateRegionRequest& request, const Options& options);
// A streamed call blocks until its last message; messages come on the caller's thread, and the next one is fetched when
// on_message has returned, so that a slow reader slows the server down:
//   absl::Status RescoreEvaluations(const v1::RescoreEvaluationsRequest& request,
//                                   const OnMessage<v1::RescoreEvaluationsResponse>& on_message,
//                                   const Options& options);
// It is CANCELLED if on_message ended it, and DEADLINE_EXCEEDED after a silence of options.deadline. It is tried again
// only as long as no message has come.
// Errors carry their details; errors.h reads them.
class Connection {
 public:
  virtual ~Connection() = default;

#define HENG_RPC(service, method, request_type, response_type, kind)                \
  virtual absl::StatusOr<v1::response_type> method(const v1::request_type& request, \
                                                   const Options& options) = 0;
#define HENG_STREAM_RPC(service, method, request_type, response_type) \
  virtual absl::Status method(const v1::request_type& request,        \
                              const OnMessage<v1::response_type>& on_message, const Options& options) = 0;
#include "heng/client/rpcs.inc"

  // Sends what `next` gives and tells on_answer of each item as it is on disk, in any order; `index` counts the items from
  // 0. Both run on the caller's thread. What is sent but not yet answered stays within a window of the server's, so
  // that `next` is asked no faster than the server stores. Returns after the last answer; CANCELLED if on_answer returned
  // false, DEADLINE_EXCEEDED after a silence of options.deadline while items are open. It is never tried again: items
  // without an answer may have been stored, so send them once more with the same request_id.
  virtual absl::Status StreamSubmitEvaluations(
      const NextSubmission& next, const OnMessage<v1::StreamSubmitEvaluationsResponse>& on_answer,
      const Options& options) = 0;

  // Sends a backup piece by piece, each at most 1 MiB, and waits until it is restored, for an hour at most. Never tried
  // again. options are not looked at.
  virtual absl::StatusOr<v1::RestoreResponse> Restore(const NextPiece& next, const Options& options) = 0;
};

// A connection over gRPC, with deadline, backoff and retry. It connects at the first call. A write is retried
// only if it has a request_id, which Client fills in. INVALID_ARGUMENT if a TLS file cannot be read, or the
// address is not loopback and there is no TLS.
absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(const ConnectionOptions& connection,
                                                           const Options& defaults = {});

}  // namespace heng::client
