// SPDX-License-Identifier: Apache-2.0
#include "base/status_macros.h"

#include <cstdio>
#include <cstdlib>

namespace heng::internal {

void CheckFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: HENG_CHECK failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace heng::internal
