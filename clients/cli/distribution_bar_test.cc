// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/distribution_bar.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/test_messages.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

v1::ScoreStatistics Bins(int first, int width, const std::vector<int64_t>& counts) {
  v1::ScoreStatistics statistics;
  for (size_t i = 0; i < counts.size(); ++i) {
    v1::DistributionBin& bin = *statistics.add_distribution();
    bin.set_from_points(absl::StrCat(first + width * static_cast<int>(i), ".00"));
    bin.set_to_points(absl::StrCat(first + width * static_cast<int>(i + 1), ".00"));
    bin.set_evaluation_count(counts[i]);
  }
  return statistics;
}

TEST(AxisOf, ReachesFromTheFirstBinToTheLast) {
  const auto axis = AxisOf(Bins(60, 10, {1, 0, 2}));
  ASSERT_TRUE(axis.has_value());
  EXPECT_EQ(axis->cell_count, 3);
  EXPECT_EQ(AxisHeading(*axis).en, "DISTRIBUTION 60–90");
  EXPECT_EQ(AxisHeading(*axis).zh, "分布 60–90");
}

TEST(AxisOf, DoesNotExistWithoutBins) { EXPECT_FALSE(AxisOf(v1::ScoreStatistics()).has_value()); }

TEST(AxisOf, JoinsNeighboursWhereThereAreTooManyBins) {
  const v1::ScoreStatistics all = Bins(0, 1, std::vector<int64_t>(101, 1));
  const auto axis = AxisOf(all);
  ASSERT_TRUE(axis.has_value());
  EXPECT_EQ(axis->cell_count, 17);  // of 6 bins each, and the last of 5
  EXPECT_EQ(DistributionBar(all, *axis), "████████████████▇");
}

TEST(DistributionBar, StandsWhereItsBinsLieOnTheCommonAxis) {
  const auto axis = AxisOf(Bins(60, 10, {1, 0, 1, 2}));
  ASSERT_TRUE(axis.has_value());
  EXPECT_EQ(DistributionBar(Bins(80, 10, {1, 2}), *axis), "  ▄█");
  EXPECT_EQ(DistributionBar(Bins(60, 10, {1}), *axis), "█   ");
  EXPECT_EQ(DistributionBar(v1::ScoreStatistics(), *axis), "    ");
}

}  // namespace
}  // namespace heng::cli
