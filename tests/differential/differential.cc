// SPDX-License-Identifier: Apache-2.0
//
//   heng-differential FORMS SEED [THREADS]
//
// Compares the rules with the oracle on random forms. Exit code 1 after a mismatch, whose smallest case is printed.
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

#include "tests/differential/comparison.h"

int main(int argc, char** argv) {
  heng::differential::Options options;
  if (argc > 1) options.forms = std::atoll(argv[1]);
  if (argc > 2) options.seed = std::strtoull(argv[2], nullptr, 10);
  options.threads =
      argc > 3 ? std::atoi(argv[3]) : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  std::cout << "seed " << options.seed << std::endl;
  const heng::differential::Outcome outcome = heng::differential::CompareForms(options);
  for (const auto& [what, count] : outcome.seen) std::cout << "  " << what << " " << count << "\n";
  std::cout << outcome.forms << " forms, " << outcome.rows << " rows under " << outcome.trees
            << " compiled trees: " << outcome.mismatches << " mismatches" << std::endl;
  if (outcome.mismatches == 0) return 0;
  for (const auto& [reason, count] : outcome.reasons) std::cout << count << " times: " << reason << "\n";
  std::cout << outcome.smallest;
  return 1;
}
