// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "absl/time/clock.h"

namespace heng::benchmark {
namespace {

class Load {
 public:
  Load(int in_flight, absl::Duration duration, const StartCall& start)
      : start_(start), end_(absl::Now() + duration), slots_(in_flight), open_slots_(in_flight) {}

  Measurement Run() {
    const absl::Time begin = absl::Now();
    for (size_t slot = 0; slot < slots_.size(); ++slot) Next(static_cast<int>(slot));
    std::unique_lock<std::mutex> lock(mutex_);
    all_done_.wait(lock, [this] { return open_slots_ == 0; });
    Measurement total;
    total.elapsed = absl::Now() - begin;
    for (const Slot& slot : slots_) {
      total.calls += static_cast<int64_t>(slot.latencies_us.size());
      total.failures += slot.failures;
      total.latencies_us.insert(total.latencies_us.end(), slot.latencies_us.begin(), slot.latencies_us.end());
    }
    return total;
  }

 private:
  // Only the call in flight of a slot touches it.
  struct Slot {
    std::vector<int64_t> latencies_us;
    int64_t failures = 0;
  };

  void Next(int slot) {
    const absl::Time begin = absl::Now();
    start_(slot, [this, slot, begin](bool ok) {
      const absl::Time now = absl::Now();
      if (ok) {
        slots_[slot].latencies_us.push_back(absl::ToInt64Microseconds(now - begin));
      } else {
        ++slots_[slot].failures;
      }
      if (now < end_) {
        Next(slot);
        return;
      }
      std::lock_guard<std::mutex> lock(mutex_);
      if (--open_slots_ == 0) all_done_.notify_one();
    });
  }

  const StartCall& start_;
  const absl::Time end_;
  std::vector<Slot> slots_;
  std::mutex mutex_;
  std::condition_variable all_done_;
  int open_slots_;
};

}  // namespace

Measurement RunLoad(int in_flight, absl::Duration duration, const StartCall& start) {
  return Load(in_flight, duration, start).Run();
}

int64_t Percentile(std::vector<int64_t> values, double share) {
  if (values.empty()) return 0;
  const size_t rank =
      std::min(values.size() - 1, static_cast<size_t>(share * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
  return values[rank];
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace heng::benchmark
