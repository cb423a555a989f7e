// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/columns/queries.h"
#include "storage/columns/testing/column_rows.h"

namespace heng::testing {
namespace {

using storage::v1::RankRowsRequest;
using storage::v1::RankRowsResponse;
using storage::v1::SummaryRow;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

RankRowsRequest First(int limit) {
  RankRowsRequest request;
  request.set_limit(limit);
  return request;
}

// `620602/1 2024-overall 95.00: 0 better, 1 equal` without the words.
std::string Text(const RankRowsResponse::RankedRow& ranked) {
  return absl::StrCat(ranked.row().name().substr(8), " ", ranked.row().total_hundredths(), " ",
                      ranked.better_count(), " ", ranked.equal_count());
}

std::vector<std::string> RowsOf(const Columns& columns, const RankRowsRequest& request) {
  const auto response = RankRows(columns, request);
  EXPECT_OK(response);
  std::vector<std::string> rows;
  if (response.ok()) {
    for (const RankRowsResponse::RankedRow& row : response->rows()) rows.push_back(Text(row));
  }
  return rows;
}

std::string Named(const std::string& department) {
  return absl::StrCat(DepartmentName(department), "/evaluations/2024-overall");
}

void PutAll(Columns& columns, const std::vector<std::pair<std::string, int>>& totals) {
  for (const auto& [department, total] : totals) {
    columns.Put(EvaluationRow(department, "2024-overall", total));
  }
  columns.Publish();
}

TEST(RankRows, TiesShareTheirCountsAndComeInTheOrderOfNamesPartByPart) {
  Columns columns;
  PutAll(columns, {{"62/9", 90}, {"620602/10", 95}, {"620602/9", 90}, {"620602/10x", 90}, {"11/1", 80}});
  EXPECT_THAT(RowsOf(columns, First(10)),
              ElementsAre("620602/departments/10/evaluations/2024-overall 95 0 1",
                          "62/departments/9/evaluations/2024-overall 90 1 3",
                          "620602/departments/10x/evaluations/2024-overall 90 1 3",
                          "620602/departments/9/evaluations/2024-overall 90 1 3",
                          "11/departments/1/evaluations/2024-overall 80 4 1"));
}

TEST(RankRows, WorstFirstTurnsTheTotalsAroundButNeitherTiesNorCounts) {
  Columns columns;
  PutAll(columns, {{"62/b", 90}, {"62/a", 90}, {"62/c", 80}});
  RankRowsRequest request = First(2);
  request.set_worst_first(true);
  EXPECT_THAT(RowsOf(columns, request), ElementsAre("62/departments/c/evaluations/2024-overall 80 2 1",
                                                    "62/departments/a/evaluations/2024-overall 90 0 2"));
}

TEST(RankRows, CutsThroughTiesAtTheLimit) {
  Columns columns;
  std::vector<std::pair<std::string, int>> totals;
  for (int i = 999; i >= 100; --i) totals.emplace_back(absl::StrCat("62/", i), 10'000);
  PutAll(columns, totals);
  EXPECT_THAT(RowsOf(columns, First(2)),
              ElementsAre("62/departments/100/evaluations/2024-overall 10000 0 900",
                          "62/departments/101/evaluations/2024-overall 10000 0 900"));
}

TEST(RankRows, FormsOfOneDepartmentComeInTheOrderOfTheirIds) {
  Columns columns;
  columns.Put(EvaluationRow("62/1", "2024-project-b", 1));
  columns.Put(EvaluationRow("62/1", "2024-project-a", 1));
  columns.Put(EvaluationRow("62/1", "2023-overall", 1));
  columns.Publish();
  EXPECT_THAT(RowsOf(columns, First(10)), ElementsAre("62/departments/1/evaluations/2023-overall 1 0 3",
                                                      "62/departments/1/evaluations/2024-project-a 1 0 3",
                                                      "62/departments/1/evaluations/2024-project-b 1 0 3"));
}

TEST(RankRows, ShowsARowAsItWasFiled) {
  Columns columns;
  SummaryRow row = EvaluationRow("620602/219001", "2024-overall", 9262);
  row.set_department_display_name("旧名");
  row.set_adjusted_fen(300209497);
  row.set_executed_fen(0);
  row.set_etag("x");
  row.set_revision(3);
  row.set_update_unix_ms(1);
  row.add_classes()->set_class_code("output");
  columns.Put(row);
  columns.Put(DepartmentNamed("620602/219001", "新名"));
  columns.Publish();
  ASSERT_OK_AND_ASSIGN(const RankRowsResponse response, RankRows(columns, First(1)));
  SummaryRow wanted = row;
  wanted.clear_etag();
  wanted.clear_revision();
  wanted.clear_update_unix_ms();
  wanted.clear_classes();
  EXPECT_EQ(response.rows(0).row().DebugString(), wanted.DebugString());
}

TEST(RankRows, FindsThePlaceOfThoseNamedEvenIfTheyAreNotAmongTheFirst) {
  Columns columns;
  PutAll(columns, {{"62/1", 90}, {"62/2", 80}, {"62/3", 80}, {"62/4", 70}});
  RankRowsRequest request = First(0);
  for (const char* const department : {"62/3", "62/1", "62/3", "62/5", "63/1"}) {
    request.add_names(Named(department));
  }
  ASSERT_OK_AND_ASSIGN(const RankRowsResponse response, RankRows(columns, request));
  EXPECT_EQ(response.evaluation_count(), 4);
  EXPECT_THAT(response.rows(), IsEmpty());
  ASSERT_EQ(response.named_size(), 5);
  EXPECT_EQ(Text(response.named(0).ranked()), "62/departments/3/evaluations/2024-overall 80 1 2");
  EXPECT_EQ(Text(response.named(1).ranked()), "62/departments/1/evaluations/2024-overall 90 0 1");
  EXPECT_EQ(Text(response.named(2).ranked()), Text(response.named(0).ranked()));
  EXPECT_FALSE(response.named(3).has_ranked());
  EXPECT_FALSE(response.named(4).has_ranked());
}

TEST(RankRows, LeavesOutWhatTheFilterLeavesOut) {
  Columns columns;
  PutAll(columns, {{"62/1", 90}, {"62/2", 80}, {"63/1", 95}});
  RankRowsRequest request = First(10);
  request.mutable_filter()->set_parent("regions/62/departments/-");
  request.add_names(Named("63/1"));
  ASSERT_OK_AND_ASSIGN(const RankRowsResponse response, RankRows(columns, request));
  EXPECT_EQ(response.evaluation_count(), 2);
  EXPECT_EQ(response.rows_size(), 2);
  EXPECT_EQ(response.rows(0).better_count(), 0);
  EXPECT_FALSE(response.named(0).has_ranked());
}

TEST(RankRows, SeesOnlyTheLatestPublishedRevision) {
  Columns columns;
  PutAll(columns, {{"62/1", 90}});
  columns.Put(EvaluationRow("62/1", "2024-overall", 70));
  EXPECT_THAT(RowsOf(columns, First(10)), ElementsAre("62/departments/1/evaluations/2024-overall 90 0 1"));
  columns.Publish();
  EXPECT_THAT(RowsOf(columns, First(10)), ElementsAre("62/departments/1/evaluations/2024-overall 70 0 1"));
}

TEST(RankRows, AnEmptySetIsAnAnswer) {
  Columns columns;
  ASSERT_OK_AND_ASSIGN(const RankRowsResponse response, RankRows(columns, First(10)));
  EXPECT_EQ(response.evaluation_count(), 0);
  EXPECT_THAT(response.rows(), IsEmpty());
}

TEST(RankRows, TotalsTooLargeForCountersAreRankedAsWell) {
  Columns columns;
  columns.Put(EvaluationRow("62/1", "2024-overall", 4'294'967'295));
  columns.Put(EvaluationRow("62/2", "2024-overall", 4'294'967'294));
  columns.Publish();
  EXPECT_THAT(RowsOf(columns, First(1)),
              ElementsAre("62/departments/1/evaluations/2024-overall 4294967295 0 1"));
}

}  // namespace
}  // namespace heng::testing
