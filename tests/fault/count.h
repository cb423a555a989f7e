// SPDX-License-Identifier: Apache-2.0
//
// How much of a test is run: a short form by default, more where the environment says so.
#pragma once

#include <cstdlib>

#include "absl/strings/numbers.h"

namespace heng::fault {

// The number in the environment variable; `otherwise` if there is none.
inline int CountFromEnvironment(const char* variable, int otherwise) {
  const char* const text = std::getenv(variable);
  int count = 0;
  return text != nullptr && absl::SimpleAtoi(text, &count) && count > 0 ? count : otherwise;
}

}  // namespace heng::fault
