// SPDX-License-Identifier: Apache-2.0
//
// Removes the records of request ids that are older than anybody retries. A request id whose record is gone counts as
// never seen: what it wrote stays, and a retry is refused because the name exists or the etag is stale.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "storage/engine.h"

namespace heng {

// Removes all records of requests from before `kept_since`, in small transactions that also say so in the record that
// verification reads (StoredRequestExpiry). Returns how many. Stops with OK when `stop` says so. Errors: those of
// Engine::Scan and Engine::Commit; what was removed until then stays removed. DATA_LOSS for a record that does not parse.
absl::StatusOr<int64_t> ExpireRequests(Engine& engine, absl::Time kept_since,
                                       const std::function<bool()>& stop = nullptr);

// Does so at intervals, on a thread of its own, as long as it lives; says in the log what it did.
class RequestExpiry {
 public:
  // retention: positive. Engine and clock must outlive this. The first round comes at once, the others after a 24th of the
  // retention, though after a minute at the soonest and a day at the latest.
  RequestExpiry(Engine& engine, const Clock& clock, absl::Duration retention);
  ~RequestExpiry();
  RequestExpiry(const RequestExpiry&) = delete;
  RequestExpiry& operator=(const RequestExpiry&) = delete;

 private:
  void Run();
  bool Closed();

  Engine& engine_;
  const Clock& clock_;
  const absl::Duration retention_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace heng
