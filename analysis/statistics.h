// SPDX-License-Identifier: Apache-2.0
//
// Statistics from sums over evaluations (score_sums.h). Everything is exact until it is rounded once: half up, halves away
// from zero, as in base/ratio.h. What does not exist, such as the mean of nothing, is nothing and never 0.
//
// Sums may be those of 10^9 evaluations with totals of up to 100,000 points and amounts below 10^15 yuan, rounded at up to 4
// places; above that arithmetic stops at a check instead of going wrong.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "base/decimal.h"
#include "heng/storage/v1/analysis.pb.h"

namespace heng {

// numerator / denominator, both at least 0; without a value if the denominator is 0.
struct Quotient {
  Int128 numerator = 0;
  Int128 denominator = 0;
};

// Mean of the totals, in points.
Quotient MeanPoints(const storage::v1::ScoreSums& sums);
// Mean of the totals weighted by adjusted budget, in points.
Quotient WeightedMeanPoints(const storage::v1::AmountSums& amounts);
// Amounts spent over adjusted budgets of the evaluations that have both, in percent.
Quotient ExecutionRatePercent(const storage::v1::AmountSums& amounts);
// part / whole in percent; both at least 0 and in the same unit.
Quotient SharePercent(Int128 part, Int128 whole);

// The quotient at `places` places (0 to 6).
std::optional<Decimal> Rounded(const Quotient& quotient, int places);
// a - b at `places` places (0 to 6), from the exact quotients; nothing if either has no value.
std::optional<Decimal> RoundedDifference(const Quotient& a, const Quotient& b, int places);

// The text with exactly `places` places, or "" for nothing. The value has no more places than that.
std::string FixedText(const std::optional<Decimal>& value, int places);
// value / 10^places with exactly `places` places.
std::string FixedText(Int128 value, int places);

// Picks percentiles by nearest rank while totals come by: of n totals in ascending order the one at place
// ceil(percent / 100 * n), counted from 1; for 0 the least.
class PercentilePicker {
 public:
  // Percentages times 10^6, 0 to 100,000,000 (checked); how many totals will come.
  PercentilePicker(absl::Span<const int64_t> percents_millionths, int64_t count);

  // In ascending order of totals.
  void Add(int64_t hundredths, int64_t count) {
    seen_ += count;
    if (seen_ >= next_rank_) Pick(hundredths);
  }

  // In the order of the percentages, in hundredths; empty if there are no totals. All totals must have come.
  const std::vector<int64_t>& percentiles() const { return percentiles_; }

 private:
  static constexpr int64_t kNoRank = std::numeric_limits<int64_t>::max();
  struct Rank {
    int64_t rank;    // from 1
    size_t percent;  // index of the percentage
  };
  void Pick(int64_t hundredths);

  std::vector<Rank> ranks_;  // in ascending order
  std::vector<int64_t> percentiles_;
  size_t next_ = 0;
  int64_t next_rank_ = kNoRank;
  int64_t seen_ = 0;
};

// Totals from `from_hundredths`, inclusive, up to the `from` of the next bin, exclusive.
struct Bin {
  int64_t from_hundredths = 0;
  int64_t evaluation_count = 0;
};

// How many bins BinsOf would give.
int64_t BinCountOf(const storage::v1::Histogram& histogram, int64_t width_hundredths);

// Bins whose ends are multiples of the width, which is above 0: from the one of the least total to that of the greatest,
// those between that are empty included.
std::vector<Bin> BinsOf(const storage::v1::Histogram& histogram, int64_t width_hundredths);

}  // namespace heng
