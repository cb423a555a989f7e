// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/blocking_guard.h"

#include <utility>

#include "absl/time/clock.h"

namespace heng::rpc {

BlockingGuard::BlockingGuard(absl::Duration patience, std::function<void()> give_up)
    : patience_(patience), give_up_(std::move(give_up)), watcher_([this] { Watch(); }) {}

BlockingGuard::~BlockingGuard() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    done_ = true;
  }
  changed_.notify_all();
  watcher_.join();
}

bool BlockingGuard::Run(absl::FunctionRef<bool()> operation) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    began_ = absl::Now();
  }
  changed_.notify_all();
  const bool done = operation();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    began_.reset();
  }
  return done;
}

void BlockingGuard::Watch() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!done_) {
    if (!began_.has_value()) {
      changed_.wait(lock);
      continue;
    }
    const absl::Time until = *began_ + patience_;
    if (absl::Now() < until) {
      changed_.wait_until(lock, absl::ToChronoTime(until));
      continue;
    }
    lock.unlock();
    give_up_();
    return;
  }
}

}  // namespace heng::rpc
