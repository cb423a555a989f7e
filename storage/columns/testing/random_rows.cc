// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/testing/random_rows.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"

namespace heng::testing {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregateRowsRequest;
using storage::v1::DepartmentRow;
using storage::v1::RankRowsRequest;
using storage::v1::RegionRow;
using storage::v1::RowFilter;
using storage::v1::SummaryRow;

namespace {

constexpr int kFirstYear = 2021;
constexpr int kYears = 4;
constexpr int64_t kMaxFen = 99'999'999'999'999'999;
// One name begins with another, and revisions differ.
constexpr std::array kSchemes = {"schemes/gansu@0123456789abcdef", "schemes/gansu@fedcba9876543210",
                                 "schemes/gansu-overall@0123456789abcdef", "schemes/b@00000000000000ff"};
constexpr std::array kGradeCodes = {"", "A", "B", "b1"};
constexpr std::array kGrades = {"优", "优秀", "良", ""};
constexpr std::array kClassNames = {"产出", "产出指标", "效益"};

}  // namespace

RandomRows::RandomRows(unsigned seed) : random_(seed) {
  constexpr std::array kProvinces = {"62", "11", "65"};
  constexpr std::array kPrefectures = {"00", "06", "01"};
  constexpr std::array kCounties = {"00", "02", "71"};
  constexpr std::array kFurther = {"", "", "", "001", "100000"};
  const int region_count = 1 + Below(25);
  for (int i = 0; i < region_count; ++i) {
    regions_.push_back(
        OneIn(12) ? OneOf(kProvinces)
                  : absl::StrCat(OneOf(kProvinces), OneOf(kPrefectures), OneOf(kCounties), OneOf(kFurther)));
  }
  const int department_count = 1 + Below(12);
  for (int i = 0; i < department_count; ++i) {
    departments_.push_back(absl::StrCat(OneIn(3) ? "a." : "", Below(30)));
  }
  greatest_total_ = OneOf(std::array<int64_t, 4>{5, 10'000, 10'000, 10'000'000});
  greatest_fen_ = OneOf(std::array<int64_t, 3>{1000, 1'000'000'000, kMaxFen});
}

std::string RandomRows::RegionName() { return absl::StrCat("regions/", OneOf(regions_)); }

std::string RandomRows::DepartmentName() {
  return absl::StrCat(RegionName(), "/departments/", OneOf(departments_));
}

std::string RandomRows::EvaluationName() {
  return absl::StrCat(DepartmentName(), "/evaluations/", kFirstYear + Below(kYears),
                      OneIn(2) ? "-overall" : absl::StrCat("-project-", Below(3)));
}

int64_t RandomRows::Total() { return std::uniform_int_distribution<int64_t>(0, greatest_total_)(random_); }

int64_t RandomRows::Fen() {
  return OneIn(5) ? -1 : std::uniform_int_distribution<int64_t>(0, greatest_fen_)(random_);
}

RegionRow RandomRows::Region() {
  RegionRow row;
  row.set_name(RegionName());
  row.set_display_name(absl::StrCat("地区", Below(1000)));
  if (OneIn(2)) row.set_level(Below(6));
  if (OneIn(3)) row.set_parent(RegionName());
  return row;
}

DepartmentRow RandomRows::Department() {
  DepartmentRow row;
  row.set_name(DepartmentName());
  row.set_display_name(absl::StrCat("部门", Below(1000)));
  for (int i = Below(3); i > 0; --i) row.add_predecessors(DepartmentName());
  return row;
}

SummaryRow RandomRows::Row() {
  SummaryRow row;
  row.set_name(EvaluationName());
  row.set_fiscal_year(std::stoi(row.name().substr(row.name().rfind('/') + 1, 4)));
  row.set_revision(1 + Below(9));
  row.set_etag("etag");
  row.set_update_unix_ms(1);
  row.set_create_unix_ms(1);
  row.set_kind(1 + Below(2));
  row.set_state(1 + Below(3));
  row.set_department_category(Below(10));
  row.set_department_display_name(absl::StrCat("名称", Below(4)));
  row.set_scheme(OneOf(kSchemes));
  row.set_grade_code(OneOf(kGradeCodes));
  row.set_grade(OneOf(kGrades));
  row.set_total_hundredths(Total());
  row.set_initial_fen(Fen());
  row.set_adjusted_fen(Fen());
  row.set_executed_fen(Fen());
  AddParts(row);
  return row;
}

void RandomRows::AddParts(SummaryRow& row) {
  if (OneIn(2)) {
    row.set_execution_points_hundredths(Below(1000));
    row.set_execution_weight_tenthousandths(1 + Below(100'000));
  }
  for (int i = Below(6); i > 0; --i) {
    SummaryRow::ClassPoints& points = *row.add_classes();
    points.set_class_code(absl::StrCat("c", Below(4)));
    points.set_level(1 + Below(2));
    points.set_display_name(OneOf(kClassNames));
    points.set_points_hundredths(Below(100'000));
    points.set_weight_tenthousandths(Below(1'000'000));
  }
  for (int i = Below(4); i > 0; --i) {
    SummaryRow::ClausePoints& points = *row.add_clauses();
    points.set_clause(1 + Below(12));
    points.set_row_count(1 + Below(9));
    points.set_points_hundredths(Below(100'000));
    points.set_weight_tenthousandths(Below(1'000'000));
  }
  for (int i = Below(3); i > 0; --i) {
    SummaryRow::FindingCount& count = *row.add_findings();
    count.set_code(absl::StrCat("F", Below(5)));
    count.set_finding_count(1 + Below(9));
    count.set_row_count(1 + Below(9));
    count.set_points_hundredths(Below(100'000));
    count.set_weight_tenthousandths(Below(1'000'000));
  }
}

std::string RandomRows::Parent() {
  const std::string& region = OneOf(regions_);
  const std::string pattern = std::array<std::string, 4>{
      "-", region, absl::StrCat(region.substr(0, 1 + Below(static_cast<int>(region.size()))), "*"),
      OneIn(8) ? "999999" : region}[Below(4)];
  return absl::StrCat("regions/", pattern, "/departments/", OneIn(2) ? OneOf(departments_) : "-");
}

RowFilter RandomRows::Filter() {
  RowFilter filter;
  if (OneIn(3)) filter.set_parent(Parent());
  if (OneIn(4)) filter.set_under_region(OneIn(20) ? "regions/999999" : RegionName());
  if (OneIn(3)) {
    for (int i = 1 + Below(2); i > 0; --i) filter.add_fiscal_years(kFirstYear + Below(kYears + 1));
  }
  if (OneIn(6)) filter.add_kinds(1 + Below(3));
  if (OneIn(6)) filter.add_states(1 + Below(3));
  if (OneIn(6)) {
    for (int i = 1 + Below(5); i > 0; --i) filter.add_department_categories(Below(10));
  }
  if (OneIn(6)) {
    for (int i = 1 + Below(2); i > 0; --i) filter.add_grade_codes(OneOf(kGradeCodes));
  }
  if (OneIn(6)) {
    for (int i = 1 + Below(2); i > 0; --i) {
      const std::string scheme = OneOf(kSchemes);
      filter.add_schemes(OneIn(2) ? scheme : scheme.substr(0, scheme.find('@')));
    }
  }
  if (OneIn(6)) filter.set_min_hundredths(Total() / 2);
  if (OneIn(6)) filter.set_max_hundredths(filter.min_hundredths() + Total());
  return filter;
}

storage::v1::Grouping RandomRows::Grouping() {
  std::vector<int> dimensions(storage::v1::Dimension_MAX);
  for (size_t i = 0; i < dimensions.size(); ++i) dimensions[i] = static_cast<int>(i) + 1;
  std::shuffle(dimensions.begin(), dimensions.end(), random_);
  storage::v1::Grouping grouping;
  for (int i = Below(5); i > 0; --i) {
    grouping.add_dimensions(static_cast<storage::v1::Dimension>(dimensions.back()));
    dimensions.pop_back();
  }
  return grouping;
}

int RandomRows::MaxGroups() { return OneIn(10) ? 1 + Below(40) : 100'000; }

AggregateRowsRequest RandomRows::AggregateRequest() {
  AggregateRowsRequest request;
  *request.mutable_filter() = Filter();
  for (int i = 1 + Below(3); i > 0; --i) *request.add_groupings() = Grouping();
  for (int measure = 1; measure <= storage::v1::Measure_MAX; ++measure) {
    if (OneIn(2)) request.add_measures(static_cast<storage::v1::Measure>(measure));
  }
  for (int i = OneIn(2) ? 0 : Below(4); i > 0; --i) {
    request.add_percents_millionths(OneIn(3) ? Below(3) * 50'000'000 : Below(100'000'001));
  }
  request.set_departments_as_continued(OneIn(2));
  request.set_max_groups(MaxGroups());
  return request;
}

RankRowsRequest RandomRows::RankRequest() {
  RankRowsRequest request;
  *request.mutable_filter() = Filter();
  request.set_worst_first(OneIn(2));
  request.set_limit(OneIn(3) ? 1000 : Below(12));
  for (int i = Below(5); i > 0; --i) request.add_names(EvaluationName());
  return request;
}

AggregatePartsRequest RandomRows::PartsRequest() {
  AggregatePartsRequest request;
  *request.mutable_filter() = Filter();
  if (!OneIn(3)) *request.mutable_grouping() = Grouping();
  request.set_part_kind(static_cast<storage::v1::PartKind>(1 + Below(3)));
  if (request.part_kind() == storage::v1::PART_KIND_CLASS && OneIn(3)) request.set_class_level(1 + Below(3));
  request.set_departments_as_continued(OneIn(2));
  request.set_max_groups(MaxGroups());
  return request;
}

}  // namespace heng::testing
