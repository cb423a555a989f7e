// SPDX-License-Identifier: Apache-2.0
//
//   heng-metamorphic FORMS SEED [THREADS]
//
// Checks the properties of metamorphic.h on random forms. Exit code 1 if one is broken; the smallest case is printed.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "tests/differential/metamorphic.h"

int main(int argc, char** argv) {
  const int64_t forms = argc > 1 ? std::atoll(argv[1]) : 1000000;
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const int threads =
      argc > 3 ? std::atoi(argv[3]) : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  std::cout << "seed " << seed << std::endl;
  const auto violations = heng::differential::CheckProperties(forms, seed, threads);
  for (const auto& [property, count] : violations.checks)
    std::cout << "  " << property << ": " << count << "\n";
  std::cout << violations.forms << " forms: " << violations.count << " properties broken" << std::endl;
  std::cout << violations.smallest;
  return violations.count == 0 ? 0 : 1;
}
