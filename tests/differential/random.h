// SPDX-License-Identifier: Apache-2.0
//
// Random numbers that are the same on every compiler and library: the distributions of <random> are not. Callers draw one
// number a statement, because the order in which arguments are evaluated differs between compilers.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace heng::differential {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // SplitMix64.
  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // 0 to n - 1. n: above 0.
  int Below(int n) { return static_cast<int>(Next() % static_cast<uint64_t>(n)); }
  // low to high, both included.
  int64_t Between(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool OneIn(int n) { return Below(n) == 0; }

  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Below(static_cast<int>(from.size())))];
  }
  // Works on vectors and on repeated fields of protobuf alike.
  template <typename List>
  void Shuffle(List& list) {
    for (int i = static_cast<int>(list.size()) - 1; i > 0; --i) {
      using std::swap;
      const int j = Below(i + 1);
      if (i != j) swap(*(list.begin() + i), *(list.begin() + j));
    }
  }

 private:
  uint64_t state_;
};

}  // namespace heng::differential
