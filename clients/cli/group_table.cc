// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/group_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/decimal.h"
#include "clients/cli/indicator_rows.h"
#include "clients/cli/words.h"

namespace heng::cli {
namespace {

using Cells = std::vector<std::string>;

Column Right(std::string key, Text heading) {
  return {.key = std::move(key), .heading = std::move(heading), .align = Align::kRight};
}

void Append(Cells& cells, Cells more) { cells.insert(cells.end(), more.begin(), more.end()); }

const v1::GradeShare& ShareOf(const v1::ScoreStatistics& statistics, const Grade& grade) {
  for (const v1::GradeShare& share : statistics.grades()) {
    if (share.grade_code() == grade.code) return share;
  }
  return v1::GradeShare::default_instance();
}

// The percentile of this place, or nothing for a group without evaluations.
std::string PercentileAt(const v1::ScoreStatistics& statistics, int place) {
  return place < statistics.percentiles_size() ? statistics.percentiles(place).points() : "";
}

std::vector<Column> PeoplesColumns(const StatisticsColumns& shown) {
  std::vector<Column> columns = {
      Right("count", {.en = "COUNT", .zh = "份数"}), Right("mean", {.en = "MEAN", .zh = "平均分"}),
      Right("weighted", {.en = "WEIGHTED", .zh = "加权平均"}), Right("min", {.en = "MIN", .zh = "最低"})};
  for (const std::string& percent : shown.percentiles) {
    const std::string heading = absl::StrCat("P", percent);
    columns.push_back(Right("", {.en = heading, .zh = heading}));
  }
  columns.push_back(Right("max", {.en = "MAX", .zh = "最高"}));
  for (const Grade& grade : shown.grades) {
    columns.push_back(Right("", {.en = grade.name.empty() ? "NO GRADE" : grade.name,
                                 .zh = grade.name.empty() ? "无等级" : grade.name}));
  }
  if (shown.with_amounts) {
    columns.push_back(Right("adjusted", {.en = "ADJUSTED (YUAN)", .zh = "全年预算数（元）"}));
    columns.push_back(Right("executed", {.en = "EXECUTED (YUAN)", .zh = "全年执行数（元）"}));
  }
  columns.push_back(Right("rate", {.en = "RATE", .zh = "执行率"}));
  if (shown.axis) columns.push_back({.key = "distribution", .heading = AxisHeading(*shown.axis)});
  return columns;
}

Cells PeoplesCells(const v1::ScoreStatistics& statistics, const StatisticsColumns& shown) {
  const v1::AmountStatistics& amounts = statistics.amounts();
  Cells cells = {absl::StrCat(statistics.evaluation_count()), statistics.mean_points(),
                 amounts.weighted_mean_points(), statistics.min_points()};
  for (size_t i = 0; i < shown.percentiles.size(); ++i)
    cells.push_back(PercentileAt(statistics, static_cast<int>(i)));
  cells.push_back(statistics.max_points());
  for (const Grade& grade : shown.grades) {
    cells.push_back(Percent(ShareOf(statistics, grade).share_percent()));
  }
  if (shown.with_amounts) Append(cells, {amounts.adjusted_yuan(), amounts.executed_yuan()});
  cells.push_back(Percent(amounts.execution_rate_percent()));
  if (shown.axis) cells.push_back(DistributionBar(statistics, *shown.axis));
  return cells;
}

std::vector<Column> RawColumns(const StatisticsColumns& shown) {
  std::vector<Column> columns = {{.key = "count"},
                                 {.key = "sum_points"},
                                 {.key = "mean_points"},
                                 {.key = "weighted_mean_points"},
                                 {.key = "min_points"}};
  for (const std::string& percent : shown.percentiles) columns.push_back({.key = absl::StrCat("p", percent)});
  columns.push_back({.key = "max_points"});
  for (const Grade& grade : shown.grades)
    columns.push_back({.key = absl::StrCat("grade_", grade.code.empty() ? "none" : grade.code)});
  for (const char* key : {"initial_yuan", "adjusted_yuan", "executed_yuan", "execution_rate_percent"})
    columns.push_back({.key = key});
  return columns;
}

Cells RawCells(const v1::ScoreStatistics& statistics, const StatisticsColumns& shown) {
  const v1::AmountStatistics& amounts = statistics.amounts();
  Cells cells = {absl::StrCat(statistics.evaluation_count()), statistics.sum_points(),
                 statistics.mean_points(), amounts.weighted_mean_points(), statistics.min_points()};
  for (size_t i = 0; i < shown.percentiles.size(); ++i)
    cells.push_back(PercentileAt(statistics, static_cast<int>(i)));
  cells.push_back(statistics.max_points());
  for (const Grade& grade : shown.grades) cells.push_back(absl::StrCat(CountOf(statistics, grade)));
  Append(cells, {amounts.initial_yuan(), amounts.adjusted_yuan(), amounts.executed_yuan(),
                 amounts.execution_rate_percent()});
  return cells;
}

// "province,category", as it is typed behind --by.
std::string WordsOf(const v1::ScoreGrouping& grouping) {
  Cells words;
  for (const int dimension : grouping.dimensions()) words.push_back(WordOf(DimensionWords(), dimension).word);
  return absl::StrJoin(words, ",");
}

}  // namespace

std::vector<Grade> GradesBestFirst(const v1::AggregateScoresResponse::Result& by_grade) {
  std::vector<std::pair<Decimal, Grade>> grades;
  for (const auto& group : by_grade.groups()) {
    if (group.keys().empty()) continue;
    const absl::StatusOr<Decimal> mean = Decimal::Parse(group.statistics().mean_points());
    grades.emplace_back(mean.value_or(Decimal()),
                        Grade{.code = group.keys(0).value(), .name = group.keys(0).display_name()});
  }
  std::stable_sort(grades.begin(), grades.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Grade> ordered;
  for (auto& [mean, grade] : grades) ordered.push_back(std::move(grade));
  return ordered;
}

int64_t CountOf(const v1::ScoreStatistics& statistics, const Grade& grade) {
  return ShareOf(statistics, grade).evaluation_count();
}

Table GroupTable(const v1::AggregateScoresResponse::Result& result, const Dimensions& dimensions,
                 const StatisticsColumns& columns, const v1::ScoreStatistics* all, Language language) {
  Table table{.columns = KeyColumns(dimensions)};
  for (Column& column : PeoplesColumns(columns)) table.columns.push_back(std::move(column));
  for (const auto& group : result.groups()) {
    table.rows.push_back(KeyCells(dimensions, group.keys(), language));
    Append(table.rows.back(), PeoplesCells(group.statistics(), columns));
  }
  if (all != nullptr) {
    table.rows.push_back(TotalKeyCells(dimensions, language));
    Append(table.rows.back(), PeoplesCells(*all, columns));
  }
  return table;
}

Table FlatGroupTable(const v1::AggregateScoresResponse& response,
                     const std::vector<v1::ScoreGrouping>& groupings, const StatisticsColumns& columns) {
  const Dimensions dimensions = AllDimensionsOf(groupings);
  const bool several = groupings.size() > 1;
  Table table;
  if (several) table.columns.push_back({.key = "grouping"});
  for (Column& column : RawKeyColumns(dimensions)) table.columns.push_back(std::move(column));
  for (Column& column : RawColumns(columns)) table.columns.push_back(std::move(column));
  for (size_t i = 0; i < groupings.size(); ++i) {
    for (const auto& group : response.results(static_cast<int>(i)).groups()) {
      table.rows.emplace_back();
      if (several) table.rows.back().push_back(WordsOf(groupings[i]));
      Append(table.rows.back(), RawKeyCells(dimensions, group.keys()));
      Append(table.rows.back(), RawCells(group.statistics(), columns));
    }
  }
  return table;
}

}  // namespace heng::cli
