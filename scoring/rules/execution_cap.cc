// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/execution_cap.h"

namespace heng {
namespace {

bool Covers(const ExecutionCapRule& cap, const Ratio& rate_percent) {
  const int low = Compare(rate_percent, cap.lower_percent);
  if (low < 0 || (low == 0 && !cap.lower_inclusive)) return false;
  const int high = Compare(rate_percent, cap.upper_percent);
  return high < 0 || (high == 0 && cap.upper_inclusive);
}

}  // namespace

const ExecutionCapRule* FindExecutionCap(const std::vector<ExecutionCapRule>& caps,
                                         const Ratio& exact_rate_percent) {
  for (const ExecutionCapRule& cap : caps) {
    if (Covers(cap, exact_rate_percent)) return &cap;
  }
  return nullptr;
}

}  // namespace heng
