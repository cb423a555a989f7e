// SPDX-License-Identifier: Apache-2.0
#include "analysis/statistics.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/score_sums.h"
#include "base/int128.h"
#include "base/status_macros.h"

namespace heng {
namespace {

using storage::v1::Histogram;

constexpr int kMaxPlaces = 6;

Int128 Product(Int128 a, Int128 b) {
  Int128 product = 0;
  HENG_CHECK(!__builtin_mul_overflow(a, b, &product));
  return product;
}

// The whole part of a quotient and what is left of it, below the denominator.
struct Division {
  Int128 whole;
  Int128 rest;
};

Division Divide(const Quotient& quotient, int places) {
  HENG_CHECK(places >= 0 && places <= kMaxPlaces && quotient.numerator >= 0 && quotient.denominator > 0);
  const Int128 numerator = Product(quotient.numerator, PowerOfTen(places));
  return {numerator / quotient.denominator, numerator % quotient.denominator};
}

// -1, 0 or 1 as a is below, equal to or above b: by whole parts, and where these are equal by the inverses of the
// rests, as Euclid would. So no product of sums has to fit.
int Compare(Quotient a, Quotient b) {
  while (true) {
    const Division of_a = Divide(a, 0);
    const Division of_b = Divide(b, 0);
    if (of_a.whole != of_b.whole) return of_a.whole < of_b.whole ? -1 : 1;
    if (of_a.rest == 0 || of_b.rest == 0) return (of_a.rest != 0) - (of_b.rest != 0);
    const Quotient inverse_of_a{a.denominator, of_a.rest};
    a = {b.denominator, of_b.rest};
    b = inverse_of_a;
  }
}

// quotient + 1/2.
Quotient AddHalf(const Quotient& quotient) {
  return {Product(quotient.numerator, 2) + quotient.denominator, Product(quotient.denominator, 2)};
}

// Calls visit(total in hundredths, how many) in ascending order.
template <typename Visit>
void ForEachTotal(const Histogram& histogram, const Visit& visit) {
  int64_t hundredths = 0;
  for (int i = 0; i < histogram.counts_size(); ++i) {
    hundredths += histogram.hundredths_deltas(i);
    visit(hundredths, histogram.counts(i));
  }
}

// The place of a percentile among `count` totals, from 1.
int64_t NearestRank(int64_t percent_millionths, int64_t count) {
  constexpr int64_t kHundredPercent = 100'000'000;
  HENG_CHECK(0 <= percent_millionths && percent_millionths <= kHundredPercent);
  const Int128 rank = (Int128{percent_millionths} * count + kHundredPercent - 1) / kHundredPercent;
  return std::max<int64_t>(1, static_cast<int64_t>(rank));
}

}  // namespace

Quotient MeanPoints(const storage::v1::ScoreSums& sums) {
  return {sums.total_hundredths(), Int128{100} * sums.evaluation_count()};
}

Quotient WeightedMeanPoints(const storage::v1::AmountSums& amounts) {
  return {FromWide(amounts.weighted_hundredths()), Product(FromWide(amounts.adjusted_fen()), 100)};
}

Quotient ExecutionRatePercent(const storage::v1::AmountSums& amounts) {
  return SharePercent(FromWide(amounts.rated_executed_fen()), FromWide(amounts.rated_adjusted_fen()));
}

Quotient SharePercent(Int128 part, Int128 whole) { return {Product(part, 100), whole}; }

std::optional<Decimal> Rounded(const Quotient& quotient, int places) {
  if (quotient.denominator == 0) return std::nullopt;
  const auto [whole, rest] = Divide(quotient, places);
  const bool up = rest >= quotient.denominator - rest;
  return Decimal::FromCoefficient(whole + (up ? 1 : 0), places);
}

std::optional<Decimal> RoundedDifference(const Quotient& a, const Quotient& b, int places) {
  if (a.denominator == 0 || b.denominator == 0) return std::nullopt;
  if (Compare(a, b) < 0) {
    const std::optional<Decimal> opposite = RoundedDifference(b, a, places);
    return Decimal::FromCoefficient(-opposite->coefficient(), places);
  }
  const Division of_a = Divide(a, places);
  const Division of_b = Divide(b, places);
  // What the rests add to the difference of the whole parts lies between -1 and 1.
  const Quotient rest_of_a{of_a.rest, a.denominator};
  const Quotient rest_of_b{of_b.rest, b.denominator};
  Int128 difference = of_a.whole - of_b.whole;
  if (Compare(rest_of_a, AddHalf(rest_of_b)) >= 0) {
    ++difference;
  } else if (Compare(AddHalf(rest_of_a), rest_of_b) < 0) {
    --difference;
  }
  return Decimal::FromCoefficient(difference, places);
}

std::string FixedText(const std::optional<Decimal>& value, int places) {
  return value.has_value() ? value->ToFixed(places) : "";
}

std::string FixedText(Int128 value, int places) {
  return Decimal::FromCoefficient(value, places).ToFixed(places);
}

PercentilePicker::PercentilePicker(absl::Span<const int64_t> percents_millionths, int64_t count) {
  if (count == 0) return;
  percentiles_.resize(percents_millionths.size());
  for (size_t i = 0; i < percents_millionths.size(); ++i) {
    ranks_.push_back({.rank = NearestRank(percents_millionths[i], count), .percent = i});
  }
  std::sort(ranks_.begin(), ranks_.end(), [](const Rank& a, const Rank& b) { return a.rank < b.rank; });
  if (!ranks_.empty()) next_rank_ = ranks_.front().rank;
}

void PercentilePicker::Pick(int64_t hundredths) {
  for (; next_ < ranks_.size() && ranks_[next_].rank <= seen_; ++next_) {
    percentiles_[ranks_[next_].percent] = hundredths;
  }
  next_rank_ = next_ < ranks_.size() ? ranks_[next_].rank : kNoRank;
}

int64_t BinCountOf(const Histogram& histogram, int64_t width_hundredths) {
  if (histogram.counts().empty()) return 0;
  const int64_t least = histogram.hundredths_deltas(0);
  const int64_t greatest =
      std::accumulate(histogram.hundredths_deltas().begin(), histogram.hundredths_deltas().end(), int64_t{0});
  return greatest / width_hundredths - least / width_hundredths + 1;
}

std::vector<Bin> BinsOf(const Histogram& histogram, int64_t width_hundredths) {
  std::vector<Bin> bins(BinCountOf(histogram, width_hundredths));
  if (bins.empty()) return bins;
  const int64_t first = histogram.hundredths_deltas(0) / width_hundredths;
  for (size_t i = 0; i < bins.size(); ++i) {
    bins[i].from_hundredths = (first + static_cast<int64_t>(i)) * width_hundredths;
  }
  ForEachTotal(histogram, [&](int64_t hundredths, int64_t of_total) {
    bins[hundredths / width_hundredths - first].evaluation_count += of_total;
  });
  return bins;
}

}  // namespace heng
