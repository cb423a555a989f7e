// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/stream_watch.h"

#include <grpcpp/alarm.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/errors.h"

namespace heng::rpc {
namespace {

absl::Status TimeIsOver() {
  return MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE",
                   {"the time of the stream is over; open another one and send what has no answer yet",
                    "流式调用已到时限，请另开一个流，重新提交尚未得到答复的内容"});
}

absl::Status StandsStill(absl::Duration patience) {
  const std::string seconds = absl::StrCat(absl::ToInt64Seconds(patience));
  return MakeError(absl::StatusCode::kDeadlineExceeded, "STREAM_IDLE",
                   {absl::StrCat("nothing was sent or read on the stream for ", seconds,
                                 " s; open another one when there is something to send"),
                    absl::StrCat("流式调用已有 ", seconds, " 秒没有收发，需要提交时请另开一个流")});
}

}  // namespace

struct StreamWatch::State {
  static void SetAlarm(const std::shared_ptr<State>& state);
  static void Wake(const std::shared_ptr<State>& state);
  absl::Time WakeTime() const { return std::min(deadline, moved + patience); }

  absl::Time deadline;
  absl::Duration patience;
  std::function<void(const absl::Status&)> give_up;

  std::mutex mutex;
  absl::Time moved = absl::Now();
  bool done = false;
  std::unique_ptr<grpc::Alarm> alarm;
};

// An alarm that has rung cannot be set again from its own callback, so each time there is another one.
void StreamWatch::State::SetAlarm(const std::shared_ptr<State>& state) {
  state->alarm = std::make_unique<grpc::Alarm>();
  state->alarm->Set(absl::ToChronoTime(state->WakeTime()), [state](bool rang) {
    if (rang) Wake(state);
  });
}

void StreamWatch::State::Wake(const std::shared_ptr<State>& state) {
  absl::Status over;
  {
    std::lock_guard<std::mutex> lock(state->mutex);
    if (state->done) return;
    const absl::Time now = absl::Now();
    if (now < state->WakeTime()) {
      SetAlarm(state);
      return;
    }
    state->done = true;
    over = now >= state->deadline ? TimeIsOver() : StandsStill(state->patience);
  }
  state->give_up(over);
}

StreamWatch::StreamWatch(absl::Time deadline, absl::Duration patience,
                         std::function<void(const absl::Status&)> give_up)
    : state_(std::make_shared<State>()) {
  state_->deadline = deadline;
  state_->patience = patience;
  state_->give_up = std::move(give_up);
  std::lock_guard<std::mutex> lock(state_->mutex);
  State::SetAlarm(state_);
}

StreamWatch::~StreamWatch() {
  std::unique_ptr<grpc::Alarm> alarm;
  std::lock_guard<std::mutex> lock(state_->mutex);
  state_->done = true;
  alarm = std::move(state_->alarm);
}

void StreamWatch::Moved() {
  std::lock_guard<std::mutex> lock(state_->mutex);
  state_->moved = absl::Now();
}

}  // namespace heng::rpc
