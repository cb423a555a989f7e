// SPDX-License-Identifier: Apache-2.0
//
// Snapshots that are held between the pages of a scan, by token. Tokens are random, so that a token of
// another process is never taken for one of ours. What has not been used for the lifetime is dropped when
// somebody next asks.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "base/clock.h"
#include "base/hash.h"
#include "storage/engine_errors.h"

namespace heng {

// Thread-safe. T is what an engine needs to read at the snapshot; it is let go when the last user of it is
// done, never under the lock.
template <typename T>
class SnapshotRegistry {
 public:
  SnapshotRegistry(const Clock& clock, size_t max_held, absl::Duration lifetime)
      : clock_(clock), max_held_(max_held), lifetime_(lifetime) {}

  // Holds a snapshot and gives it a token. If that is one too many, the one unused for longest is let go, so that
  // listings that were never finished cannot keep others out.
  std::string Hold(std::shared_ptr<const T> snapshot) {
    const std::vector<Held> expired = TakeExpired();
    Held pushed_out;
    std::lock_guard<std::mutex> lock(mutex_);
    if (held_.size() >= max_held_) {
      const auto oldest = std::min_element(held_.begin(), held_.end(), [](const auto& a, const auto& b) {
        return a.second.last_use < b.second.last_use;
      });
      pushed_out = std::move(oldest->second);
      held_.erase(oldest);
    }
    std::string token = absl::BytesToHexString(RandomBytes(16));
    held_[token] = {std::move(snapshot), clock_.Now()};
    return token;
  }

  // The snapshot of a token, which lives on from now. FAILED_PRECONDITION if it is gone.
  absl::StatusOr<std::shared_ptr<const T>> Find(absl::string_view token) {
    const std::vector<Held> expired = TakeExpired();
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = held_.find(std::string(token));
    if (found == held_.end()) return SnapshotGone();
    found->second.last_use = clock_.Now();
    return found->second.snapshot;
  }

  void Release(absl::string_view token) {
    Held released;
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = held_.find(std::string(token));
    if (found == held_.end()) return;
    released = std::move(found->second);
    held_.erase(found);
  }

 private:
  struct Held {
    std::shared_ptr<const T> snapshot;
    absl::Time last_use;
  };

  std::vector<Held> TakeExpired() {
    std::vector<Held> expired;
    std::lock_guard<std::mutex> lock(mutex_);
    const absl::Time now = clock_.Now();
    for (auto it = held_.begin(); it != held_.end();) {
      if (now - it->second.last_use <= lifetime_) {
        ++it;
        continue;
      }
      expired.push_back(std::move(it->second));
      it = held_.erase(it);
    }
    return expired;
  }

  const Clock& clock_;
  const size_t max_held_;
  const absl::Duration lifetime_;
  std::mutex mutex_;
  std::map<std::string, Held> held_;
};

}  // namespace heng
