// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/score_statistics.h"

#include "absl/strings/str_cat.h"
#include "analysis/score_sums.h"
#include "analysis/statistics.h"
#include "base/errors.h"
#include "base/status_macros.h"

namespace heng {
namespace {

constexpr int kPointsPlaces = 2;
constexpr int kMeanPlaces = 4;
constexpr int kPercentPlaces = 2;
constexpr int kYuanPlaces = 2;

std::string PointsText(int64_t hundredths) { return FixedText(Int128{hundredths}, kPointsPlaces); }

std::string YuanText(const storage::v1::WideSum& fen) { return FixedText(FromWide(fen), kYuanPlaces); }

std::string RoundedText(const Quotient& quotient, int places) {
  return FixedText(Rounded(quotient, places), places);
}

void FillPoints(const storage::v1::ScoreSums& sums, v1::ScoreStatistics& out) {
  out.set_sum_points(PointsText(sums.total_hundredths()));
  out.set_mean_points(RoundedText(MeanPoints(sums), kMeanPlaces));
  if (sums.evaluation_count() == 0) return;
  out.set_min_points(PointsText(sums.min_hundredths()));
  out.set_max_points(PointsText(sums.max_hundredths()));
}

absl::Status FillPercentiles(const storage::v1::GroupSums& group, const StatisticsChoice& choice,
                             v1::ScoreStatistics& out) {
  const bool has_some = group.sums().evaluation_count() > 0;
  const auto count = static_cast<int>(choice.percents_millionths.size());
  if (has_some && group.percentile_hundredths_size() != count) {
    return absl::InternalError(
        "the storage service answered another number of percentiles than was asked for");
  }
  for (int i = 0; i < count; ++i) {
    v1::Percentile& percentile = *out.add_percentiles();
    percentile.set_percent(choice.percent_texts[i]);
    if (has_some) percentile.set_points(PointsText(group.percentile_hundredths(i)));
  }
  return absl::OkStatus();
}

absl::Status TooManyBins(int64_t count, int64_t width_hundredths) {
  const std::string width = PointsText(width_hundredths);
  FieldProblems problems;
  problems.Add(
      "bin_width_points", "OUT_OF_RANGE",
      {absl::StrCat("bins of ", width, " points would be ", count, ", want at most ", kMaxBins,
                    "; choose wider ones"),
       absl::StrCat("按 ", width, " 分一组将有 ", count, " 组，最多 ", kMaxBins, " 组，请加大组距")});
  return problems.ToStatus();
}

absl::Status FillDistribution(const storage::v1::Histogram& histogram, int64_t width_hundredths,
                              v1::ScoreStatistics& out) {
  if (width_hundredths == 0) return absl::OkStatus();
  const int64_t count = BinCountOf(histogram, width_hundredths);
  if (count > kMaxBins) return TooManyBins(count, width_hundredths);
  for (const Bin& bin : BinsOf(histogram, width_hundredths)) {
    v1::DistributionBin& message = *out.add_distribution();
    message.set_from_points(PointsText(bin.from_hundredths));
    message.set_to_points(PointsText(bin.from_hundredths + width_hundredths));
    message.set_evaluation_count(bin.evaluation_count);
  }
  return absl::OkStatus();
}

void FillGrades(const storage::v1::ScoreSums& sums, v1::ScoreStatistics& out) {
  for (const storage::v1::GradeCount& count : sums.grades()) {
    v1::GradeShare& share = *out.add_grades();
    share.set_grade_code(count.grade_code());
    share.set_grade(count.grade());
    share.set_evaluation_count(count.evaluation_count());
    share.set_share_percent(
        RoundedText(SharePercent(count.evaluation_count(), sums.evaluation_count()), kPercentPlaces));
  }
}

void FillAmounts(const storage::v1::AmountSums& sums, v1::AmountStatistics& out) {
  out.set_initial_count(sums.initial_count());
  out.set_initial_yuan(YuanText(sums.initial_fen()));
  out.set_adjusted_count(sums.adjusted_count());
  out.set_adjusted_yuan(YuanText(sums.adjusted_fen()));
  out.set_executed_count(sums.executed_count());
  out.set_executed_yuan(YuanText(sums.executed_fen()));
  out.set_execution_rate_percent(RoundedText(ExecutionRatePercent(sums), kPercentPlaces));
  out.set_weighted_mean_points(RoundedText(WeightedMeanPoints(sums), kMeanPlaces));
}

}  // namespace

absl::Status FillStatistics(const storage::v1::GroupSums& group, const StatisticsChoice& choice,
                            v1::ScoreStatistics& out) {
  const storage::v1::ScoreSums& sums = group.sums();
  out.set_evaluation_count(sums.evaluation_count());
  if (choice.points) FillPoints(sums, out);
  HENG_RETURN_IF_ERROR(FillPercentiles(group, choice, out));
  HENG_RETURN_IF_ERROR(FillDistribution(sums.histogram(), choice.bin_width_hundredths, out));
  if (choice.grades) FillGrades(sums, out);
  if (choice.amounts) FillAmounts(sums.amounts(), *out.mutable_amounts());
  return absl::OkStatus();
}

}  // namespace heng
