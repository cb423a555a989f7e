// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "analysis/score_sums.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "storage/columns/queries.h"
#include "storage/columns/radix_sort.h"
#include "storage/columns/testing/column_rows.h"

namespace heng::testing {
namespace {

using storage::v1::AggregateRowsRequest;
using storage::v1::AggregateRowsResponse;
using storage::v1::AmountSums;
using storage::v1::Dimension;
using storage::v1::GroupedSums;
using storage::v1::Measure;
using storage::v1::ScoreSums;
using storage::v1::SummaryRow;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

AggregateRowsRequest By(const std::vector<Dimension>& dimensions, const std::vector<Measure>& measures = {}) {
  AggregateRowsRequest request;
  storage::v1::Grouping& grouping = *request.add_groupings();
  for (const Dimension dimension : dimensions) grouping.add_dimensions(dimension);
  for (const Measure measure : measures) request.add_measures(measure);
  request.set_max_groups(10'000);
  return request;
}

// `62+2024=3`: keys and number of evaluations.
std::vector<std::string> CountsOf(const GroupedSums& groups) {
  std::vector<std::string> counts;
  for (const storage::v1::GroupSums& group : groups.groups()) {
    counts.push_back(absl::StrCat(absl::StrJoin(group.keys(), "+"), "=", group.sums().evaluation_count()));
  }
  return counts;
}

std::vector<std::string> Counts(const Columns& columns, const std::vector<Dimension>& dimensions,
                                bool as_continued = false) {
  AggregateRowsRequest request = By(dimensions);
  request.set_departments_as_continued(as_continued);
  const auto response = AggregateRows(columns, request);
  EXPECT_OK(response);
  return response.ok() ? CountsOf(response->results(0)) : std::vector<std::string>();
}

// Of everything in one group.
ScoreSums Whole(const Columns& columns, const std::vector<Measure>& measures, const QueryCosts& costs = {}) {
  const auto response = AggregateRows(columns, By({}, measures), costs);
  EXPECT_OK(response);
  return response.ok() ? response->results(0).groups(0).sums() : ScoreSums();
}

std::string GroupCountOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  const auto found = info.metadata().find("groupCount");
  return found == info.metadata().end() ? "" : found->second;
}

TEST(AggregateRows, AnEmptySetIsOneGroupWithoutDimensionsAndNoneWithThem) {
  Columns columns;
  AggregateRowsRequest request = By({}, {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_HISTOGRAM,
                                         storage::v1::MEASURE_GRADES, storage::v1::MEASURE_AMOUNTS});
  for (int dimension = 1; dimension <= 7; ++dimension) {
    request.add_groupings()->add_dimensions(static_cast<Dimension>(dimension));
  }
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse response, AggregateRows(columns, request));
  EXPECT_THAT(CountsOf(response.results(0)), ElementsAre("=0"));
  EXPECT_EQ(response.results(0).groups(0).sums().min_hundredths(), 0);
  for (int i = 1; i <= 7; ++i) EXPECT_EQ(response.results(i).groups_size(), 0) << i;
  EXPECT_THAT(response.state().filed_fiscal_years(), IsEmpty());
}

TEST(AggregateRows, SumsPoints) {
  Columns columns;
  columns.Put(EvaluationRow("620602/1", "2024-overall", 9262));
  columns.Put(EvaluationRow("620602/2", "2024-overall", 0));
  columns.Put(EvaluationRow("620602/3", "2024-overall", 10000));
  columns.Publish();
  const ScoreSums sums = Whole(columns, {storage::v1::MEASURE_POINTS});
  EXPECT_EQ(sums.evaluation_count(), 3);
  EXPECT_EQ(sums.total_hundredths(), 19262);
  EXPECT_EQ(sums.min_hundredths(), 0);
  EXPECT_EQ(sums.max_hundredths(), 10000);
  EXPECT_FALSE(sums.has_histogram());
  EXPECT_FALSE(sums.has_amounts());
}

TEST(AggregateRows, FillsOnlyTheMeasuresAskedFor) {
  Columns columns;
  columns.Put(EvaluationRow("620602/1", "2024-overall", 9262));
  columns.Publish();
  EXPECT_EQ(Whole(columns, {}).ShortDebugString(), "evaluation_count: 1");
  EXPECT_EQ(Whole(columns, {storage::v1::MEASURE_HISTOGRAM}).ShortDebugString(),
            "evaluation_count: 1 histogram { hundredths_deltas: 9262 counts: 1 }");
  EXPECT_EQ(
      Whole(columns, {storage::v1::MEASURE_GRADES}).ShortDebugString(),
      "evaluation_count: 1 grades { grade_code: \"A\" grade: \"\\344\\274\\230\" evaluation_count: 1 }");
}

TEST(AggregateRows, CountsTotalsInAscendingOrderWithCountersAndWithout) {
  Columns columns;
  int number = 0;
  for (const uint32_t total : {4'294'967'295U, 0U, 9262U, 9262U, 100U}) {
    columns.Put(EvaluationRow(absl::StrCat("620602/", ++number), "2024-overall", total));
  }
  columns.Publish();
  const ScoreSums sums = Whole(columns, {storage::v1::MEASURE_HISTOGRAM, storage::v1::MEASURE_POINTS});
  EXPECT_THAT(sums.histogram().hundredths_deltas(), ElementsAre(0, 100, 9162, 4'294'958'033U));
  EXPECT_THAT(sums.histogram().counts(), ElementsAre(1, 1, 2, 1));
  EXPECT_EQ(sums.max_hundredths(), 4'294'967'295);

  columns.Put(EvaluationRow("620602/1", "2024-overall", 7));
  columns.Publish();
  EXPECT_THAT(Whole(columns, {storage::v1::MEASURE_HISTOGRAM}).histogram().hundredths_deltas(),
              ElementsAre(0, 7, 93, 9162));
}

TEST(AggregateRows, GradesOfOneCodeAreOneUnderTheFirstText) {
  Columns columns;
  int number = 0;
  for (const auto& [code, grade] : std::vector<std::pair<const char*, const char*>>{
           {"B", "良"}, {"A", "优秀"}, {"A", "优"}, {"", ""}, {"A", "优秀"}}) {
    SummaryRow row = EvaluationRow(absl::StrCat("620602/", ++number), "2024-overall", 1);
    row.set_grade_code(code);
    row.set_grade(grade);
    columns.Put(row);
  }
  columns.Publish();
  std::vector<std::string> grades;
  const ScoreSums sums = Whole(columns, {storage::v1::MEASURE_GRADES});
  for (const auto& grade : sums.grades()) {
    grades.push_back(absl::StrCat(grade.grade_code(), " ", grade.grade(), " ", grade.evaluation_count()));
  }
  EXPECT_THAT(grades, ElementsAre("  1", "A 优 3", "B 良 1"));
}

TEST(AggregateRows, AnAmountThatIsNotGivenCountsNowhere) {
  Columns columns;
  const auto put = [&columns](int number, int64_t initial, int64_t adjusted, int64_t executed) {
    SummaryRow row = EvaluationRow(absl::StrCat("620602/", number), "2024-overall", 9000);
    row.set_initial_fen(initial);
    row.set_adjusted_fen(adjusted);
    row.set_executed_fen(executed);
    columns.Put(row);
  };
  put(1, 1, 100, 90);
  put(2, -1, 200, -1);
  put(3, 0, -1, 7);
  put(4, -1, 0, 0);
  columns.Publish();
  const AmountSums sums = Whole(columns, {storage::v1::MEASURE_AMOUNTS}).amounts();
  EXPECT_EQ(sums.initial_count(), 2);
  EXPECT_EQ(sums.initial_fen().low(), 1);
  EXPECT_EQ(sums.adjusted_count(), 3);
  EXPECT_EQ(sums.adjusted_fen().low(), 300);
  EXPECT_EQ(sums.executed_count(), 3);
  EXPECT_EQ(sums.executed_fen().low(), 97);
  EXPECT_EQ(sums.rated_count(), 2);
  EXPECT_EQ(sums.rated_adjusted_fen().low(), 100);
  EXPECT_EQ(sums.rated_executed_fen().low(), 90);
  EXPECT_EQ(sums.weighted_hundredths().low(), 9000 * 300);
}

TEST(AggregateRows, SumsThatExceed64BitsAreExact) {
  constexpr int64_t kGreatest = 99'999'999'999'999'999;
  Columns columns;
  for (int i = 0; i < 300; ++i) {
    SummaryRow row = EvaluationRow(absl::StrCat("620602/", i), "2024-overall", 1'000'000);
    row.set_adjusted_fen(kGreatest);
    columns.Put(row);
  }
  columns.Publish();
  const AmountSums sums = Whole(columns, {storage::v1::MEASURE_AMOUNTS}).amounts();
  EXPECT_TRUE(FromWide(sums.adjusted_fen()) == Int128{300} * kGreatest);
  EXPECT_TRUE(FromWide(sums.weighted_hundredths()) == Int128{300} * 1'000'000 * kGreatest);
}

TEST(AggregateRows, GroupsByEachDimensionInTheOrderOfKeys) {
  Columns columns;
  SummaryRow row = EvaluationRow("620602001/b", "2024-overall", 1);
  row.set_department_category(10);
  columns.Put(row);
  row = EvaluationRow("110101/a", "2023-project-x", 2);
  row.set_kind(2);
  row.set_state(1);
  row.set_department_category(9);
  row.set_grade_code("");
  row.set_scheme("schemes/b@0000000000000001");
  columns.Put(row);
  columns.Put(EvaluationRow("620602/b", "2023-overall", 3));
  columns.Publish();
  using storage::v1::Dimension_Name;
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_YEAR}), ElementsAre("2023=2", "2024=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_REGION}),
              ElementsAre("110101=1", "620602=1", "620602001=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_PROVINCE}), ElementsAre("110000=1", "620000=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_PREFECTURE}), ElementsAre("110100=1", "620600=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_COUNTY}), ElementsAre("110101=1", "620602=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_DEPARTMENT}),
              ElementsAre("regions/110101/departments/a=1", "regions/620602/departments/b=1",
                          "regions/620602001/departments/b=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_CATEGORY}), ElementsAre("10=1", "4=1", "9=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_KIND}), ElementsAre("1=2", "2=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_STATE}), ElementsAre("1=1", "2=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_GRADE}), ElementsAre("=1", "A=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_SCHEME}),
              ElementsAre("schemes/b@0000000000000001=1", "schemes/gansu@0123456789abcdef=2"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_STATE, storage::v1::DIMENSION_YEAR}),
              ElementsAre("1+2023=1", "2+2023=1", "2+2024=1"));
}

TEST(AggregateRows, AnswersSeveralGroupingsOfTheSameRows) {
  Columns columns;
  columns.Put(EvaluationRow("620602/1", "2024-overall", 1));
  columns.Put(EvaluationRow("620621/1", "2024-overall", 1));
  columns.Publish();
  AggregateRowsRequest request = By({storage::v1::DIMENSION_REGION});
  request.add_groupings();
  request.mutable_filter()->set_parent("regions/620621/departments/-");
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse response, AggregateRows(columns, request));
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_THAT(CountsOf(response.results(0)), ElementsAre("620621=1"));
  EXPECT_THAT(CountsOf(response.results(1)), ElementsAre("=1"));
}

TEST(AggregateRows, LabelsRegionsAndDepartmentsOnce) {
  Columns columns;
  columns.Put(RegionNamed("620000", "甘肃省"));
  columns.Put(EvaluationRow("620602/1", "2024-overall", 1));
  columns.Put(EvaluationRow("620602/1", "2023-overall", 1));
  columns.Publish();
  AggregateRowsRequest request = By({storage::v1::DIMENSION_PROVINCE, storage::v1::DIMENSION_YEAR});
  *request.add_groupings() = By({storage::v1::DIMENSION_PROVINCE}).groupings(0);
  *request.add_groupings() = By({storage::v1::DIMENSION_DEPARTMENT}).groupings(0);
  *request.add_groupings() = By({storage::v1::DIMENSION_COUNTY}).groupings(0);
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse response, AggregateRows(columns, request));
  std::vector<std::string> labels;
  for (const storage::v1::KeyLabel& label : response.labels()) {
    labels.push_back(absl::StrCat(label.dimension(), " ", label.key(), " ", label.display_name()));
  }
  EXPECT_THAT(labels, ElementsAre("3 620000 甘肃省", "5 620602 ", "6 regions/620602/departments/1 总工会"));
}

TEST(AggregateRows, TellsWhatItSaw) {
  Columns columns;
  columns.Put(EvaluationRow("620602/1", "2024-overall", 1));
  columns.Put(EvaluationRow("620602/1", "2022-overall", 1));
  columns.Publish();
  AggregateRowsRequest request = By({});
  request.mutable_filter()->add_fiscal_years(2023);
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse before, AggregateRows(columns, request));
  EXPECT_THAT(before.state().filed_fiscal_years(), ElementsAre(2022, 2024));
  EXPECT_EQ(before.state().token(), columns.TokenOf(*columns.View()));

  columns.Put(EvaluationRow("620602/1", "2022-overall", 2));
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse same, AggregateRows(columns, request));
  EXPECT_EQ(same.state().token(), before.state().token());
  columns.Publish();
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse after, AggregateRows(columns, request));
  EXPECT_NE(after.state().token(), before.state().token());
}

// ---- Departments that others continue.

TEST(AggregateRows, AsContinuedDepartmentsAndTheirRegionsFollow) {
  Columns columns;
  columns.Put(EvaluationRow("620602/old", "2023-overall", 1));
  columns.Put(EvaluationRow("620621/other", "2023-overall", 1));
  columns.Put(EvaluationRow("620600/new", "2024-overall", 1));
  columns.Put(DepartmentNamed("620602/middle", "中", {"620602/old"}));
  columns.Put(DepartmentNamed("620600/new", "新", {"620602/middle", "620621/other"}));
  columns.Publish();
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_REGION}),
              ElementsAre("620600=1", "620602=1", "620621=1"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_REGION}, /*as_continued=*/true),
              ElementsAre("620600=3"));
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_DEPARTMENT}, /*as_continued=*/true),
              ElementsAre("regions/620600/departments/new=3"));

  AggregateRowsRequest request = By({});
  request.set_departments_as_continued(true);
  request.mutable_filter()->set_parent("regions/620600/departments/new");
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse by_department, AggregateRows(columns, request));
  EXPECT_THAT(CountsOf(by_department.results(0)), ElementsAre("=3"));
  request.mutable_filter()->clear_parent();
  request.mutable_filter()->set_under_region("regions/620621");
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse by_region, AggregateRows(columns, request));
  EXPECT_THAT(CountsOf(by_region.results(0)), ElementsAre("=0"));
}

TEST(AggregateRows, AsContinuedASplitDepartmentStaysWhatItWas) {
  Columns columns;
  columns.Put(EvaluationRow("620602/old", "2023-overall", 1));
  columns.Put(DepartmentNamed("620602/a", "甲", {"620602/old"}));
  columns.Put(DepartmentNamed("620602/b", "乙", {"620602/old"}));
  columns.Publish();
  EXPECT_THAT(Counts(columns, {storage::v1::DIMENSION_DEPARTMENT}, /*as_continued=*/true),
              ElementsAre("regions/620602/departments/old=1"));
}

TEST(AggregateRows, AsContinuedDepartmentsWhoseWayRunsInACircleStayWhatTheyWere) {
  Columns columns;
  for (const char* const id : {"a", "b", "c", "d"}) {
    columns.Put(EvaluationRow(absl::StrCat("620602/", id), "2023-overall", 1));
  }
  columns.Put(DepartmentNamed("620602/b", "乙", {"620602/a", "620602/c"}));
  columns.Put(DepartmentNamed("620602/c", "丙", {"620602/b"}));
  columns.Put(DepartmentNamed("620602/d", "丁", {"620602/d"}));
  columns.Publish();
  EXPECT_EQ(Counts(columns, {storage::v1::DIMENSION_DEPARTMENT}, /*as_continued=*/true),
            Counts(columns, {storage::v1::DIMENSION_DEPARTMENT}));
}

// ---- Too many groups.

TEST(AggregateRows, RefusesMoreGroupsThanAskedForAndSaysHowMany) {
  Columns columns;
  for (int i = 0; i < 40; ++i) {
    columns.Put(EvaluationRow(absl::StrCat("620602/", i), absl::StrCat(2020 + i % 4, "-overall"), 1));
  }
  columns.Publish();
  for (const std::vector<Dimension>& dimensions :
       {std::vector<Dimension>{storage::v1::DIMENSION_YEAR},
        std::vector<Dimension>{storage::v1::DIMENSION_DEPARTMENT, storage::v1::DIMENSION_YEAR}}) {
    AggregateRowsRequest request = By(dimensions);
    const size_t group_count = Counts(columns, dimensions).size();
    request.set_max_groups(static_cast<int>(group_count));
    EXPECT_OK(AggregateRows(columns, request));
    request.set_max_groups(static_cast<int>(group_count) - 1);
    for (const size_t table_entries : {size_t{0}, QueryCosts().table_entries}) {
      const auto refused = AggregateRows(columns, request, {.table_entries = table_entries});
      EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
      EXPECT_THAT(refused, HasReason("TOO_MANY_GROUPS"));
      EXPECT_EQ(GroupCountOf(refused.status()), absl::StrCat(group_count));
      EXPECT_THAT(ChineseMessageOf(refused.status()), ::testing::HasSubstr(absl::StrCat(group_count)));
      EXPECT_THAT(std::string(refused.status().message()), ::testing::StartsWith("grouping has "));
    }
  }
}

TEST(AggregateRows, RefusesHistogramsThatDoNotFitAMessage) {
  Columns columns;
  for (int i = 0; i < 1000; ++i) {
    columns.Put(EvaluationRow(absl::StrCat("62060", i % 2, "/", i), "2024-overall", i * 10));
  }
  columns.Publish();
  AggregateRowsRequest request = By({}, {storage::v1::MEASURE_HISTOGRAM});
  *request.add_groupings() = By({storage::v1::DIMENSION_REGION}).groupings(0);
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse answer, AggregateRows(columns, request));
  const size_t bytes = answer.ByteSizeLong();
  EXPECT_OK(AggregateRows(columns, request, {.answer_bytes = bytes}));
  for (const size_t too_few : {bytes - 1, bytes / 4}) {
    const auto refused = AggregateRows(columns, request, {.answer_bytes = too_few});
    EXPECT_THAT(refused, HasReason("TOO_MANY_GROUPS"));
    EXPECT_NE(GroupCountOf(refused.status()), "");
  }
  request.clear_measures();
  EXPECT_OK(AggregateRows(columns, request, {.answer_bytes = bytes / 4}));
}

// ---- What is merged and sorted on the way.

TEST(AggregateRows, ThreadsGiveTheBytesOfOne) {
  Columns columns;
  for (int i = 0; i < 30'000; ++i) {
    SummaryRow row = EvaluationRow(absl::StrCat(11 + i % 5, "0101/", i / 2),
                                   absl::StrCat(2023 + i % 2, "-overall"), i % 10'001);
    row.set_adjusted_fen(int64_t{i} * 1'000'000'007);
    columns.Put(row);
  }
  columns.Publish();
  const AggregateRowsRequest request =
      By({storage::v1::DIMENSION_PROVINCE}, {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_HISTOGRAM,
                                             storage::v1::MEASURE_GRADES, storage::v1::MEASURE_AMOUNTS});
  ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse one, AggregateRows(columns, request));
  for (int round = 0; round < 20; ++round) {
    ASSERT_OK_AND_ASSIGN(const AggregateRowsResponse several,
                         AggregateRows(columns, request, {.rows_for_threads = 0}));
    ASSERT_EQ(several.SerializeAsString(), one.SerializeAsString());
  }
}

TEST(SortNumbers, SortsAnyNumberOfNumbersOfAnySize) {
  constexpr unsigned kSeed = 11;
  std::cout << "seed " << kSeed << "\n";
  std::mt19937 random(kSeed);
  std::vector<uint32_t> scratch;
  for (const size_t count : {0, 1, 63, 64, 65, 300, 5000}) {
    for (const uint32_t greatest : {0U, 1U, 255U, 256U, 10'000U, 70'000U, 20'000'000U, 4'294'967'295U}) {
      std::vector<uint32_t> numbers(count);
      for (uint32_t& number : numbers) {
        number = std::uniform_int_distribution<uint32_t>(0, greatest)(random);
      }
      std::vector<uint32_t> wanted = numbers;
      std::sort(wanted.begin(), wanted.end());
      SortNumbers(numbers, scratch);
      EXPECT_EQ(numbers, wanted) << count << " up to " << greatest;
    }
  }
}

}  // namespace
}  // namespace heng::testing
