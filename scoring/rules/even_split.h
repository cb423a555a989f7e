// SPDX-License-Identifier: Apache-2.0
//
// Even split of a weight (平均分配) over rows, so that the parts add up to it exactly.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "scoring/rounding.h"

namespace heng {

// Each of `count` rows gets weight_points / count, rounded by spec; the row `remainder_index` gets what the others leave.
// count >= 1, 0 <= remainder_index < count. INVALID_ARGUMENT if a share or what is left is not above 0, as for 0.05 over
// 9 rows at 2 places. Source: docs/scoring-rules.md#even-split. 50 over 7, 2 places, last row: 7.14 six times and 7.16.
absl::StatusOr<std::vector<Decimal>> SplitEvenly(const Decimal& weight_points, int count, int remainder_index,
                                                 const RoundingSpec& spec);

}  // namespace heng
