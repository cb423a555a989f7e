// SPDX-License-Identifier: Apache-2.0
//
// Sorts numbers by their bytes: for hundreds of them and more several times as fast as by comparison.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace heng {

// Ascending. scratch: room that is kept from call to call.
inline void SortNumbers(std::vector<uint32_t>& numbers, std::vector<uint32_t>& scratch) {
  constexpr size_t kFewNumbers = 64;
  constexpr int kDigitBits = 8;
  constexpr size_t kDigits = size_t{1} << kDigitBits;
  if (numbers.size() < kFewNumbers) {
    std::sort(numbers.begin(), numbers.end());
    return;
  }
  const int bits = std::bit_width(*std::max_element(numbers.begin(), numbers.end()));
  const size_t count = numbers.size();
  scratch.resize(std::max(scratch.size(), count));
  uint32_t* from = numbers.data();
  uint32_t* to = scratch.data();
  for (int shift = 0; shift < bits; shift += kDigitBits, std::swap(from, to)) {
    const auto digit_of = [shift](uint32_t number) { return number >> shift & (kDigits - 1); };
    std::array<size_t, kDigits> places{};
    for (size_t i = 0; i < count; ++i) ++places[digit_of(from[i])];
    size_t place = 0;
    for (size_t& begin : places) place += std::exchange(begin, place);
    for (size_t i = 0; i < count; ++i) to[places[digit_of(from[i])]++] = from[i];
  }
  if (from != numbers.data()) std::copy_n(from, count, numbers.data());
}

}  // namespace heng
