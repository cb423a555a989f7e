// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/columns/queries.h"
#include "storage/columns/testing/column_rows.h"

namespace heng::testing {
namespace {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregatePartsResponse;
using storage::v1::GroupParts;
using storage::v1::PartSums;
using storage::v1::SummaryRow;
using ::testing::ElementsAre;

AggregatePartsRequest Of(storage::v1::PartKind kind) {
  AggregatePartsRequest request;
  request.set_part_kind(kind);
  request.set_max_groups(10'000);
  return request;
}

void AddClass(SummaryRow& row, const std::string& code, int level, const std::string& name, int64_t points,
              int64_t weight) {
  SummaryRow::ClassPoints& added = *row.add_classes();
  added.set_class_code(code);
  added.set_level(level);
  added.set_display_name(name);
  added.set_points_hundredths(points);
  added.set_weight_tenthousandths(weight);
}

// `1/output 产出: 2 evaluations, 0 rows, 30 of 40` without the words.
std::vector<std::string> Texts(const GroupParts& group) {
  std::vector<std::string> texts;
  for (const PartSums& part : group.parts()) {
    texts.push_back(absl::StrCat(part.level(), "/", part.code(), " ", part.display_name(), ": ",
                                 part.evaluation_count(), " ", part.row_count(), " ",
                                 part.points_hundredths(), " ", part.weight_tenthousandths()));
  }
  return texts;
}

std::vector<std::string> OnlyGroup(const Columns& columns, const AggregatePartsRequest& request,
                                   const QueryCosts& costs = {}) {
  const auto response = AggregateParts(columns, request, costs);
  EXPECT_OK(response);
  if (!response.ok() || response->groups_size() != 1) return {"not one group"};
  return Texts(response->groups(0));
}

TEST(AggregateParts, SumsClassesInTheOrderOfLevelAndCode) {
  Columns columns;
  SummaryRow row = EvaluationRow("62/1", "2024-overall", 9000);
  AddClass(row, "b", 1, "效益", 1000, 200'000);
  AddClass(row, "a", 2, "数量", 500, 100'000);
  columns.Put(row);
  row = EvaluationRow("62/2", "2024-overall", 9000);
  AddClass(row, "a", 1, "产出", 7, 8);
  AddClass(row, "b", 1, "效益", 1, 2);
  columns.Put(row);
  columns.Publish();
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  EXPECT_THAT(OnlyGroup(columns, request),
              ElementsAre("1/a 产出: 1 0 7 8", "1/b 效益: 2 0 1001 200002", "2/a 数量: 1 0 500 100000"));
  request.set_class_level(2);
  EXPECT_THAT(OnlyGroup(columns, request), ElementsAre("2/a 数量: 1 0 500 100000"));
}

// Rows written before levels were stored have level 0 and no other parts.
TEST(AggregateParts, ClassesWithoutALevelCountNowhere) {
  Columns columns;
  SummaryRow row = EvaluationRow("62/1", "2024-overall", 9000);
  AddClass(row, "a", 0, "", 1000, 200'000);
  columns.Put(row);
  columns.Publish();
  EXPECT_THAT(OnlyGroup(columns, Of(storage::v1::PART_KIND_CLASS)), ElementsAre());
}

TEST(AggregateParts, BudgetExecutionIsAClassOfLevel1WithoutACode) {
  Columns columns;
  SummaryRow row = EvaluationRow("62/1", "2024-overall", 9000);
  row.set_execution_points_hundredths(959);
  row.set_execution_weight_tenthousandths(100'000);
  columns.Put(row);
  columns.Put(EvaluationRow("62/2", "2024-overall", 9000));  // its scheme has no execution block
  columns.Publish();
  EXPECT_THAT(OnlyGroup(columns, Of(storage::v1::PART_KIND_CLASS)), ElementsAre("1/ : 1 0 959 100000"));
}

TEST(AggregateParts, SumsClausesAndFindings) {
  Columns columns;
  for (const char* const department : {"62/1", "62/2"}) {
    SummaryRow row = EvaluationRow(department, "2024-overall", 9000);
    SummaryRow::ClausePoints& clause = *row.add_clauses();
    clause.set_clause(12);
    clause.set_row_count(3);
    clause.set_points_hundredths(100);
    clause.set_weight_tenthousandths(20'000);
    SummaryRow::FindingCount& finding = *row.add_findings();
    finding.set_code("F07");
    finding.set_finding_count(5);
    finding.set_row_count(4);
    finding.set_points_hundredths(10);
    finding.set_weight_tenthousandths(3000);
    columns.Put(row);
  }
  columns.Publish();
  EXPECT_THAT(OnlyGroup(columns, Of(storage::v1::PART_KIND_CLAUSE)), ElementsAre("0/12 : 2 6 200 40000"));
  EXPECT_THAT(OnlyGroup(columns, Of(storage::v1::PART_KIND_FINDING)), ElementsAre("0/F07 : 2 10 20 6000"));
}

TEST(AggregateParts, NamesOfOneClassAreOneUnderTheFirstThatOccurs) {
  Columns columns;
  int year = 2021;
  for (const char* const name : {"产出指标", "产出", "一"}) {
    SummaryRow row = EvaluationRow("62/1", absl::StrCat(year++, "-overall"), 1);
    AddClass(row, "output", 1, name, 1, 1);
    columns.Put(row);
  }
  columns.Publish();
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  request.mutable_filter()->add_fiscal_years(2021);
  request.mutable_filter()->add_fiscal_years(2022);
  EXPECT_THAT(OnlyGroup(columns, request), ElementsAre("1/output 产出: 2 0 2 2"));
}

TEST(AggregateParts, AnEvaluationThatHasAPartTwiceIsOne) {
  Columns columns;
  SummaryRow row = EvaluationRow("62/1", "2024-overall", 1);
  AddClass(row, "a", 1, "产出", 1, 10);
  AddClass(row, "a", 1, "效益", 2, 20);
  columns.Put(row);
  columns.Publish();
  EXPECT_THAT(OnlyGroup(columns, Of(storage::v1::PART_KIND_CLASS)), ElementsAre("1/a 产出: 1 0 3 30"));
}

TEST(AggregateParts, GroupsHaveBreakdownsOfTheirOwn) {
  Columns columns;
  SummaryRow row = EvaluationRow("620602/1", "2024-overall", 1);
  AddClass(row, "a", 1, "产出", 1, 10);
  columns.Put(row);
  columns.Put(EvaluationRow("110101/1", "2024-overall", 1));
  columns.Put(RegionNamed("620000", "甘肃省"));
  columns.Publish();
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  request.mutable_grouping()->add_dimensions(storage::v1::DIMENSION_PROVINCE);
  ASSERT_OK_AND_ASSIGN(const AggregatePartsResponse response, AggregateParts(columns, request));
  ASSERT_EQ(response.groups_size(), 2);
  EXPECT_THAT(response.groups(0).keys(), ElementsAre("110000"));
  EXPECT_EQ(response.groups(0).evaluation_count(), 1);
  EXPECT_EQ(response.groups(0).parts_size(), 0);
  EXPECT_THAT(Texts(response.groups(1)), ElementsAre("1/a 产出: 1 0 1 10"));
  ASSERT_EQ(response.labels_size(), 2);
  EXPECT_EQ(response.labels(1).display_name(), "甘肃省");
  EXPECT_EQ(response.state().token(), columns.TokenOf(*columns.View()));
}

TEST(AggregateParts, AnEmptySetIsOneGroupWithoutDimensionsAndNoneWithThem) {
  Columns columns;
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  ASSERT_OK_AND_ASSIGN(const AggregatePartsResponse one, AggregateParts(columns, request));
  ASSERT_EQ(one.groups_size(), 1);
  EXPECT_EQ(one.groups(0).evaluation_count(), 0);
  request.mutable_grouping()->add_dimensions(storage::v1::DIMENSION_YEAR);
  ASSERT_OK_AND_ASSIGN(const AggregatePartsResponse none, AggregateParts(columns, request));
  EXPECT_EQ(none.groups_size(), 0);
}

TEST(AggregateParts, RefusesTooManyPartsOfGroups) {
  Columns columns;
  for (int i = 0; i < 5; ++i) {
    SummaryRow row = EvaluationRow(absl::StrCat("62/", i), "2024-overall", 1);
    AddClass(row, absl::StrCat("a", i), 1, "产出", 1, 1);
    AddClass(row, "b", 1, "效益", 1, 1);
    columns.Put(row);
  }
  columns.Publish();
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  request.mutable_grouping()->add_dimensions(storage::v1::DIMENSION_DEPARTMENT);
  for (const size_t table_entries : {size_t{0}, QueryCosts().table_entries}) {
    request.set_max_groups(10);
    EXPECT_OK(AggregateParts(columns, request, {.table_entries = table_entries}));
    for (const int max_groups : {9, 4}) {
      request.set_max_groups(max_groups);
      const auto refused = AggregateParts(columns, request, {.table_entries = table_entries});
      EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
      EXPECT_THAT(refused, HasReason("TOO_MANY_GROUPS"));
      EXPECT_THAT(std::string(refused.status().message()),
                  ::testing::StartsWith(max_groups == 9
                                            ? "grouping has 5 groups with 10 parts together, want at most 9"
                                            : "grouping has 5 groups, want at most 4"));
    }
  }
}

TEST(AggregateParts, AsContinuedPartsFollowTheirDepartment) {
  Columns columns;
  for (const char* const department : {"62/old", "63/new"}) {
    SummaryRow row = EvaluationRow(department, "2024-overall", 1);
    AddClass(row, "a", 1, "产出", 1, 10);
    columns.Put(row);
  }
  columns.Put(DepartmentNamed("63/new", "新", {"62/old"}));
  columns.Publish();
  AggregatePartsRequest request = Of(storage::v1::PART_KIND_CLASS);
  request.mutable_grouping()->add_dimensions(storage::v1::DIMENSION_REGION);
  request.set_departments_as_continued(true);
  EXPECT_THAT(OnlyGroup(columns, request), ElementsAre("1/a 产出: 2 0 2 20"));
}

}  // namespace
}  // namespace heng::testing
