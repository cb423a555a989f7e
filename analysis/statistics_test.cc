// SPDX-License-Identifier: Apache-2.0
#include "analysis/statistics.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "analysis/score_sums.h"
#include "base/int128.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using storage::v1::AmountSums;
using storage::v1::Histogram;
using storage::v1::ScoreSums;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The limits of records (docs/api.md): totals in hundredths and amounts in fen.
constexpr int64_t kGreatestTotal = 1'000'000;
constexpr Int128 kGreatestFen = 99'999'999'999'999'999;
constexpr int64_t kManyEvaluations = 2'000'000;

std::string Text(const Quotient& quotient, int places) {
  return FixedText(Rounded(quotient, places), places);
}

std::string DifferenceText(const Quotient& a, const Quotient& b, int places) {
  return FixedText(RoundedDifference(a, b, places), places);
}

ScoreSums Sums(int64_t count, int64_t total_hundredths) {
  ScoreSums sums;
  sums.set_evaluation_count(count);
  sums.set_total_hundredths(total_hundredths);
  return sums;
}

AmountSums Rated(Int128 executed_fen, Int128 adjusted_fen) {
  AmountSums amounts;
  SetWide(executed_fen, *amounts.mutable_rated_executed_fen());
  SetWide(adjusted_fen, *amounts.mutable_rated_adjusted_fen());
  return amounts;
}

AmountSums Weighted(Int128 weighted_hundredths, Int128 adjusted_fen) {
  AmountSums amounts;
  SetWide(weighted_hundredths, *amounts.mutable_weighted_hundredths());
  SetWide(adjusted_fen, *amounts.mutable_adjusted_fen());
  return amounts;
}

Histogram HistogramOf(std::vector<int64_t> totals) {
  std::map<int64_t, int64_t> counts;
  for (const int64_t total : totals) ++counts[total];
  Histogram histogram;
  int64_t last = 0;
  for (const auto& [total, count] : counts) {
    histogram.add_hundredths_deltas(static_cast<uint32_t>(total - std::exchange(last, total)));
    histogram.add_counts(count);
  }
  return histogram;
}

TEST(MeanPoints, IsRoundedOnceAtFourPlacesAndHalvesGoUp) {
  struct Case {
    int64_t count;
    int64_t total_hundredths;
    std::string mean;
  };
  const Case cases[] = {
      {0, 0, ""},
      {1, 0, "0.0000"},
      {1, 9262, "92.6200"},
      {3, 10000, "33.3333"},
      {3, 20000, "66.6667"},
      {8, 1, "0.0013"},    // 0.00125
      {7, 3, "0.0043"},    // 0.004285...
      {16, 1, "0.0006"},   // 0.000625
      {200, 1, "0.0001"},  // 0.00005
      {201, 1, "0.0000"},  // 0.0000497...
      {kManyEvaluations, kManyEvaluations * kGreatestTotal, "10000.0000"},
      {kManyEvaluations, kManyEvaluations * kGreatestTotal - 1, "10000.0000"},
      {kManyEvaluations, kManyEvaluations * kGreatestTotal - 10001, "9999.9999"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Text(MeanPoints(Sums(c.count, c.total_hundredths)), 4), c.mean)
        << c.total_hundredths << " / " << c.count;
  }
}

TEST(WeightedMeanPoints, WeighsByAdjustedBudget) {
  // 92.62 with 3 yuan and 50 with 1 yuan.
  EXPECT_EQ(Text(WeightedMeanPoints(Weighted(9262 * 300 + 5000 * 100, 400)), 4), "81.9650");
  EXPECT_EQ(Text(WeightedMeanPoints(Weighted(0, 0)), 4), "");
  EXPECT_EQ(Text(WeightedMeanPoints(AmountSums()), 4), "");
}

TEST(WeightedMeanPoints, IsExactAtTheLimits) {
  const Int128 adjusted = kGreatestFen * kManyEvaluations;
  EXPECT_EQ(Text(WeightedMeanPoints(Weighted(adjusted * kGreatestTotal, adjusted)), 4), "10000.0000");
  // Below one half of the last place by the smallest amount there is, and at the half.
  const Int128 below_half = adjusted * 9'262 * 100 + adjusted / 2 - 1;
  EXPECT_EQ(Text({below_half, adjusted * 10'000}, 4), "92.6200");
  EXPECT_EQ(Text({below_half + 1, adjusted * 10'000}, 4), "92.6201");
}

TEST(ExecutionRatePercent, IsRoundedOnceAtTwoPlaces) {
  struct Case {
    Int128 executed;
    Int128 adjusted;
    std::string rate;
  };
  const Case cases[] = {
      {287992769, 300209497, "95.93"},  // the reference case
      {0, 100, "0.00"},
      {100, 0, ""},
      {0, 0, ""},
      {1, 20000, "0.01"},  // 0.005
      {1, 20001, "0.00"},
      {300, 100, "300.00"},
      {kGreatestFen * kManyEvaluations, kGreatestFen * kManyEvaluations, "100.00"},
      {kGreatestFen * kManyEvaluations - 1, kGreatestFen * kManyEvaluations, "100.00"},
      {kGreatestFen * kManyEvaluations, 1, "19999999999999999800000000.00"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Text(ExecutionRatePercent(Rated(c.executed, c.adjusted)), 2), c.rate);
  }
}

TEST(SharePercent, OfNothingIsNothing) {
  EXPECT_EQ(Text(SharePercent(1, 3), 2), "33.33");
  EXPECT_EQ(Text(SharePercent(2, 3), 2), "66.67");
  EXPECT_EQ(Text(SharePercent(1, 8), 2), "12.50");
  EXPECT_EQ(Text(SharePercent(1, 16), 2), "6.25");
  EXPECT_EQ(Text(SharePercent(1, 32), 2), "3.13");
  EXPECT_EQ(Text(SharePercent(0, 0), 2), "");
}

TEST(RoundedDifference, ComesFromTheExactQuotientsAndHalvesGoAwayFromZero) {
  struct Case {
    Quotient a;
    Quotient b;
    int places;
    std::string difference;
  };
  const Case cases[] = {
      {{1, 1}, {1, 1}, 2, "0.00"},
      {{2, 3}, {1, 3}, 4, "0.3333"},
      {{1, 3}, {2, 3}, 4, "-0.3333"},
      {{1, 3}, {0, 1}, 2, "0.33"},
      // Each rounds to 0.01, and their difference to 0.
      {{1, 200}, {1, 199}, 2, "0.00"},
      // 0.67 - 0.33 would be 0.34.
      {{2, 3}, {1, 3}, 2, "0.33"},
      {{5, 8}, {1, 8}, 0, "1"},
      {{1, 8}, {5, 8}, 0, "-1"},
      {{49, 100}, {0, 1}, 0, "0"},
      {{0, 1}, {49, 100}, 0, "0"},
      {{3, 2}, {0, 7}, 0, "2"},
      {{0, 7}, {3, 2}, 0, "-2"},
      // 1.01 - 0.99: the rests differ by more than a half, downwards.
      {{101, 100}, {99, 100}, 0, "0"},
      {{99, 100}, {101, 100}, 0, "0"},
      {{1, 0}, {1, 1}, 2, ""},
      {{1, 1}, {1, 0}, 2, ""},
  };
  for (const Case& c : cases) EXPECT_EQ(DifferenceText(c.a, c.b, c.places), c.difference);
}

TEST(RoundedDifference, IsExactWhereAProductOfTheSumsWouldNotFit) {
  const Int128 adjusted = kGreatestFen * kManyEvaluations;
  const Quotient all = ExecutionRatePercent(Rated(adjusted, adjusted));
  const Quotient half = ExecutionRatePercent(Rated(adjusted / 2, adjusted));
  EXPECT_EQ(DifferenceText(half, all, 2), "-50.00");
  EXPECT_EQ(DifferenceText(all, half, 2), "50.00");
  // 100 - 99.995 = 0.005 is a half; a fen more spent, and the difference is below it.
  const Int128 near = adjusted / 20'000 * 19'999;
  const Quotient nearly = ExecutionRatePercent(Rated(near, adjusted / 20'000 * 20'000));
  const Quotient nearer = ExecutionRatePercent(Rated(near + 1, adjusted / 20'000 * 20'000));
  EXPECT_EQ(DifferenceText(all, nearly, 2), "0.01");
  EXPECT_EQ(DifferenceText(nearly, all, 2), "-0.01");
  EXPECT_EQ(DifferenceText(all, nearer, 2), "0.00");
  EXPECT_EQ(DifferenceText(nearer, all, 2), "0.00");
}

// Against numbers small enough for a common denominator.
TEST(RoundedDifference, AgreesWithTheCommonDenominator) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 100'000; ++i) {
    const Quotient a{static_cast<int64_t>(random() % 1000), static_cast<int64_t>(random() % 60 + 1)};
    const Quotient b{static_cast<int64_t>(random() % 1000), static_cast<int64_t>(random() % 60 + 1)};
    const Int128 numerator = 100 * (a.numerator * b.denominator - b.numerator * a.denominator);
    const Int128 denominator = a.denominator * b.denominator;
    const auto magnitude = static_cast<Int128>(Magnitude(numerator));
    const Int128 rounded = (2 * magnitude + denominator) / (2 * denominator);
    ASSERT_EQ(RoundedDifference(a, b, 2), Decimal::FromCoefficient(numerator < 0 ? -rounded : rounded, 2));
  }
}

// percents: percentages times 10^6. totals: in ascending order.
std::vector<int64_t> PercentilesOf(const std::vector<int64_t>& totals, const std::vector<int64_t>& percents) {
  PercentilePicker picker(percents, static_cast<int64_t>(totals.size()));
  for (const int64_t total : totals) picker.Add(total, 1);
  return picker.percentiles();
}

TEST(Percentiles, AreByNearestRank) {
  // The textbook example of five, and its neighbours.
  const std::vector<int64_t> five = {1500, 2000, 3500, 4000, 5000};
  struct Case {
    int64_t percent_millionths;
    int64_t hundredths;
  };
  const Case cases[] = {
      {0, 1500},          {1, 1500},          {5'000'000, 1500},  {20'000'000, 1500},  {20'000'001, 2000},
      {30'000'000, 2000}, {40'000'000, 2000}, {50'000'000, 3500}, {60'000'000, 3500},  {60'000'001, 4000},
      {79'999'999, 4000}, {80'000'000, 4000}, {99'000'000, 5000}, {100'000'000, 5000},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(PercentilesOf(five, {c.percent_millionths}), ElementsAre(c.hundredths))
        << c.percent_millionths;
  }
}

TEST(Percentiles, KeepTheOrderInWhichTheyWereAskedFor) {
  const std::vector<int64_t> totals = {0, 100, 100, 10000};
  EXPECT_THAT(PercentilesOf(totals, {99'000'000, 0, 50'000'000, 50'000'000, 25'000'000}),
              ElementsAre(10000, 0, 100, 100, 0));
  EXPECT_THAT(PercentilesOf(totals, {}), IsEmpty());
}

TEST(Percentiles, OfNothingAreNothing) { EXPECT_THAT(PercentilesOf({}, {50'000'000}), IsEmpty()); }

TEST(Percentiles, AreExactAtTheLimits) {
  PercentilePicker picker({50'000'000, 50'000'001, 100'000'000}, int64_t{1} << 62);
  picker.Add(1, int64_t{1} << 61);
  picker.Add(3, int64_t{1} << 61);
  EXPECT_THAT(picker.percentiles(), ElementsAre(1, 3, 3));
}

TEST(Percentiles, AgreeWithTheSortedTotals) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<int64_t> totals(random() % 200 + 1);
    for (int64_t& total : totals) total = static_cast<int64_t>(random() % 10001);
    std::sort(totals.begin(), totals.end());
    for (int64_t percent = 0; percent <= 100; ++percent) {
      const size_t n = totals.size();
      const size_t rank = std::max<size_t>(1, (percent * n + 99) / 100);
      ASSERT_THAT(PercentilesOf(totals, {percent * 1'000'000}), ElementsAre(totals[rank - 1]));
    }
  }
}

std::vector<std::pair<int64_t, int64_t>> PairsOf(const std::vector<Bin>& bins) {
  std::vector<std::pair<int64_t, int64_t>> pairs;
  for (const Bin& bin : bins) pairs.emplace_back(bin.from_hundredths, bin.evaluation_count);
  return pairs;
}

TEST(Bins, GoFromTheLeastTotalToTheGreatestWithTheEmptyOnesBetween) {
  const Histogram histogram = HistogramOf({5999, 6000, 6999, 9000, 9000, 10000});
  EXPECT_THAT(PairsOf(BinsOf(histogram, 1000)),
              ElementsAre(std::pair(5000, 1), std::pair(6000, 2), std::pair(7000, 0), std::pair(8000, 0),
                          std::pair(9000, 2), std::pair(10000, 1)));
  EXPECT_EQ(BinCountOf(histogram, 1000), 6);
  EXPECT_THAT(PairsOf(BinsOf(histogram, 1'000'000)), ElementsAre(std::pair(0, 6)));
  EXPECT_EQ(BinCountOf(histogram, 1), 4002);
}

TEST(Bins, OfNothingAreNone) {
  EXPECT_THAT(BinsOf({}, 1000), IsEmpty());
  EXPECT_EQ(BinCountOf({}, 1000), 0);
}

TEST(Bins, HoldEveryEvaluationOnce) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<int64_t> totals(random() % 100 + 1);
    for (int64_t& total : totals) total = static_cast<int64_t>(random() % 10001);
    const int64_t width = static_cast<int64_t>(random() % 2000) + 1;
    const std::vector<Bin> bins = BinsOf(HistogramOf(totals), width);
    int64_t held = 0;
    for (const Bin& bin : bins) {
      held += bin.evaluation_count;
      ASSERT_EQ(bin.evaluation_count, std::count_if(totals.begin(), totals.end(), [&](int64_t total) {
                  return total >= bin.from_hundredths && total < bin.from_hundredths + width;
                }));
    }
    ASSERT_EQ(held, static_cast<int64_t>(totals.size()));
    ASSERT_GT(bins.front().evaluation_count, 0);
    ASSERT_GT(bins.back().evaluation_count, 0);
  }
}

TEST(FixedText, HasThePlacesThatItIsAskedFor) {
  EXPECT_EQ(FixedText(Int128{5}, 2), "0.05");
  EXPECT_EQ(FixedText(Int128{-150}, 2), "-1.50");
  EXPECT_EQ(FixedText(kGreatestFen * kManyEvaluations, 2), "1999999999999999980000.00");
  EXPECT_EQ(FixedText(std::nullopt, 2), "");
}

}  // namespace
}  // namespace heng
