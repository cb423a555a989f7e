// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/health_watch.h"

#include <optional>
#include <utility>

#include "base/log.h"

namespace heng::rpc {

using grpc::health::v1::HealthCheckResponse;

HealthWatch::HealthWatch(std::string what, Probe probe, HealthService& health,
                         std::vector<std::string> services, absl::Duration interval)
    : what_(std::move(what)),
      probe_(std::move(probe)),
      health_(health),
      services_(std::move(services)),
      interval_(interval),
      thread_([this] { Run(); }) {}

HealthWatch::~HealthWatch() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void HealthWatch::Tell(const absl::Status& status) {
  Log(status.ok() ? LogLevel::kInfo : LogLevel::kWarning, "health",
      {{"of", what_}, {"serving", status.ok() ? "yes" : "no"}, {"why", std::string(status.message())}});
  for (const std::string& service : services_) {
    health_.Set(service, status.ok() ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING);
  }
}

void HealthWatch::Run() {
  std::optional<bool> told;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const absl::Status status = probe_();
    if (told != status.ok()) {
      Tell(status);
      told = status.ok();
    }
    lock.lock();
    stop_.wait_for(lock, absl::ToChronoNanoseconds(interval_), [this] { return stopping_; });
  }
}

}  // namespace heng::rpc
