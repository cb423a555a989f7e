// SPDX-License-Identifier: Apache-2.0
//
// Caps of the total by the execution rate: who spends little cannot score high.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/ratio.h"

namespace heng {

// A cap of the scheme; the lowest one begins at 0, its lower end included.
struct ExecutionCapRule {
  Decimal lower_percent;
  bool lower_inclusive = true;
  Decimal upper_percent;
  bool upper_inclusive = false;
  Decimal max_total_points;
};

// The cap in whose range the exact rate lies, or null. Source: docs/scoring-rules.md#cap-by-execution.
const ExecutionCapRule* FindExecutionCap(const std::vector<ExecutionCapRule>& caps,
                                         const Ratio& exact_rate_percent);

}  // namespace heng
