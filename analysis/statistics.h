// SPDX-License-Identifier: Apache-2.0
//
// Statistics from sums over evaluations (score_sums.h). Everything is exact until it is rounded once: half up, halves away
// from zero, as in base/ratio.h. What does not exist, such as the mean of nothing, is nothing and never 0.
//
// Sums may be those of 10^10 evaluations with totals of up to 10,000 points and amounts below 10^15 yuan; above that
// arithmetic stops at a check instead of going wrong.
#pragma once

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

// Percentiles by nearest rank, in the order of `percents`: of n totals in ascending order the one at place
// ceil(percent / 100 * n), counted from 1; for 0 the least. In hundredths; empty for an empty histogram.
// percents: 0 to 100 with at most 6 places (checked).
std::vector<int64_t> PercentilesOf(const storage::v1::Histogram& histogram,
                                   absl::Span<const Decimal> percents);

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
