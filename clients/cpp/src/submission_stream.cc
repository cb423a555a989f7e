// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/submission_stream.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "clients/cpp/src/stream.h"
#include "clients/cpp/src/transport.h"
#include "grpcpp/support/client_callback.h"

namespace heng::client {
namespace {

using Request = v1::StreamSubmitEvaluationsRequest;
using Response = v1::StreamSubmitEvaluationsResponse;

// Hands gRPC's callbacks to a thread that waits: one read and one write are under way at a time.
class Exchange final : public grpc::ClientBidiReactor<Request, Response> {
 public:
  enum class Event { kAnswer, kCanSend, kEnd, kSilence };

  void Begin() {
    // Keeps the call open between two operations.
    AddHold();
    StartRead(&incoming_);
    StartCall();
  }

  // What comes first; an answer before room to send. wants_to_send: whether room matters.
  Event Wait(bool wants_to_send, absl::Duration silence) {
    std::unique_lock<std::mutex> lock(mutex_);
    const bool came = changed_.wait_for(lock, absl::ToChronoNanoseconds(silence), [&] {
      return answered_ || reads_ended_ || (wants_to_send && !writing_);
    });
    if (!came) return Event::kSilence;
    if (answered_) return Event::kAnswer;
    return reads_ended_ ? Event::kEnd : Event::kCanSend;
  }

  Response TakeAnswer() {
    Response answer;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      answer.Swap(&incoming_);
      answered_ = false;
    }
    StartRead(&incoming_);
    return answer;
  }

  void Send(v1::SubmitEvaluationRequest submission) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      writing_ = true;
    }
    *outgoing_.mutable_submission() = std::move(submission);
    StartWrite(&outgoing_);
  }

  void EndSending() { StartWritesDone(); }

  // Waits until the call is over.
  grpc::Status Finish() {
    RemoveHold();
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return done_; });
    return status_;
  }

 private:
  void OnReadDone(bool ok) override {
    std::lock_guard<std::mutex> lock(mutex_);
    (ok ? answered_ : reads_ended_) = true;
    changed_.notify_all();
  }

  // After a write that failed the stream is broken, and the read ends as well.
  void OnWriteDone(bool) override {
    std::lock_guard<std::mutex> lock(mutex_);
    writing_ = false;
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
  Request outgoing_;
  Response incoming_;
  bool answered_ = false;
  bool writing_ = false;
  bool reads_ended_ = false;
  bool done_ = false;
  grpc::Status status_;
};

}  // namespace

absl::Status StreamSubmissions(v1::EvaluationService::Stub& stub, const NextSubmission& next,
                               const OnMessage<Response>& on_answer, absl::Duration silence) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kStreamDeadline));
  Exchange exchange;
  stub.async()->StreamSubmitEvaluations(&context, &exchange);
  exchange.Begin();
  bool sending = true;
  bool wanted = true;
  Exchange::Event event = Exchange::Event::kCanSend;
  while (wanted) {
    event = exchange.Wait(sending, silence);
    if (event == Exchange::Event::kEnd || event == Exchange::Event::kSilence) break;
    if (event == Exchange::Event::kAnswer) {
      wanted = on_answer(exchange.TakeAnswer());
      continue;
    }
    std::optional<v1::SubmitEvaluationRequest> submission = next();
    if (submission.has_value()) {
      exchange.Send(*std::move(submission));
    } else {
      sending = false;
      exchange.EndSending();
    }
  }
  if (event != Exchange::Event::kEnd) context.TryCancel();
  const absl::Status status = FromGrpcStatus(exchange.Finish());
  if (!wanted) return EndedByCaller();
  return event == Exchange::Event::kSilence ? SilenceOf(silence) : status;
}

}  // namespace heng::client
