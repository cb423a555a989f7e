// SPDX-License-Identifier: Apache-2.0
//
// Statistics of a group as a message.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng {

// The most bins of one group.
inline constexpr int64_t kMaxBins = 10'000;

// Which statistics a caller wants. The group must have what they are made of.
struct StatisticsChoice {
  bool points = false;
  bool grades = false;
  bool amounts = false;
  // Percentages as the caller wrote them, and their values times 10^6. None: no percentiles.
  std::vector<std::string> percent_texts;
  std::vector<int64_t> percents_millionths;
  int64_t bin_width_hundredths = 0;  // 0: no distribution
};

// The sums of no evaluations give count 0, sums of 0 and empty texts for what does not exist.
// Errors: INVALID_ARGUMENT for bin_width_points if the distribution would have more than kMaxBins bins; INTERNAL if the
// group has another number of percentiles than was asked for.
absl::Status FillStatistics(const storage::v1::GroupSums& group, const StatisticsChoice& choice,
                            v1::ScoreStatistics& out);

}  // namespace heng
