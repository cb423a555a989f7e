// SPDX-License-Identifier: Apache-2.0
//
// Decimals of the generator: whole numbers of a unit, written out.
#pragma once

#include <cstdint>
#include <string>

namespace heng::differential {

inline int64_t TenTo(int places) {
  int64_t power = 1;
  for (int i = 0; i < places; ++i) power *= 10;
  return power;
}

// units / 10^places with exactly that many places: 1250 at 2 is "12.50". No "-0", which the grammar refuses.
inline std::string NumberText(int64_t units, int places) {
  const bool negative = units < 0;
  std::string digits = std::to_string(negative ? -units : units);
  const size_t wanted = static_cast<size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - static_cast<size_t>(places), ".");
  return negative ? "-" + digits : digits;
}

// The same without trailing zeros: "12.5".
inline std::string ShortNumberText(int64_t units, int places) {
  while (places > 0 && units % 10 == 0) {
    units /= 10;
    --places;
  }
  return NumberText(units, places);
}

}  // namespace heng::differential
