// SPDX-License-Identifier: Apache-2.0
//
// Small bars of Unicode eighth blocks, for terminals.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heng::cli {

// One cell for each count, ▁ to █ in proportion to the greatest; a blank for 0, so that few are told from none.
std::string ColumnBars(const std::vector<int64_t>& counts);

// `value` as a part of `greatest` over `cell_count` cells: ███▌. At least ▏ for a value above 0; empty for others and for a
// greatest that is not above 0.
std::string RowBar(int64_t value, int64_t greatest, int cell_count);

}  // namespace heng::cli
