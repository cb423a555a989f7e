// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/score_queries.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/decimal_kind.h"
#include "base/errors.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "services/analysis/score_filter.h"

namespace heng {
namespace {

constexpr int kMaxGroupings = 8;
constexpr int kMaxPercentiles = 100;
constexpr int kMaxMeasures = 100;
constexpr absl::string_view kDefaultPercents[] = {"50", "90", "99"};
constexpr int64_t kDefaultBinWidthHundredths = 1'000;
constexpr int kDefaultRankLimit = 100;
constexpr int kMaxRankLimit = 1'000;
constexpr int kMaxRankedNames = 500;
// What a scheme may have (docs/api.md).
constexpr int kMaxClassLevel = 8;

// Of a percentage of 0 to 100, which has at most 6 places.
int64_t MillionthsOf(const Decimal& percent) { return *percent.ToUnits(6); }

// Reads percentages into `choice`, and the defaults for none.
void ReadPercents(const v1::AggregateScoresRequest& request, StatisticsChoice& choice,
                  FieldProblems& problems) {
  if (!CheckCount(request.percentiles_size(), kMaxPercentiles, "percentiles", problems)) return;
  for (int i = 0; i < request.percentiles_size(); ++i) {
    const std::string& text = request.percentiles(i);
    const std::string path = absl::StrCat("percentiles[", i, "]");
    if (const auto problem = CheckDecimal(text, v1::DECIMAL_KIND_PERCENT); problem.has_value()) {
      problems.Add(path, problem->reason, problem->problem);
      continue;
    }
    const Decimal percent = DecimalOf(text);
    if (percent <= Decimal::FromInt(100)) {
      choice.percents_millionths.push_back(MillionthsOf(percent));
      continue;
    }
    problems.Add(path, "OUT_OF_RANGE",
                 {absl::StrCat("\"", text, "\" is out of range: want a percentage from 0 to 100"),
                  absl::StrCat("“", text, "”超出范围：百分位应在 0 至 100 之间")});
  }
  choice.percent_texts.assign(request.percentiles().begin(), request.percentiles().end());
  if (!choice.percent_texts.empty()) return;
  for (const absl::string_view text : kDefaultPercents) {
    choice.percent_texts.emplace_back(text);
    choice.percents_millionths.push_back(MillionthsOf(DecimalOf(text)));
  }
}

void ReadBinWidth(const std::string& text, StatisticsChoice& choice, FieldProblems& problems) {
  choice.bin_width_hundredths = kDefaultBinWidthHundredths;
  if (text.empty() || CheckDecimal(text, v1::DECIMAL_KIND_WEIGHT).has_value()) return;
  const absl::StatusOr<int64_t> hundredths = DecimalOf(text).ToUnits(2);
  choice.bin_width_hundredths = hundredths.value_or(0);
  if (choice.bin_width_hundredths > 0) return;
  problems.Add("bin_width_points", "OUT_OF_RANGE",
               {absl::StrCat("\"", text, "\" is no width: want 0.01 to 10000 with at most 2 places"),
                absl::StrCat("“", text, "”不能作为组距：应为 0.01 至 10000，最多 2 位小数")});
}

// What is wanted: all if nothing is named.
void ReadMeasures(const v1::AggregateScoresRequest& request, StatisticsChoice& choice,
                  FieldProblems& problems) {
  if (!CheckCount(request.measures_size(), kMaxMeasures, "measures", problems)) return;
  for (int i = 0; i < request.measures_size(); ++i) {
    if (request.measures(i) != v1::SCORE_MEASURE_UNSPECIFIED) continue;
    AddNotGiven(*v1::ScoreMeasure_descriptor(), absl::StrCat("measures[", i, "]"), problems);
  }
  const auto wants = [&request](v1::ScoreMeasure measure) {
    return request.measures().empty() || std::find(request.measures().begin(), request.measures().end(),
                                                   measure) != request.measures().end();
  };
  choice.points = wants(v1::SCORE_MEASURE_POINTS);
  choice.grades = wants(v1::SCORE_MEASURE_GRADES);
  choice.amounts = wants(v1::SCORE_MEASURE_AMOUNTS);
  if (!wants(v1::SCORE_MEASURE_PERCENTILES)) {
    choice.percents_millionths.clear();
    choice.percent_texts.clear();
  }
  if (!wants(v1::SCORE_MEASURE_DISTRIBUTION)) choice.bin_width_hundredths = 0;
}

// Asks storage for what the choice is made of, and for nothing else. A group of one grade is called as its grades say.
void AskForMeasures(const StatisticsChoice& choice, storage::v1::AggregateRowsRequest& request) {
  const bool by_grade = std::any_of(
      request.groupings().begin(), request.groupings().end(), [](const storage::v1::Grouping& grouping) {
        return std::find(grouping.dimensions().begin(), grouping.dimensions().end(),
                         storage::v1::DIMENSION_GRADE) != grouping.dimensions().end();
      });
  if (choice.points) request.add_measures(storage::v1::MEASURE_POINTS);
  if (choice.bin_width_hundredths > 0) request.add_measures(storage::v1::MEASURE_HISTOGRAM);
  if (choice.grades || by_grade) request.add_measures(storage::v1::MEASURE_GRADES);
  if (choice.amounts) request.add_measures(storage::v1::MEASURE_AMOUNTS);
  request.mutable_percents_millionths()->Add(choice.percents_millionths.begin(),
                                             choice.percents_millionths.end());
}

void CheckYears(const v1::CompareYearsRequest& request, int base_fiscal_year, FieldProblems& problems) {
  if (request.fiscal_year() == 0) {
    problems.Add(
        "fiscal_year", "REQUIRED",
        {"fiscal_year is empty: want the year to compare", "必填项 fiscal_year 为空：请填写要比较的年度"});
    return;
  }
  const size_t before = problems.size();
  CheckYear(request.fiscal_year(), "fiscal_year", problems);
  if (problems.size() > before) return;
  CheckYear(base_fiscal_year, "base_fiscal_year", problems);
  if (base_fiscal_year != request.fiscal_year()) return;
  problems.Add("base_fiscal_year", "NOT_ALLOWED",
               {absl::StrCat(base_fiscal_year, " is the year itself: want another one"),
                absl::StrCat(base_fiscal_year, " 就是本年度：应为另一年度")});
}

void CheckWithoutYear(const storage::v1::Grouping& grouping, FieldProblems& problems) {
  for (int i = 0; i < grouping.dimensions_size(); ++i) {
    if (grouping.dimensions(i) != storage::v1::DIMENSION_YEAR) continue;
    problems.Add(absl::StrCat("grouping.dimensions[", i, "]"), "NOT_ALLOWED",
                 {"years stand side by side here: leave SCORE_DIMENSION_YEAR out",
                  "各年度本就并列显示：请去掉 SCORE_DIMENSION_YEAR"});
  }
}

}  // namespace

absl::StatusOr<AggregateQuery> ReadQuery(const v1::AggregateScoresRequest& request) {
  AggregateQuery query;
  FieldProblems problems;
  CheckFields(request, "", problems);
  *query.request.mutable_filter() = ReadFilter(request.filter(), "filter", problems);
  const bool fits = CheckCount(request.groupings_size(), kMaxGroupings, "groupings", problems);
  for (int i = 0; fits && i < request.groupings_size(); ++i) {
    *query.request.add_groupings() =
        ReadGrouping(request.groupings(i), kMaxDimensions, absl::StrCat("groupings[", i, "]"), problems);
  }
  if (request.groupings().empty()) query.request.add_groupings();
  ReadPercents(request, query.choice, problems);
  ReadBinWidth(request.bin_width_points(), query.choice, problems);
  ReadMeasures(request, query.choice, problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  AskForMeasures(query.choice, query.request);
  query.request.set_departments_as_continued(request.department_identity() ==
                                             v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  query.request.set_max_groups(kMaxGroups);
  return query;
}

absl::StatusOr<storage::v1::RankRowsRequest> ReadQuery(const v1::RankEvaluationsRequest& request) {
  storage::v1::RankRowsRequest query;
  FieldProblems problems;
  CheckFields(request, "", problems);
  *query.mutable_filter() = ReadFilter(request.filter(), "filter", problems);
  if (request.limit() < -1 || request.limit() > kMaxRankLimit) {
    problems.Add("limit", "OUT_OF_RANGE",
                 {absl::StrCat("limit is ", request.limit(), ": want 1 to ", kMaxRankLimit, ", 0 for ",
                               kDefaultRankLimit, ", or -1 for none"),
                  absl::StrCat("limit 为 ", request.limit(), "：应为 1 至 ", kMaxRankLimit, "，或填 0（即 ",
                               kDefaultRankLimit, "），不需要名单时填 -1")});
  }
  const bool fits = CheckCount(request.names_size(), kMaxRankedNames, "names", problems);
  for (int i = 0; fits && i < request.names_size(); ++i) {
    CheckName(request.names(i), ResourceKind::kEvaluation, Revisions::kRefused,
              absl::StrCat("names[", i, "]"), problems);
  }
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  query.set_worst_first(request.worst_first());
  query.set_limit(request.limit() == 0 ? kDefaultRankLimit : std::max(request.limit(), 0));
  *query.mutable_names() = request.names();
  return query;
}

absl::StatusOr<storage::v1::AggregatePartsRequest> ReadQuery(const v1::AnalyseIndicatorsRequest& request) {
  storage::v1::AggregatePartsRequest query;
  FieldProblems problems;
  CheckFields(request, "", problems);
  *query.mutable_filter() = ReadFilter(request.filter(), "filter", problems);
  *query.mutable_grouping() = ReadGrouping(request.grouping(), kMaxDimensions, "grouping", problems);
  if (request.breakdown() == v1::INDICATOR_BREAKDOWN_UNSPECIFIED) {
    AddNotGiven(*v1::IndicatorBreakdown_descriptor(), "breakdown", problems);
  }
  if (request.class_level() < 0 || request.class_level() > kMaxClassLevel) {
    problems.Add("class_level", "OUT_OF_RANGE",
                 {absl::StrCat("class_level is ", request.class_level(), ": want 1 to ", kMaxClassLevel,
                               ", or 0 for all"),
                  absl::StrCat("class_level 为 ", request.class_level(), "：应为 1 至 ", kMaxClassLevel,
                               "，或填 0 表示全部")});
  } else if (request.class_level() > 0 && request.breakdown() != v1::INDICATOR_BREAKDOWN_CLASS) {
    problems.Add("class_level", "NOT_ALLOWED",
                 {"class_level goes with INDICATOR_BREAKDOWN_CLASS only: leave it out",
                  "class_level 只能与 INDICATOR_BREAKDOWN_CLASS 同用：请去掉"});
  }
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  query.set_part_kind(static_cast<storage::v1::PartKind>(request.breakdown()));  // the numbers are the same
  query.set_class_level(request.class_level());
  query.set_departments_as_continued(request.department_identity() == v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  query.set_max_groups(kMaxGroups);
  return query;
}

absl::StatusOr<CompareQuery> ReadQuery(const v1::CompareYearsRequest& request) {
  CompareQuery query;
  query.fiscal_year = request.fiscal_year();
  query.base_fiscal_year =
      request.base_fiscal_year() == 0 ? request.fiscal_year() - 1 : request.base_fiscal_year();
  FieldProblems problems;
  CheckFields(request, "", problems);
  storage::v1::RowFilter& filter = *query.request.mutable_filter();
  filter = ReadFilter(request.filter(), "filter", problems);
  if (!request.filter().fiscal_years().empty()) {
    problems.Add("filter.fiscal_years", "NOT_ALLOWED",
                 {"the years to compare are fiscal_year and base_fiscal_year: leave filter.fiscal_years out",
                  "比较的年度由 fiscal_year 和 base_fiscal_year 给出：请去掉 filter.fiscal_years"});
  }
  CheckYears(request, query.base_fiscal_year, problems);
  // The year is one of the dimensions that storage groups by.
  storage::v1::Grouping& grouping = *query.request.add_groupings();
  grouping = ReadGrouping(request.grouping(), kMaxDimensions - 1, "grouping", problems);
  CheckWithoutYear(grouping, problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  grouping.add_dimensions(storage::v1::DIMENSION_YEAR);
  std::rotate(grouping.mutable_dimensions()->begin(), grouping.mutable_dimensions()->end() - 1,
              grouping.mutable_dimensions()->end());
  filter.add_fiscal_years(query.base_fiscal_year);
  filter.add_fiscal_years(query.fiscal_year);
  query.choice.points = query.choice.grades = query.choice.amounts = true;
  AskForMeasures(query.choice, query.request);
  query.request.set_departments_as_continued(request.department_identity() !=
                                             v1::DEPARTMENT_IDENTITY_AS_FILED);
  query.request.set_max_groups(2 * kMaxGroups);
  return query;
}

}  // namespace heng
