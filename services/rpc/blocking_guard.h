// SPDX-License-Identifier: Apache-2.0
//
// Guards the blocking reads and writes of a stream. A write waits for as long as the caller does not read, a read for as long
// as it does not send; both would hold their thread and their place among the few long calls for ever, since the deadline
// of a call ends neither.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"

namespace heng::rpc {

// How long a caller may leave a stream as it is.
inline constexpr absl::Duration kStreamPatience = absl::Seconds(60);

// One thread reads or writes; a thread of the guard's own watches it.
class BlockingGuard {
 public:
  // give_up: ends an operation that has taken longer than `patience`, such as grpc::ServerContext::TryCancel. Called once
  // at most, on the guard's thread.
  BlockingGuard(absl::Duration patience, std::function<void()> give_up);
  ~BlockingGuard();
  BlockingGuard(const BlockingGuard&) = delete;
  BlockingGuard& operator=(const BlockingGuard&) = delete;

  // Runs the operation and returns what it does.
  bool Run(absl::FunctionRef<bool()> operation);

 private:
  void Watch();

  const absl::Duration patience_;
  const std::function<void()> give_up_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<absl::Time> began_;  // while an operation runs
  bool done_ = false;
  std::thread watcher_;
};

}  // namespace heng::rpc
