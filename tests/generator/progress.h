// SPDX-License-Identifier: Apache-2.0
//
// How far a long job is: on a terminal one line that changes, elsewhere a line every few seconds.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace heng::generator {

// Thread-safe.
class Progress {
 public:
  // what: such as "departments". total: how many there will be.
  Progress(std::string what, int64_t total);

  void Add(int64_t count);
  // The last line: how many, in how long, at what rate.
  void Finish();

 private:
  void Print(bool last);

  const std::string what_;
  const int64_t total_;
  const bool terminal_;
  const absl::Time begin_;
  std::mutex mutex_;
  int64_t done_ = 0;
  absl::Time next_line_;
};

}  // namespace heng::generator
