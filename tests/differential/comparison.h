// SPDX-License-Identifier: Apache-2.0
//
// Scores random forms twice, by the rules and by the oracle, and compares every field of the two reports.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/differential/oracle_rules.h"

namespace heng::differential {

// How many forms are scored under one tree: compiling a plan costs more than scoring many forms with it.
constexpr int kFormsPerTree = 4;

struct Options {
  int64_t forms = 1000000;
  uint64_t seed = 1;
  int threads = 1;
  Mistake mistake = Mistake::kNone;  // made by the oracle
};

struct Outcome {
  int64_t forms = 0;
  int64_t trees = 0;
  int64_t rows = 0;
  int64_t mismatches = 0;
  // What came up how often, such as "SCORE_CLAUSE_LATE": shows that nothing was left out.
  std::map<std::string, int64_t> seen;
  // Mismatches by kind.
  std::map<std::string, int64_t> reasons;
  // The mismatch with the shortest messages: what differs, and the messages as JSON.
  std::string smallest;
};

// The same for every number of threads.
Outcome CompareForms(const Options& options);

// The seed of one tree: far from that of its neighbours.
uint64_t SeedOfTree(uint64_t seed, int64_t tree);

}  // namespace heng::differential
