// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/score_statistics.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>

#include <string>
#include <utility>
#include <vector>

#include "analysis/score_sums.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using ::google::protobuf::TextFormat;
using ::google::protobuf::util::MessageDifferencer;

template <typename Message>
Message Read(const std::string& text) {
  Message message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

StatisticsChoice Everything() {
  return {.points = true,
          .grades = true,
          .amounts = true,
          .percent_texts = {"50", "100.0"},
          .percents_millionths = {50'000'000, 100'000'000},
          .bin_width_hundredths = 1'000};
}

// Three evaluations: 59.99, 92.62 and 92.62; one without an adjusted budget.
storage::v1::GroupSums Three() {
  return Read<storage::v1::GroupSums>(R"(
    percentile_hundredths: [9262, 9262]
    sums {
    evaluation_count: 3
    total_hundredths: 24523
    min_hundredths: 5999
    max_hundredths: 9262
    histogram { hundredths_deltas: [5999, 3263] counts: [1, 2] }
    grades { grade_code: "" grade: "" evaluation_count: 1 }
    grades { grade_code: "excellent" grade: "优" evaluation_count: 2 }
    amounts {
      initial_count: 0 initial_fen {}
      adjusted_count: 2 adjusted_fen { low: 300 }
      executed_count: 3 executed_fen { low: 250 }
      rated_count: 2 rated_adjusted_fen { low: 300 } rated_executed_fen { low: 200 }
      weighted_hundredths { low: 2125800 }
    }
    })");
}

void ExpectStatistics(const storage::v1::GroupSums& group, const StatisticsChoice& choice,
                      const std::string& text) {
  v1::ScoreStatistics statistics;
  ASSERT_OK(FillStatistics(group, choice, statistics));
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(Read<v1::ScoreStatistics>(text), statistics)) << difference;
}

TEST(FillStatistics, FillsEveryField) {
  ExpectStatistics(Three(), Everything(), R"(
    evaluation_count: 3
    sum_points: "245.23"
    mean_points: "81.7433"
    min_points: "59.99"
    max_points: "92.62"
    percentiles { percent: "50" points: "92.62" }
    percentiles { percent: "100.0" points: "92.62" }
    distribution { from_points: "50.00" to_points: "60.00" evaluation_count: 1 }
    distribution { from_points: "60.00" to_points: "70.00" }
    distribution { from_points: "70.00" to_points: "80.00" }
    distribution { from_points: "80.00" to_points: "90.00" }
    distribution { from_points: "90.00" to_points: "100.00" evaluation_count: 2 }
    grades { grade_code: "" grade: "" evaluation_count: 1 share_percent: "33.33" }
    grades { grade_code: "excellent" grade: "优" evaluation_count: 2 share_percent: "66.67" }
    amounts {
      initial_yuan: "0.00"
      adjusted_count: 2 adjusted_yuan: "3.00"
      executed_count: 3 executed_yuan: "2.50"
      execution_rate_percent: "66.67"
      weighted_mean_points: "70.8600"
    })");
}

TEST(FillStatistics, OfNothingHasCountZeroAndNoMadeUpNumbers) {
  ExpectStatistics({}, Everything(), R"(
    sum_points: "0.00"
    percentiles { percent: "50" }
    percentiles { percent: "100.0" }
    amounts { initial_yuan: "0.00" adjusted_yuan: "0.00" executed_yuan: "0.00" })");
}

TEST(FillStatistics, ShowsOnlyWhatIsChosen) {
  storage::v1::GroupSums group = Three();
  group.clear_percentile_hundredths();
  ExpectStatistics(group, {}, "evaluation_count: 3");
  ExpectStatistics(group, {.points = true}, R"(
    evaluation_count: 3 sum_points: "245.23" mean_points: "81.7433" min_points: "59.99" max_points: "92.62")");
  group.add_percentile_hundredths(5999);
  ExpectStatistics(group, {.percent_texts = {"0"}, .percents_millionths = {0}}, R"(
    evaluation_count: 3 percentiles { percent: "0" points: "59.99" })");
}

TEST(FillStatistics, NoticesPercentilesThatWereNotAskedFor) {
  storage::v1::GroupSums group = Three();
  group.add_percentile_hundredths(9262);
  v1::ScoreStatistics statistics;
  EXPECT_TRUE(absl::IsInternal(FillStatistics(group, Everything(), statistics)));
}

TEST(FillStatistics, SaysTheLeastTotalThoughItIsZero) {
  ExpectStatistics(Read<storage::v1::GroupSums>("sums { evaluation_count: 1 }"), {.points = true}, R"(
    evaluation_count: 1 sum_points: "0.00" mean_points: "0.0000" min_points: "0.00" max_points: "0.00")");
}

TEST(FillStatistics, RefusesADistributionOfTooManyBins) {
  storage::v1::GroupSums group;
  storage::v1::ScoreSums& sums = *group.mutable_sums();
  sums.mutable_histogram()->add_hundredths_deltas(0);
  sums.mutable_histogram()->add_counts(1);
  sums.mutable_histogram()->add_hundredths_deltas(9'999);
  sums.mutable_histogram()->add_counts(1);
  v1::ScoreStatistics statistics;
  ASSERT_OK(FillStatistics(group, {.bin_width_hundredths = 1}, statistics));
  EXPECT_EQ(statistics.distribution_size(), 10'000);

  sums.mutable_histogram()->set_hundredths_deltas(1, 10'000);
  const absl::Status refused = FillStatistics(group, {.bin_width_hundredths = 1}, statistics);

  const std::vector<FieldProblem> problems = FieldProblemsOf(refused);
  ASSERT_EQ(problems.size(), 1);
  EXPECT_EQ(problems[0].field, "bin_width_points");
  EXPECT_EQ(problems[0].reason, "OUT_OF_RANGE");
  EXPECT_NE(problems[0].problem.en.find("10001"), std::string::npos) << problems[0].problem.en;
}

// Sums from several storages, or of several parts of one, are merged before any statistic is made.
TEST(FillStatistics, OfMergedPartsAreThoseOfTheWhole) {
  const auto group = [](const std::string& histogram) {
    storage::v1::GroupedSums sums;
    storage::v1::GroupSums& only = *sums.add_groups();
    only.add_keys("620000");
    *only.mutable_sums()->mutable_histogram() = Read<storage::v1::Histogram>(histogram);
    int64_t hundredths = 0;
    for (int i = 0; i < only.sums().histogram().counts_size(); ++i) {
      hundredths += only.sums().histogram().hundredths_deltas(i);
      const int64_t count = only.sums().histogram().counts(i);
      only.mutable_sums()->set_evaluation_count(only.sums().evaluation_count() + count);
      only.mutable_sums()->set_total_hundredths(only.sums().total_hundredths() + count * hundredths);
      if (i == 0) only.mutable_sums()->set_min_hundredths(hundredths);
      only.mutable_sums()->set_max_hundredths(hundredths);
    }
    return sums;
  };
  storage::v1::GroupedSums merged = group("hundredths_deltas: [100, 900] counts: [3, 1]");
  MergeGroups(group("hundredths_deltas: [50, 50, 8000] counts: [1, 1, 4]"), merged);
  const storage::v1::GroupedSums whole = group("hundredths_deltas: [50, 50, 900, 7100] counts: [1, 4, 1, 4]");

  ASSERT_EQ(merged.groups_size(), 1);
  const StatisticsChoice choice{.points = true, .bin_width_hundredths = 500};
  v1::ScoreStatistics of_merged;
  v1::ScoreStatistics of_whole;
  ASSERT_OK(FillStatistics(merged.groups(0), choice, of_merged));
  ASSERT_OK(FillStatistics(whole.groups(0), choice, of_whole));
  EXPECT_EQ(of_merged.SerializeAsString(), of_whole.SerializeAsString());
  EXPECT_EQ(of_merged.distribution(2).evaluation_count(), 1);
}

}  // namespace
}  // namespace heng
