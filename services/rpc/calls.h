// SPDX-License-Identifier: Apache-2.0
//
// What every call goes through, in one order: deadline, identity, admission, size, body, error mapping, log
// line.
//
// A wrapper and not a gRPC interceptor, because in gRPC 1.51 an interceptor cannot keep the body from
// running.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "services/rpc/admission.h"

namespace google::protobuf {
class Message;
}
namespace grpc {
class CallbackServerContext;
class ServerContextBase;
class ServerUnaryReactor;
class Status;
}  // namespace grpc

namespace heng::rpc {

struct CallLimits {
  size_t max_message_bytes = 4 * 1024 * 1024;
  absl::Duration default_deadline = absl::Seconds(10);
  absl::Duration max_deadline = absl::Seconds(120);
  absl::Duration streaming_deadline = absl::Hours(1);   // of a streamed call: the default and the most
  absl::Duration stream_patience = absl::Seconds(120);  // with a stream of requests on which nothing moves
  AdmissionLimits admission;
};

// How a call answers.
enum class Answering {
  kOnce,
  kStreaming,  // with many messages, for minutes perhaps
};

// What a handler says about its call.
struct CallSpec {
  absl::string_view method;                  // such as "SubmitEvaluation"
  const google::protobuf::Message& request;  // for its size
  absl::string_view request_id = "";         // for the log
  Answering answering = Answering::kOnce;
};

// What the wrapper tells the body.
struct CallContext {
  absl::Time deadline;  // the caller's, or ours if it has none or too far a one
  std::string actor;    // the name in the caller's certificate, or "local"
};

// A call whose answer comes later, from another thread. Finish must be called exactly once.
class PendingCall {
 public:
  virtual ~PendingCall() = default;
  virtual const CallContext& context() const = 0;
  // Sends the answer; the response message must be complete. Frees nothing: the owner drops the call
  // afterwards.
  virtual void Finish(const absl::Status& status) = 0;
};

// Thread-safe. Lives as long as the server.
class Calls {
 public:
  Calls(const Clock& clock, const CallLimits& limits)
      : clock_(clock), limits_(limits), admission_(limits.admission) {}

  // A synchronous handler: waits for its turn and runs `body` on this thread.
  grpc::Status Call(grpc::ServerContextBase* context, const CallSpec& spec,
                    absl::FunctionRef<absl::Status(const CallContext&)> body);

  // A callback handler: never waits. Returns the call, or nullptr if it was refused and `reactor` has been
  // finished.
  std::shared_ptr<PendingCall> Begin(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
                                     const CallSpec& spec);

  // A callback handler of a stream of requests, which lives for minutes and holds up to `held_bytes` of them. spec.request
  // is an empty message. `finish` ends the reactor. Returns the call, or nullptr if it was refused and `finish` has been
  // called. The messages that come are for CheckSize.
  std::shared_ptr<PendingCall> BeginStream(grpc::CallbackServerContext* context, const CallSpec& spec,
                                           size_t held_bytes,
                                           std::function<void(const grpc::Status&)> finish);

  absl::Duration stream_patience() const { return limits_.stream_patience; }

  // RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE) for a message over the limit.
  absl::Status CheckSize(const google::protobuf::Message& message) const;

 private:
  std::shared_ptr<PendingCall> BeginPending(grpc::CallbackServerContext* context, const CallSpec& spec,
                                            size_t held_bytes,
                                            std::function<void(const grpc::Status&)> finish);
  absl::Status CheckRequest(const CallSpec& spec, const CallContext& call) const;

  const Clock& clock_;
  const CallLimits limits_;
  Admission admission_;
};

}  // namespace heng::rpc
