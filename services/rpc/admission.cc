// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/admission.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "base/errors.h"

namespace heng::rpc {
namespace {

constexpr int kRetryAfterMs = 200;
constexpr int kRetryStreamAfterMs = 5000;

absl::Status TooBusy(size_t waiting) {
  return Unavailable(
      "TOO_BUSY",
      {absl::StrCat("the server is busy with ", waiting, " calls waiting; try again in a moment"),
       absl::StrCat("服务繁忙，已有 ", waiting, " 个请求在排队，请稍后重试")},
      kRetryAfterMs);
}

}  // namespace

Admission::Ticket& Admission::Ticket::operator=(Ticket&& other) noexcept {
  if (this != &other) {
    Release();
    gate_ = other.gate_;
    counter_ = other.counter_;
    bytes_ = other.bytes_;
    other.gate_ = nullptr;
  }
  return *this;
}

void Admission::Ticket::Release() {
  if (gate_ == nullptr) return;
  {
    std::lock_guard<std::mutex> lock(gate_->mutex_);
    --*counter_;
    gate_->pending_bytes_ -= bytes_;
  }
  gate_->place_free_.notify_one();
  gate_ = nullptr;
}

absl::StatusOr<Admission::Ticket> Admission::Enter(absl::Time deadline) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (running_ >= limits_.running) {
    if (waiting_ >= limits_.waiting) return TooBusy(waiting_);
    ++waiting_;
    const bool in_time = place_free_.wait_until(lock, absl::ToChronoTime(deadline),
                                                [this] { return running_ < limits_.running; });
    --waiting_;
    if (!in_time) {
      return MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE",
                       {"the call's turn did not come before its deadline; try again later",
                        "在截止时间之前未能轮到该请求，请稍后重试"});
    }
  }
  ++running_;
  return Ticket(this, &running_);
}

absl::StatusOr<Admission::Ticket> Admission::EnterPending(size_t bytes) {
  std::lock_guard<std::mutex> lock(mutex_);
  const bool too_large = pending_ > 0 && pending_bytes_ + bytes > limits_.pending_bytes;
  if (pending_ >= limits_.pending || too_large) return TooBusy(pending_);
  ++pending_;
  pending_bytes_ += bytes;
  return Ticket(this, &pending_, bytes);
}

absl::StatusOr<Admission::Ticket> Admission::EnterStreaming() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (streaming_ >= limits_.streaming) {
    return Unavailable(
        "TOO_BUSY",
        {absl::StrCat("the server is busy with ", streaming_, " long calls; try again in a while"),
         absl::StrCat("服务正在处理 ", streaming_, " 个长时间请求，请稍后重试")},
        kRetryStreamAfterMs);
  }
  ++streaming_;
  return Ticket(this, &streaming_);
}

}  // namespace heng::rpc
