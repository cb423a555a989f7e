// SPDX-License-Identifier: Apache-2.0
#include "tests/generator/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/time/clock.h"

namespace heng::generator {
namespace {

constexpr absl::Duration kOnTerminal = absl::Milliseconds(200);
constexpr absl::Duration kElsewhere = absl::Seconds(5);

}  // namespace

Progress::Progress(std::string what, int64_t total)
    : what_(std::move(what)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1),
      begin_(absl::Now()),
      next_line_(begin_ + (terminal_ ? kOnTerminal : kElsewhere)) {}

void Progress::Add(int64_t count) {
  std::lock_guard<std::mutex> lock(mutex_);
  done_ += count;
  const absl::Time now = absl::Now();
  if (now < next_line_) return;
  next_line_ = now + (terminal_ ? kOnTerminal : kElsewhere);
  Print(false);
}

void Progress::Finish() {
  std::lock_guard<std::mutex> lock(mutex_);
  Print(true);
}

void Progress::Print(bool last) {
  const double seconds = std::max(1e-3, absl::ToDoubleSeconds(absl::Now() - begin_));
  std::fprintf(stderr, "%s%-12s %10lld of %lld  %8.1f s  %8.0f/s%s", terminal_ ? "\r\033[K" : "",
               what_.c_str(), static_cast<long long>(done_), static_cast<long long>(total_), seconds,
               static_cast<double>(done_) / seconds, terminal_ && !last ? "" : "\n");
}

}  // namespace heng::generator
