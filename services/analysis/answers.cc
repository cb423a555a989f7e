// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/answers.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "analysis/score_sums.h"
#include "analysis/statistics.h"
#include "base/status_macros.h"
#include "services/analysis/answer_size.h"
#include "services/analysis/group_keys.h"

namespace heng {
namespace {

using storage::v1::GroupSums;
using storage::v1::ScoreSums;

constexpr int64_t kNotGiven = -1;
constexpr int kPointsPlaces = 2;
constexpr int kWeightPlaces = 4;
constexpr int kMeanPlaces = 4;
constexpr int kPercentPlaces = 2;
constexpr int kYuanPlaces = 2;

absl::Status NotWhatWasAsked(absl::string_view what) {
  return absl::InternalError(
      absl::StrCat("the storage service answered another number of ", what, " than was asked for"));
}

// A group of the answer has one key for each dimension.
template <typename Groups>
absl::Status CheckKeys(const storage::v1::Grouping& grouping, const Groups& groups) {
  for (const auto& group : groups) {
    if (group.keys_size() != grouping.dimensions_size()) return NotWhatWasAsked("keys");
  }
  return absl::OkStatus();
}

template <typename Answer>
void FillState(const storage::v1::ColumnsState& state, Answer& out) {
  out.set_state(state.token());
  *out.mutable_filed_fiscal_years() = state.filed_fiscal_years();
}

std::string YuanText(int64_t fen) { return fen == kNotGiven ? "" : FixedText(Int128{fen}, kYuanPlaces); }

void FillRanked(const storage::v1::RankRowsResponse::RankedRow& told, int64_t evaluation_count,
                v1::RankedEvaluation& out) {
  const storage::v1::SummaryRow& row = told.row();
  out.set_name(row.name());
  out.set_department_display_name(row.department_display_name());
  out.set_department_category(static_cast<v1::DepartmentCategory>(row.department_category()));
  out.set_fiscal_year(row.fiscal_year());
  out.set_kind(static_cast<v1::EvaluationKind>(row.kind()));
  out.set_state(static_cast<v1::EvaluationState>(row.state()));
  out.set_scheme(row.scheme());
  out.set_total_points(FixedText(Int128{row.total_hundredths()}, kPointsPlaces));
  out.set_grade_code(row.grade_code());
  out.set_grade(row.grade());
  out.set_adjusted_yuan(YuanText(row.adjusted_fen()));
  out.set_executed_yuan(YuanText(row.executed_fen()));
  out.set_rank(told.better_count() + 1);
  out.set_equal_count(told.equal_count());
  const Quotient not_higher = SharePercent(evaluation_count - told.better_count(), evaluation_count);
  out.set_percentile_rank(FixedText(Rounded(not_higher, kPercentPlaces), kPercentPlaces));
}

// Lost points in ten-thousandths, as weights are counted.
int64_t LostOf(const storage::v1::PartSums& part) {
  return part.weight_tenthousandths() - part.points_hundredths() * 100;
}

int ClauseOf(const storage::v1::PartSums& part, storage::v1::PartKind kind) {
  int clause = 0;
  return kind == storage::v1::PART_KIND_CLAUSE && absl::SimpleAtoi(part.code(), &clause) ? clause : 0;
}

void FillPart(const storage::v1::PartSums& told, storage::v1::PartKind kind, v1::IndicatorPart& out) {
  if (kind == storage::v1::PART_KIND_CLAUSE) {
    out.set_clause(static_cast<v1::ScoreClause>(ClauseOf(told, kind)));
  } else {
    out.set_code(told.code());
  }
  if (kind == storage::v1::PART_KIND_CLASS) {
    out.set_display_name(told.display_name());
    out.set_level(told.level());
  } else {
    out.set_row_count(told.row_count());
  }
  out.set_evaluation_count(told.evaluation_count());
  out.set_points(FixedText(Int128{told.points_hundredths()}, kPointsPlaces));
  out.set_weight_points(FixedText(Int128{told.weight_tenthousandths()}, kWeightPlaces));
  out.set_lost_points(FixedText(Int128{LostOf(told)}, kWeightPlaces));
  if (told.points_hundredths() < 0 || told.weight_tenthousandths() < 0) return;  // no share of anything
  const Quotient earned = SharePercent(Int128{100} * told.points_hundredths(), told.weight_tenthousandths());
  out.set_earned_percent(FixedText(Rounded(earned, kPercentPlaces), kPercentPlaces));
}

// Most lost points first.
std::vector<const storage::v1::PartSums*> InOrder(const storage::v1::GroupParts& group,
                                                  storage::v1::PartKind kind) {
  std::vector<const storage::v1::PartSums*> parts;
  parts.reserve(group.parts_size());
  for (const storage::v1::PartSums& part : group.parts()) parts.push_back(&part);
  const auto order = [kind](const storage::v1::PartSums& part) {
    // A clause comes by its number, which is no text.
    const absl::string_view code = kind == storage::v1::PART_KIND_CLAUSE ? absl::string_view() : part.code();
    return std::tuple(-LostOf(part), part.level(), code, ClauseOf(part, kind));
  };
  std::sort(parts.begin(), parts.end(),
            [&order](const auto* a, const auto* b) { return order(*a) < order(*b); });
  return parts;
}

// A group in both years; either may have no evaluations.
struct YearPair {
  const GroupSums* base = nullptr;
  const GroupSums* current = nullptr;

  const GroupSums& any() const { return current != nullptr ? *current : *base; }
};

const GroupSums& OrNone(const GroupSums* group) {
  return group == nullptr ? GroupSums::default_instance() : *group;
}

// By the keys behind the year, in their bytewise order.
std::map<std::vector<absl::string_view>, YearPair> PairUp(const CompareQuery& query,
                                                          const storage::v1::GroupedSums& told) {
  const std::string base_year = absl::StrCat(query.base_fiscal_year);
  std::map<std::vector<absl::string_view>, YearPair> pairs;
  for (const GroupSums& group : told.groups()) {
    YearPair& pair = pairs[{group.keys().begin() + 1, group.keys().end()}];
    (group.keys(0) == base_year ? pair.base : pair.current) = &group;
  }
  // Everything is a group, even if it is empty.
  if (query.request.groupings(0).dimensions_size() == 1) pairs[{}];
  return pairs;
}

void FillChanges(const ScoreSums& base, const ScoreSums& current, v1::CompareYearsResponse::Group& out) {
  out.set_mean_change_points(
      FixedText(RoundedDifference(MeanPoints(current), MeanPoints(base), kMeanPlaces), kMeanPlaces));
  out.set_execution_rate_change_percent(
      FixedText(RoundedDifference(ExecutionRatePercent(current.amounts()),
                                  ExecutionRatePercent(base.amounts()), kPercentPlaces),
                kPercentPlaces));
  if (base.amounts().executed_count() == 0 || current.amounts().executed_count() == 0) return;
  out.set_executed_change_yuan(FixedText(
      FromWide(current.amounts().executed_fen()) - FromWide(base.amounts().executed_fen()), kYuanPlaces));
}

absl::Status FillResult(const AggregateQuery& query, const storage::v1::Grouping& grouping,
                        const storage::v1::GroupedSums& told, const GroupKeys& keys, AnswerSize& size,
                        int group_count, v1::AggregateScoresResponse::Result& out) {
  for (const GroupSums& group : told.groups()) {
    v1::AggregateScoresResponse::Group& message = *out.add_groups();
    keys.Fill(grouping, group.keys(), group.sums(), 0, *message.mutable_keys());
    HENG_RETURN_IF_ERROR(FillStatistics(group, query.choice, *message.mutable_statistics()));
    HENG_RETURN_IF_ERROR(size.Add(message, group_count));
  }
  // Everything is a group, even if it is empty.
  if (!grouping.dimensions().empty() || !out.groups().empty()) return absl::OkStatus();
  return FillStatistics({}, query.choice, *out.add_groups()->mutable_statistics());
}

}  // namespace

absl::Status FillAnswer(const AggregateQuery& query, const storage::v1::AggregateRowsResponse& told,
                        v1::AggregateScoresResponse& out) {
  if (told.results_size() != query.request.groupings_size()) return NotWhatWasAsked("groupings");
  const GroupKeys keys(told.labels());
  AnswerSize size;
  int group_count = 0;
  for (const storage::v1::GroupedSums& result : told.results()) group_count += result.groups_size();
  for (int i = 0; i < told.results_size(); ++i) {
    const storage::v1::Grouping& grouping = query.request.groupings(i);
    HENG_RETURN_IF_ERROR(CheckKeys(grouping, told.results(i).groups()));
    HENG_RETURN_IF_ERROR(
        FillResult(query, grouping, told.results(i), keys, size, group_count, *out.add_results()));
  }
  FillState(told.state(), out);
  return absl::OkStatus();
}

absl::Status FillAnswer(const storage::v1::RankRowsRequest& query, const storage::v1::RankRowsResponse& told,
                        v1::RankEvaluationsResponse& out) {
  if (told.named_size() != query.names_size()) return NotWhatWasAsked("places");
  const int64_t count = told.evaluation_count();
  out.set_evaluation_count(count);
  for (const auto& row : told.rows()) FillRanked(row, count, *out.add_evaluations());
  for (const auto& result : told.named()) {
    v1::RankEvaluationsResponse::Result& named = *out.add_named();
    if (result.has_ranked()) FillRanked(result.ranked(), count, *named.mutable_ranked());
  }
  FillState(told.state(), out);
  return absl::OkStatus();
}

absl::Status FillAnswer(const storage::v1::AggregatePartsRequest& query,
                        const storage::v1::AggregatePartsResponse& told, v1::AnalyseIndicatorsResponse& out) {
  HENG_RETURN_IF_ERROR(CheckKeys(query.grouping(), told.groups()));
  const GroupKeys keys(told.labels());
  AnswerSize size;
  for (const storage::v1::GroupParts& group : told.groups()) {
    v1::AnalyseIndicatorsResponse::Group& message = *out.add_groups();
    keys.Fill(query.grouping(), group.keys(), {}, 0, *message.mutable_keys());
    message.set_evaluation_count(group.evaluation_count());
    for (const storage::v1::PartSums* part : InOrder(group, query.part_kind())) {
      FillPart(*part, query.part_kind(), *message.add_parts());
    }
    HENG_RETURN_IF_ERROR(size.Add(message, told.groups_size()));
  }
  // Everything is a group, even if it is empty.
  if (query.grouping().dimensions().empty() && out.groups().empty()) out.add_groups();
  FillState(told.state(), out);
  return absl::OkStatus();
}

absl::Status FillAnswer(const CompareQuery& query, const storage::v1::AggregateRowsResponse& told,
                        v1::CompareYearsResponse& out) {
  if (told.results_size() != 1) return NotWhatWasAsked("groupings");
  const storage::v1::Grouping& grouping = query.request.groupings(0);
  HENG_RETURN_IF_ERROR(CheckKeys(grouping, told.results(0).groups()));
  const GroupKeys keys(told.labels());
  AnswerSize size;
  const auto pairs = PairUp(query, told.results(0));
  for (const auto& [behind_year, pair] : pairs) {
    v1::CompareYearsResponse::Group& message = *out.add_groups();
    const GroupSums& base = OrNone(pair.base);
    const GroupSums& current = OrNone(pair.current);
    if (!behind_year.empty()) {
      keys.Fill(grouping, pair.any().keys(), pair.any().sums(), 1, *message.mutable_keys());
    }
    HENG_RETURN_IF_ERROR(FillStatistics(base, query.choice, *message.mutable_base()));
    HENG_RETURN_IF_ERROR(FillStatistics(current, query.choice, *message.mutable_current()));
    FillChanges(base.sums(), current.sums(), message);
    HENG_RETURN_IF_ERROR(size.Add(message, static_cast<int>(pairs.size())));
  }
  FillState(told.state(), out);
  return absl::OkStatus();
}

}  // namespace heng
