// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/calls.h"

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/log.h"
#include "services/rpc/grpc_status.h"

namespace heng::rpc {
namespace {

// The first name in the caller's certificate (its SAN). Without TLS only loopback reaches us.
std::string ActorOf(const grpc::ServerContextBase& context) {
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth != nullptr && auth->IsPeerAuthenticated()) {
    const std::vector<grpc::string_ref> names = auth->GetPeerIdentity();
    if (!names.empty()) return std::string(names.front().data(), names.front().size());
  }
  return "local";
}

absl::Time DeadlineOf(const grpc::ServerContextBase& context, const CallLimits& limits, Answering answering,
                      absl::Time now) {
  const bool streaming = answering == Answering::kStreaming;
  const auto asked = context.deadline();
  if (asked == std::chrono::system_clock::time_point::max()) {
    return now + (streaming ? limits.streaming_deadline : limits.default_deadline);
  }
  return std::min(absl::FromChrono(asked),
                  now + (streaming ? limits.streaming_deadline : limits.max_deadline));
}

// Everything that the log line of a call says.
struct CallRecord {
  std::string method;
  std::string request_id;
  std::string peer;
  std::string actor;
  absl::Time begin;
};

void LogCall(const CallRecord& record, const absl::Status& status, absl::Time now) {
  const LogLevel level = status.ok() ? LogLevel::kInfo : LogLevel::kWarning;
  Log(level, "call",
      {{"method", record.method},
       {"code", absl::StatusCodeToString(status.code())},
       {"reason", ReasonOf(status)},
       {"request_id", record.request_id},
       {"actor", record.actor},
       {"peer", record.peer},
       {"us", absl::StrCat(absl::ToInt64Microseconds(now - record.begin))}});
}

class ReactorCall final : public PendingCall {
 public:
  ReactorCall(const Clock& clock, std::function<void(const grpc::Status&)> finish, CallContext context,
              CallRecord record, Admission::Ticket ticket)
      : clock_(clock),
        finish_(std::move(finish)),
        context_(std::move(context)),
        record_(std::move(record)),
        ticket_(std::move(ticket)) {}

  const CallContext& context() const override { return context_; }

  void Finish(const absl::Status& status) override {
    const absl::Status answer = ForCaller(status);
    LogCall(record_, answer, clock_.Now());
    ticket_ = Admission::Ticket();
    finish_(ToGrpcStatus(answer));
  }

 private:
  const Clock& clock_;
  std::function<void(const grpc::Status&)> finish_;
  CallContext context_;
  CallRecord record_;
  Admission::Ticket ticket_;
};

}  // namespace

absl::Status Calls::CheckRequest(const CallSpec& spec, const CallContext& call) const {
  if (call.deadline <= clock_.Now()) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE",
                     {"the deadline had passed when the call arrived", "请求到达时已超过截止时间"});
  }
  return CheckSize(spec.request);
}

absl::Status Calls::CheckSize(const google::protobuf::Message& message) const {
  const size_t size = message.ByteSizeLong();
  if (size <= limits_.max_message_bytes) return absl::OkStatus();
  return QuotaExceeded(
      "MESSAGE_TOO_LARGE", "message",
      {absl::StrCat("the message has ", size, " bytes, want at most ", limits_.max_message_bytes,
                    "; send fewer forms at a time or shorten the narrative"),
       absl::StrCat("请求大小为 ", size, " 字节，上限为 ", limits_.max_message_bytes,
                    " 字节，请分批提交或精简文字")});
}

grpc::Status Calls::Call(grpc::ServerContextBase* context, const CallSpec& spec,
                         absl::FunctionRef<absl::Status(const CallContext&)> body) {
  const absl::Time begin = clock_.Now();
  const CallContext call{DeadlineOf(*context, limits_, spec.answering, begin), ActorOf(*context)};
  const CallRecord record{std::string(spec.method), std::string(spec.request_id), context->peer(), call.actor,
                          begin};
  const auto run = [&]() -> absl::Status {
    absl::StatusOr<Admission::Ticket> ticket = spec.answering == Answering::kStreaming
                                                   ? admission_.EnterStreaming()
                                                   : admission_.Enter(call.deadline);
    if (!ticket.ok()) return ticket.status();
    if (absl::Status status = CheckRequest(spec, call); !status.ok()) return status;
    return body(call);
  };
  const absl::Status answer = ForCaller(run());
  LogCall(record, answer, clock_.Now());
  return ToGrpcStatus(answer);
}

std::shared_ptr<PendingCall> Calls::Begin(grpc::CallbackServerContext* context,
                                          grpc::ServerUnaryReactor* reactor, const CallSpec& spec) {
  return BeginPending(context, spec, spec.request.ByteSizeLong(),
                      [reactor](const grpc::Status& status) { reactor->Finish(status); });
}

std::shared_ptr<PendingCall> Calls::BeginStream(grpc::CallbackServerContext* context, const CallSpec& spec,
                                                size_t held_bytes,
                                                std::function<void(const grpc::Status&)> finish) {
  return BeginPending(context, spec, held_bytes, std::move(finish));
}

std::shared_ptr<PendingCall> Calls::BeginPending(grpc::CallbackServerContext* context, const CallSpec& spec,
                                                 size_t held_bytes,
                                                 std::function<void(const grpc::Status&)> finish) {
  const absl::Time begin = clock_.Now();
  CallContext call{DeadlineOf(*context, limits_, spec.answering, begin), ActorOf(*context)};
  CallRecord record{std::string(spec.method), std::string(spec.request_id), context->peer(), call.actor,
                    begin};
  absl::StatusOr<Admission::Ticket> ticket = admission_.EnterPending(held_bytes);
  const absl::Status checked = ForCaller(ticket.ok() ? CheckRequest(spec, call) : ticket.status());
  if (!checked.ok()) {
    LogCall(record, checked, clock_.Now());
    finish(ToGrpcStatus(checked));
    return nullptr;
  }
  return std::make_shared<ReactorCall>(clock_, std::move(finish), std::move(call), std::move(record),
                                       *std::move(ticket));
}

}  // namespace heng::rpc
