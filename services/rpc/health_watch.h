// SPDX-License-Identifier: Apache-2.0
//
// Asks now and then whether something works, and says so in the health of the services that need it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/rpc/health.h"

namespace heng::rpc {

class HealthWatch {
 public:
  using Probe = std::function<absl::Status()>;

  // Asks `probe` at once and then every `interval`, and keeps `services` of `health` at SERVING while it
  // answers OK and at NOT_SERVING else. what: names what is asked about in the log, such as "storage".
  HealthWatch(std::string what, Probe probe, HealthService& health, std::vector<std::string> services,
              absl::Duration interval = absl::Seconds(1));
  ~HealthWatch();

 private:
  void Run();
  void Tell(const absl::Status& status);

  const std::string what_;
  const Probe probe_;
  HealthService& health_;
  const std::vector<std::string> services_;
  const absl::Duration interval_;

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace heng::rpc
