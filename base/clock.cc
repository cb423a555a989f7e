// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include "absl/time/clock.h"

namespace heng {
namespace {

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace

const Clock& Clock::System() {
  static const Clock* const clock = new SystemClock;  // never destroyed: threads may outlive main
  return *clock;
}

absl::Time FakeClock::Now() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

void FakeClock::Advance(absl::Duration duration) {
  const std::lock_guard<std::mutex> lock(mutex_);
  now_ += duration;
}

}  // namespace heng
