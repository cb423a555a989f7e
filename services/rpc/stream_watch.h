// SPDX-License-Identifier: Apache-2.0
//
// Ends a stream whose time is over or that stands still. gRPC ends no call of a callback server at its deadline, and a
// caller who neither sends nor reads would keep what is reserved for its stream for ever.
#pragma once

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace heng::rpc {

// Thread-safe.
class StreamWatch {
 public:
  // give_up: called once at most, on a thread of gRPC's and perhaps while the watch is being destroyed: with
  // DEADLINE_EXCEEDED, reason DEADLINE at the deadline, STREAM_IDLE when nothing has moved for `patience`.
  StreamWatch(absl::Time deadline, absl::Duration patience, std::function<void(const absl::Status&)> give_up);
  ~StreamWatch();
  StreamWatch(const StreamWatch&) = delete;
  StreamWatch& operator=(const StreamWatch&) = delete;

  // A message has come or gone.
  void Moved();

 private:
  struct State;
  std::shared_ptr<State> state_;  // with the alarm that is under way
};

}  // namespace heng::rpc
