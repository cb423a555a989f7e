// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/write_guard.h"

#include <utility>

#include "absl/time/clock.h"

namespace heng::rpc {

WriteGuard::WriteGuard(absl::Duration patience, std::function<void()> give_up)
    : patience_(patience), give_up_(std::move(give_up)), watcher_([this] { Watch(); }) {}

WriteGuard::~WriteGuard() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    done_ = true;
  }
  changed_.notify_all();
  watcher_.join();
}

bool WriteGuard::Write(absl::FunctionRef<bool()> write) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    write_began_ = absl::Now();
  }
  changed_.notify_all();
  const bool written = write();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    write_began_.reset();
  }
  return written;
}

void WriteGuard::Watch() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!done_) {
    if (!write_began_.has_value()) {
      changed_.wait(lock);
      continue;
    }
    const absl::Time until = *write_began_ + patience_;
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
