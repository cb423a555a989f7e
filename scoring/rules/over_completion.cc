// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/over_completion.h"

namespace heng {

const OverCompletionRule* ReachedThreshold(const std::vector<OverCompletionRule>& thresholds,
                                           v1::OverCompletionEffect effect, const Ratio& completion_percent) {
  for (auto threshold = thresholds.rbegin(); threshold != thresholds.rend(); ++threshold) {
    if (threshold->effect == effect && Compare(completion_percent, threshold->completion_percent) >= 0) {
      return &*threshold;
    }
  }
  return nullptr;
}

}  // namespace heng
