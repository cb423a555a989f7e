// SPDX-License-Identifier: Apache-2.0
//
// One logical call whose answer is a stream of messages.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/errors.h"
#include "clients/cpp/src/backoff.h"
#include "clients/cpp/src/transport.h"
#include "grpcpp/support/client_callback.h"
#include "heng/client/streams.h"

namespace heng::client {

// The longest that a server lets a streamed call take.
inline constexpr absl::Duration kStreamDeadline = absl::Hours(1);

// How a streamed call ends that its caller ended, and one whose server says nothing.
inline absl::Status EndedByCaller() { return absl::CancelledError("the caller ended the call"); }
inline absl::Status SilenceOf(absl::Duration silence) {
  const std::string duration = absl::FormatDuration(silence);
  return MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE",
                   {absl::StrCat("the server has been silent for ", duration, "; try again later"),
                    absl::StrCat("服务在 ", duration, " 内没有任何答复，请稍后重试")});
}

// Reads a stream message by message from a thread that may wait, which gRPC's own blocking reader cannot do for a limited
// time.
template <typename Response>
class StreamReader final : public grpc::ClientReadReactor<Response> {
 public:
  enum class Next { kMessage, kEnd, kSilence };

  // Waits for the next message. kSilence if none has come for so long; then the call must be cancelled.
  Next Read(Response& response, absl::Duration silence) {
    std::unique_lock<std::mutex> lock(mutex_);
    state_ = State::kReading;
    lock.unlock();
    this->StartRead(&response);
    lock.lock();
    const bool came = changed_.wait_for(lock, absl::ToChronoNanoseconds(silence),
                                        [this] { return state_ != State::kReading; });
    if (!came) return Next::kSilence;
    return state_ == State::kRead ? Next::kMessage : Next::kEnd;
  }

  // Waits until the call is over.
  grpc::Status Finish() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return done_; });
    return status_;
  }

 private:
  enum class State { kReading, kRead, kEnded };

  void OnReadDone(bool ok) override {
    std::lock_guard<std::mutex> lock(mutex_);
    state_ = ok ? State::kRead : State::kEnded;
    changed_.notify_all();
  }

  void OnDone(const grpc::Status& status) override {
    std::lock_guard<std::mutex> lock(mutex_);
    status_ = status;
    done_ = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::kReading;
  bool done_ = false;
  grpc::Status status_;
};

// One attempt. Sets `begun` at the first message.
template <typename Response>
absl::Status TryStream(
    const std::function<void(grpc::ClientContext*, grpc::ClientReadReactor<Response>*)>& start,
    const OnMessage<Response>& on_message, absl::Duration silence, bool& begun) {
  using Next = typename StreamReader<Response>::Next;
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kStreamDeadline));
  StreamReader<Response> reader;
  Response response;
  start(&context, &reader);
  // Keeps the call open between two reads.
  reader.AddHold();
  reader.StartCall();
  Next next = Next::kEnd;
  bool wanted = true;
  while (wanted && (next = reader.Read(response, silence)) == Next::kMessage) {
    begun = true;
    wanted = on_message(response);
  }
  if (next != Next::kEnd) context.TryCancel();
  reader.RemoveHold();
  const absl::Status status = FromGrpcStatus(reader.Finish());
  if (!wanted) return EndedByCaller();
  return next == Next::kSilence ? SilenceOf(silence) : status;
}

// start: begins the call on the stub's asynchronous interface.
template <typename Response>
absl::Status CallStream(
    const std::function<void(grpc::ClientContext*, grpc::ClientReadReactor<Response>*)>& start,
    const OnMessage<Response>& on_message, const CallSettings& settings) {
  // What on_message has seen cannot be taken back, so an error behind it is the end of all attempts.
  absl::Status after_messages;
  const absl::Status status =
      RunWithRetry(settings, Repeatable::kYes, RetryEnvironment::System(), [&](absl::Time) -> absl::Status {
        bool begun = false;
        absl::Status tried = TryStream(start, on_message, settings.deadline, begun);
        if (!begun) return tried;
        after_messages = std::move(tried);
        return absl::OkStatus();
      });
  return status.ok() ? after_messages : status;
}

}  // namespace heng::client
