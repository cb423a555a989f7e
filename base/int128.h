// SPDX-License-Identifier: Apache-2.0
//
// What decimals and ratios share about 128-bit integers.
#pragma once

#include <array>

#include "base/decimal.h"

namespace heng {

using UInt128 = unsigned __int128;

inline constexpr int kMaxPowerOfTen = 38;

namespace internal {
constexpr std::array<Int128, kMaxPowerOfTen + 1> MakePowersOfTen() {
  std::array<Int128, kMaxPowerOfTen + 1> powers{};
  powers[0] = 1;
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
inline constexpr std::array<Int128, kMaxPowerOfTen + 1> kPowersOfTen = MakePowersOfTen();
}  // namespace internal

// 10^exponent, 0 <= exponent <= kMaxPowerOfTen.
constexpr Int128 PowerOfTen(int exponent) { return internal::kPowersOfTen[static_cast<size_t>(exponent)]; }

// |value|; also for the smallest value, whose magnitude is no Int128.
constexpr UInt128 Magnitude(Int128 value) {
  return value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

}  // namespace heng
