// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/bars.h"

#include <algorithm>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

namespace heng::cli {
namespace {

constexpr int kEighths = 8;
constexpr const char* kFromBelow[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr const char* kFromLeft[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

// value / greatest * steps, up; 0 for nothing, at most `steps`.
int Steps(int64_t value, int64_t greatest, int steps) {
  if (value <= 0 || greatest <= 0) return 0;
  const absl::int128 scaled = (absl::int128(value) * steps + greatest - 1) / greatest;
  return static_cast<int>(std::min<absl::int128>(scaled, steps));
}

}  // namespace

std::string ColumnBars(const std::vector<int64_t>& counts) {
  if (counts.empty()) return "";
  const int64_t greatest = *std::max_element(counts.begin(), counts.end());
  std::string bars;
  for (const int64_t count : counts) absl::StrAppend(&bars, kFromBelow[Steps(count, greatest, kEighths)]);
  return bars;
}

std::string RowBar(int64_t value, int64_t greatest, int cell_count) {
  const int steps = Steps(value, greatest, cell_count * kEighths);
  std::string bar;
  for (int i = 0; i < steps / kEighths; ++i) absl::StrAppend(&bar, kFromLeft[kEighths]);
  return absl::StrCat(bar, kFromLeft[steps % kEighths]);
}

}  // namespace heng::cli
