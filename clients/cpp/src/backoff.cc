// SPDX-License-Identifier: Apache-2.0
#include "clients/cpp/src/backoff.h"

#include <algorithm>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"

namespace heng::client {
namespace {

constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

double SystemRandom() {
  thread_local absl::BitGen bits;
  return absl::Uniform(bits, 0.0, 1.0);
}

}  // namespace

Options MergeOptions(const Options& call, const Options& client) {
  Options merged = client;
  if (call.deadline) merged.deadline = call.deadline;
  if (call.max_attempts) merged.max_attempts = call.max_attempts;
  if (call.initial_backoff) merged.initial_backoff = call.initial_backoff;
  if (call.max_backoff) merged.max_backoff = call.max_backoff;
  // A default would give all writes the same.
  merged.request_id = call.request_id;
  return merged;
}

CallSettings ResolveSettings(const Options& call, const Options& client) {
  const Options merged = MergeOptions(call, client);
  const CallSettings defaults;
  return {.deadline = merged.deadline.value_or(defaults.deadline),
          .max_attempts = merged.max_attempts.value_or(defaults.max_attempts),
          .initial_backoff = merged.initial_backoff.value_or(defaults.initial_backoff),
          .max_backoff = merged.max_backoff.value_or(defaults.max_backoff)};
}

const RetryEnvironment& RetryEnvironment::System() {
  static const RetryEnvironment& environment =
      *new RetryEnvironment{.clock = &Clock::System(), .sleep = absl::SleepFor, .random = SystemRandom};
  return environment;
}

absl::Duration PauseAfter(int attempt, const CallSettings& settings, absl::Duration retry_info,
                          double random) {
  absl::Duration backoff = settings.initial_backoff;
  for (int i = 1; i < attempt && backoff < settings.max_backoff; ++i) backoff *= 2;
  backoff = std::min(backoff, settings.max_backoff);
  return std::max(backoff / 2 + random * (backoff / 2), retry_info);
}

absl::Duration RetryDelayOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kRetryInfoUrl);
  google::rpc::RetryInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return absl::ZeroDuration();
  return absl::Seconds(info.retry_delay().seconds()) + absl::Nanoseconds(info.retry_delay().nanos());
}

absl::Status RunWithRetry(const CallSettings& settings, Repeatable repeatable,
                          const RetryEnvironment& environment,
                          const std::function<absl::Status(absl::Time deadline)>& attempt) {
  const absl::Time deadline = environment.clock->Now() + settings.deadline;
  for (int tried = 1;; ++tried) {
    absl::Status status = attempt(deadline);
    if (!absl::IsUnavailable(status) || repeatable == Repeatable::kNo || tried >= settings.max_attempts) {
      return status;
    }
    const absl::Duration pause = PauseAfter(tried, settings, RetryDelayOf(status), environment.random());
    if (environment.clock->Now() + pause >= deadline) return status;
    environment.sleep(pause);
  }
}

}  // namespace heng::client
