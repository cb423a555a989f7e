// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C during a long command: the first one asks it to end, a second one ends it at once.
#pragma once

#include <signal.h>

namespace heng::cli {

// While it lives, SIGINT is noted. At most one at a time.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool interrupted() const;

 private:
  struct sigaction before_ = {};
};

}  // namespace heng::cli
