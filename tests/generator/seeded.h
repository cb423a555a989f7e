// SPDX-License-Identifier: Apache-2.0
//
// Random numbers by key: each thing that is made draws from a stream of its own, so that it comes out the same whatever else
// is made, in which order, and on how many threads.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "tests/differential/random.h"

namespace heng::generator {

using differential::Random;

// What a stream is for. Numbered by hand: other numbers would make other data of the same seed.
enum class Stream : uint64_t {
  kPlaces = 1,
  kReform = 2,
  kDepartment = 3,
  kMoney = 4,
  kMoneyOfYear = 5,
  kGoals = 6,
  kEvaluation = 7,
  kProject = 8,
  kSummary = 9,
};

inline Random RandomFor(uint64_t seed, Stream stream, std::initializer_list<int64_t> key = {}) {
  uint64_t state = Random(seed).Next() ^ static_cast<uint64_t>(stream);
  for (const int64_t part : key) state = Random(state).Next() ^ static_cast<uint64_t>(part);
  return Random(Random(state).Next());
}

}  // namespace heng::generator
