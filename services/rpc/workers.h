// SPDX-License-Identifier: Apache-2.0
//
// A few threads for work that blocks, for handlers that may not: a callback handler that blocks starves all others.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace heng::rpc {

// Thread-safe. What is queued is bounded by the admission of the calls that queue it.
class Workers {
 public:
  explicit Workers(int threads);
  // Finishes what is queued.
  ~Workers();

  // Runs `work` on one of the threads, in the order of the calls.
  void Run(std::function<void()> work);

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heng::rpc
