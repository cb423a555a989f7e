// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/submit_stream.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "services/rpc/grpc_status.h"

namespace heng {
namespace {

// The window of one stream: what fills a synced batch while the next one is being scored. By the bytes that calls may hold
// together, there are at most 32 streams, and their items fit the queue.
constexpr int kMaxUnderWay = 512;
constexpr size_t kMaxBytesUnderWay = 16 * 1024 * 1024;
// A stream lives for an hour, one of its items does not.
constexpr absl::Duration kItemDeadline = absl::Seconds(120);

}  // namespace

SubmitStream* SubmitStream::Start(rpc::Calls& calls, SubmitQueue& queue,
                                  grpc::CallbackServerContext* context) {
  auto stream = std::make_shared<SubmitStream>(calls, queue);
  stream->self_ = stream;
  SubmitStream* const reactor = stream.get();
  reactor->call_ = calls.BeginStream(
      context,
      {.method = "StreamSubmitEvaluations",
       .request = v1::StreamSubmitEvaluationsRequest::default_instance(),
       .answering = rpc::Answering::kStreaming},
      kMaxBytesUnderWay, [reactor](const grpc::Status& status) {
        reactor->grpc::ServerBidiReactor<v1::StreamSubmitEvaluationsRequest,
                                         v1::StreamSubmitEvaluationsResponse>::Finish(status);
      });
  std::lock_guard<std::mutex> lock(reactor->mutex_);
  if (reactor->call_ == nullptr) {
    reactor->finished_ = true;
    return reactor;
  }
  reactor->watch_ = std::make_unique<rpc::StreamWatch>(
      reactor->call_->context().deadline, calls.stream_patience(),
      [weak = std::weak_ptr<SubmitStream>(stream)](const absl::Status& status) {
        const std::shared_ptr<SubmitStream> stopped = weak.lock();
        if (stopped == nullptr) return;
        std::lock_guard<std::mutex> stopped_lock(stopped->mutex_);
        stopped->Finish(status);
      });
  reactor->GoOn();
  return reactor;
}

void SubmitStream::OnReadDone(bool ok) {
  std::shared_ptr<Item> item;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    reading_ = false;
    if (ok && !finished_) {
      watch_->Moved();
      item = std::make_shared<Item>();
      item->index = next_index_++;
      item->bytes = incoming_.ByteSizeLong();
      item->request.Swap(incoming_.mutable_submission());
      ++under_way_;
      bytes_under_way_ += item->bytes;
    } else {
      reads_ended_ = true;
    }
    GoOn();
  }
  if (item != nullptr) Submit(std::move(item));
}

void SubmitStream::Submit(std::shared_ptr<Item> item) {
  if (absl::Status sized = calls_.CheckSize(item->request); !sized.ok())
    return OnOutcome(*item, std::move(sized));
  SubmitQueue::Item queued{.request = &item->request,
                           .path = "submission.evaluation",
                           .actor = call_->context().actor,
                           .deadline = absl::Now() + kItemDeadline};
  queued.done = [self = shared_from_this(), item](absl::StatusOr<v1::Evaluation> outcome) {
    self->OnOutcome(*item, std::move(outcome));
  };
  queue_.Push(std::move(queued));
}

void SubmitStream::OnOutcome(const Item& item, absl::StatusOr<v1::Evaluation> outcome) {
  Answer answer;
  answer.response.set_index(item.index);
  answer.response.set_request_id(item.request.request_id());
  if (outcome.ok()) {
    *answer.response.mutable_evaluation() = *std::move(outcome);
  } else {
    *answer.response.mutable_error() = rpc::ToItemStatus(outcome.status());
  }
  // A full answer is many times as long as its request.
  answer.bytes = std::max(item.bytes, answer.response.ByteSizeLong());
  std::lock_guard<std::mutex> lock(mutex_);
  bytes_under_way_ += answer.bytes - item.bytes;
  answers_.push_back(std::move(answer));
  GoOn();
}

void SubmitStream::OnWriteDone(bool ok) {
  std::lock_guard<std::mutex> lock(mutex_);
  writing_ = false;
  bytes_under_way_ -= answers_.front().bytes;
  --under_way_;
  answers_.pop_front();
  if (ok) {
    watch_->Moved();
    GoOn();
  } else {
    Finish(absl::CancelledError("the caller went away"));
  }
}

void SubmitStream::OnCancel() {
  std::lock_guard<std::mutex> lock(mutex_);
  Finish(absl::CancelledError("the caller ended the call"));
}

void SubmitStream::OnDone() { self_.reset(); }

void SubmitStream::GoOn() {
  if (finished_) return;
  if (!reading_ && !reads_ended_ && under_way_ < kMaxUnderWay && bytes_under_way_ < kMaxBytesUnderWay) {
    reading_ = true;
    StartRead(&incoming_);
  }
  if (!writing_ && !answers_.empty()) {
    writing_ = true;
    StartWrite(&answers_.front().response);
  }
  if (reads_ended_ && under_way_ == 0) Finish(absl::OkStatus());
}

void SubmitStream::Finish(const absl::Status& status) {
  if (std::exchange(finished_, true)) return;
  call_->Finish(status);
}

}  // namespace heng
