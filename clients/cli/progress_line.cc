// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/progress_line.h"

#include "absl/time/clock.h"

namespace heng::cli {

void ProgressLine::Show(const std::function<std::string()>& text) {
  const absl::Time now = absl::Now();
  if (!io_.err_is_terminal || now - last_ < absl::Milliseconds(100)) return;
  last_ = now;
  io_.err << "\r\x1b[K" << text() << std::flush;
}

void ProgressLine::Clear() {
  if (last_ != absl::InfinitePast()) io_.err << "\r\x1b[K" << std::flush;
}

}  // namespace heng::cli
