// SPDX-License-Identifier: Apache-2.0
//
// Guards the writes of a streamed answer. A blocking write waits for as long as the caller does not read, and would hold
// its thread and its place among the few long calls for ever; the deadline of a call ends no write.
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

// One thread writes; a thread of the guard's own watches it.
class WriteGuard {
 public:
  // give_up: ends a write that has taken longer than `patience`, such as grpc::ServerContext::TryCancel. Called once at
  // most, on the guard's thread.
  WriteGuard(absl::Duration patience, std::function<void()> give_up);
  ~WriteGuard();
  WriteGuard(const WriteGuard&) = delete;
  WriteGuard& operator=(const WriteGuard&) = delete;

  // Runs `write` and returns what it does.
  bool Write(absl::FunctionRef<bool()> write);

 private:
  void Watch();

  const absl::Duration patience_;
  const std::function<void()> give_up_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<absl::Time> write_began_;  // while a write runs
  bool done_ = false;
  std::thread watcher_;
};

}  // namespace heng::rpc
