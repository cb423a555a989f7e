// SPDX-License-Identifier: Apache-2.0
//
// The admission gate: how many calls run at a time and how many may wait. What does not fit is refused at
// once with UNAVAILABLE and RetryInfo, so that a crowd slows down nobody but itself. gRPC's own thread limit
// is no substitute: it refuses calls while threads are free.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace heng::rpc {

struct AdmissionLimits {
  size_t running = 8;                        // calls whose bodies run on a thread
  size_t waiting = 64;                       // calls that wait for their turn
  size_t pending = 10000;                    // calls that hold no thread: they are queued for the committer
  size_t pending_bytes = 512 * 1024 * 1024;  // of their requests together
  size_t streaming = 2;                      // calls that answer for minutes, each on a thread of its own
};

// Thread-safe.
class Admission {
 public:
  explicit Admission(const AdmissionLimits& limits) : limits_(limits) {}

  // A place inside; given back by its destructor. Must not outlive the gate.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept : gate_(other.gate_), counter_(other.counter_), bytes_(other.bytes_) {
      other.gate_ = nullptr;
    }
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket() { Release(); }

   private:
    friend class Admission;
    Ticket(Admission* gate, size_t* counter, size_t bytes = 0)
        : gate_(gate), counter_(counter), bytes_(bytes) {}
    void Release();

    Admission* gate_ = nullptr;
    size_t* counter_ = nullptr;
    size_t bytes_ = 0;  // of a pending call's request
  };

  // For a call that runs on this thread: waits for its turn until `deadline`. UNAVAILABLE (TOO_BUSY) if too
  // many wait already, DEADLINE_EXCEEDED if its turn does not come.
  absl::StatusOr<Ticket> Enter(absl::Time deadline);

  // For a call that holds no thread but a request of `bytes`: never waits. UNAVAILABLE (TOO_BUSY) if too much is pending.
  absl::StatusOr<Ticket> EnterPending(size_t bytes);

  // For a call that answers for minutes: never waits, and takes no place from the short ones. UNAVAILABLE (TOO_BUSY) if too
  // many do already.
  absl::StatusOr<Ticket> EnterStreaming();

 private:
  const AdmissionLimits limits_;
  std::mutex mutex_;
  std::condition_variable place_free_;
  size_t running_ = 0;
  size_t waiting_ = 0;
  size_t pending_ = 0;
  size_t pending_bytes_ = 0;
  size_t streaming_ = 0;
};

}  // namespace heng::rpc
