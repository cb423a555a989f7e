// SPDX-License-Identifier: Apache-2.0
//
// When to try again, and after which pause. Knows nothing of gRPC; time, sleep and chance come from outside,
// so that tests need neither.
#pragma once

#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "heng/client/options.h"

namespace heng::client {

// Options with every gap filled: call over client over default.
struct CallSettings {
  absl::Duration deadline = absl::Seconds(10);
  int max_attempts = 4;
  absl::Duration initial_backoff = absl::Milliseconds(50);
  absl::Duration max_backoff = absl::Seconds(2);
};
CallSettings ResolveSettings(const Options& call, const Options& client);

// `call` where it says something, else `client`.
Options MergeOptions(const Options& call, const Options& client);

// What the retry loop needs from the world. Each function must be callable from many threads.
struct RetryEnvironment {
  const Clock* clock = nullptr;
  std::function<void(absl::Duration)> sleep;
  std::function<double()> random;  // uniform in [0, 1)

  static const RetryEnvironment& System();
};

// The pause after failed attempt number `attempt` (from 1): drawn from [b/2, b], where b is
// min(initial_backoff · 2^(attempt−1), max_backoff), but never below the server's RetryInfo.
absl::Duration PauseAfter(int attempt, const CallSettings& settings, absl::Duration retry_info,
                          double random);

// The delay in the RetryInfo of a status; zero if it has none.
absl::Duration RetryDelayOf(const absl::Status& status);

// Whether sending a request twice does no harm.
enum class Repeatable { kNo, kYes };

// Runs `attempt` until it succeeds, fails with anything but UNAVAILABLE, has been tried max_attempts times,
// or the next pause would end after the deadline; the last status is the answer. `attempt` gets the deadline
// of the whole call.
absl::Status RunWithRetry(const CallSettings& settings, Repeatable repeatable,
                          const RetryEnvironment& environment,
                          const std::function<absl::Status(absl::Time deadline)>& attempt);

}  // namespace heng::client
