// SPDX-License-Identifier: Apache-2.0
//
// A line on the terminal that says how far a long command is. Elsewhere nothing is shown.
#pragma once

#include <functional>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/io.h"

namespace heng::cli {

class ProgressLine {
 public:
  explicit ProgressLine(const Io& io) : io_(io) {}

  // Shows the text, a few times a second at most.
  void Show(const std::function<std::string()>& text);
  // Takes the line away.
  void Clear();

 private:
  const Io& io_;
  absl::Time last_ = absl::InfinitePast();
};

}  // namespace heng::cli
