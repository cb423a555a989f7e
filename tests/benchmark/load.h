// SPDX-License-Identifier: Apache-2.0
//
// A closed-loop load: so many calls in flight, each slot begins its next call when the last one is answered.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace heng::benchmark {

// Begins one call of a slot; the callback says whether it succeeded and must be called once.
using StartCall = std::function<void(int slot, std::function<void(bool ok)> done)>;

// What one case measured in one round.
struct Measurement {
  int64_t calls = 0;
  int64_t failures = 0;
  absl::Duration elapsed;
  std::vector<int64_t> latencies_us;
};

// Keeps `in_flight` calls going for `duration`.
Measurement RunLoad(int in_flight, absl::Duration duration, const StartCall& start);

// The value below which this share of the values lies; values may be in any order.
int64_t Percentile(std::vector<int64_t> values, double share);
double Median(std::vector<double> values);

}  // namespace heng::benchmark
