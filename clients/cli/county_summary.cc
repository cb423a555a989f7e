// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/county_summary.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/decimal.h"
#include "clients/cli/text_width.h"
#include "clients/cli/words.h"

namespace heng::cli {
namespace {

constexpr int kYuanPlaces = 2;
constexpr int kPlacesOfTenThousand = 4;
// A nation's budget of a century has fewer digits.
constexpr DecimalLimits kSumLimits = {.max_digits = 36};

// 3002094.97 as 300.209497; empty stays empty.
std::string TenThousandYuan(const std::string& yuan) {
  const absl::StatusOr<Decimal> amount = Decimal::Parse(yuan, kSumLimits);
  if (!amount.ok()) return "";
  return Decimal::FromCoefficient(amount->coefficient(), amount->places() + kPlacesOfTenThousand)
      .ToFixed(kYuanPlaces + kPlacesOfTenThousand);
}

bool IsRegion(v1::ScoreDimension dimension) {
  switch (dimension) {
    case v1::SCORE_DIMENSION_REGION:
    case v1::SCORE_DIMENSION_PROVINCE:
    case v1::SCORE_DIMENSION_PREFECTURE:
    case v1::SCORE_DIMENSION_COUNTY:
      return true;
    default:
      return false;
  }
}

// 凉州区 for 甘肃省武威市凉州区 in 甘肃省武威市, and 本级 for what 甘肃省武威市 filed itself. Departments have their codes, for
// every county has a 财政局.
std::string RowName(const GroupKeys& keys, v1::ScoreDimension dimension, const std::string& region) {
  if (keys.empty() || keys[0].display_name().empty() || !IsRegion(dimension)) {
    return KeyCells({dimension}, keys, Language::kChinese)[0];
  }
  const absl::string_view rest = absl::StripPrefix(keys[0].display_name(), region);
  return std::string(rest.empty() ? "本级" : rest);
}

Column Chinese(const std::string& heading, Align align = Align::kRight) {
  return {.key = heading, .heading = {.en = heading, .zh = heading}, .align = align};
}

std::vector<Column> Columns(v1::ScoreDimension dimension, const std::vector<Grade>& grades,
                            SummaryUnit unit) {
  const char* const count = unit == SummaryUnit::kDepartments ? "自评单位数"
                            : unit == SummaryUnit::kProjects  ? "自评项目数"
                                                              : "自评表数";
  std::vector<Column> columns = {Chinese("序号"),
                                 Chinese(WordOf(DimensionWords(), dimension).text.zh, Align::kLeft),
                                 Chinese(count),
                                 Chinese("调整后预算数（万元）"),
                                 Chinese("执行数（万元）"),
                                 Chinese("执行率（%）"),
                                 Chinese("平均得分"),
                                 Chinese("最高分"),
                                 Chinese("最低分")};
  for (const Grade& grade : grades) columns.push_back(Chinese(grade.name.empty() ? "无等级" : grade.name));
  return columns;
}

std::vector<std::string> Row(const std::string& number, const std::string& name,
                             const v1::ScoreStatistics& statistics, const std::vector<Grade>& grades) {
  const v1::AmountStatistics& amounts = statistics.amounts();
  std::vector<std::string> row = {number,
                                  name,
                                  absl::StrCat(statistics.evaluation_count()),
                                  TenThousandYuan(amounts.adjusted_yuan()),
                                  TenThousandYuan(amounts.executed_yuan()),
                                  amounts.execution_rate_percent(),
                                  statistics.mean_points(),
                                  statistics.max_points(),
                                  statistics.min_points()};
  for (const Grade& grade : grades) row.push_back(absl::StrCat(CountOf(statistics, grade)));
  return row;
}

}  // namespace

SummaryUnit SummaryUnitOf(const v1::ScoreFilter& filter) {
  if (filter.kinds_size() != 1) return SummaryUnit::kForms;
  return filter.kinds(0) == v1::EVALUATION_KIND_OVERALL ? SummaryUnit::kDepartments : SummaryUnit::kProjects;
}

std::string SummaryTitle(const std::string& region, int fiscal_year, SummaryUnit unit) {
  const char* const what = unit == SummaryUnit::kDepartments ? "部门绩效自评结果汇总表"
                           : unit == SummaryUnit::kProjects  ? "项目支出绩效自评结果汇总表"
                                                             : "绩效自评结果汇总表";
  return absl::StrCat(region, fiscal_year, "年度", what);
}

Table SummaryTable(const v1::AggregateScoresResponse::Result& result, v1::ScoreDimension dimension,
                   const v1::ScoreStatistics& all, const std::vector<Grade>& grades,
                   const std::string& region, SummaryUnit unit) {
  Table table{.columns = Columns(dimension, grades, unit)};
  for (const auto& group : result.groups()) {
    table.rows.push_back(Row(absl::StrCat(table.rows.size() + 1), RowName(group.keys(), dimension, region),
                             group.statistics(), grades));
  }
  table.rows.push_back(Row("", "合计", all, grades));
  return table;
}

std::string SummaryPage(const std::string& title, const Table& table) {
  const std::string box = BoxTable(table, Language::kChinese, {table.rows.size() - 1});
  const int width = TextWidth(box.substr(0, box.find('\n')));
  const int left = std::max(0, (width - TextWidth(title)) / 2);
  return absl::StrCat(std::string(left, ' '), title, "\n", box);
}

}  // namespace heng::cli
