// SPDX-License-Identifier: Apache-2.0
//
// Properties that hold whatever the rules are, so that no oracle is needed: what must not matter does not, and what is
// better never earns less.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace heng::differential {

struct Violations {
  int64_t forms = 0;
  std::map<std::string, int64_t> checks;  // by property, how often it was checked
  int64_t count = 0;
  std::string smallest;  // the property and the form, as JSON
};

// Checks every property on random forms; the same for every number of threads.
Violations CheckProperties(int64_t forms, uint64_t seed, int threads);

}  // namespace heng::differential
