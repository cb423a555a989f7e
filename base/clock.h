// SPDX-License-Identifier: Apache-2.0
//
// Time as an argument: code that needs the time is given a Clock, tests give a FakeClock.
#pragma once

#include <mutex>

#include "absl/time/time.h"

namespace heng {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;

  // The system clock; lives as long as the process.
  static const Clock& System();
};

// Stands still until it is moved.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}

  absl::Time Now() const override;
  void Advance(absl::Duration duration);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

}  // namespace heng
