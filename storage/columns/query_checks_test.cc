// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/query_checks.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"

namespace heng::testing {
namespace {

using storage::v1::AggregatePartsRequest;
using storage::v1::AggregateRowsRequest;
using storage::v1::Dimension;
using storage::v1::Grouping;
using storage::v1::RankRowsRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Fields and reasons of what is wrong: `limit OUT_OF_RANGE`.
template <typename Request>
std::vector<std::string> ProblemsOf(const Request& request) {
  std::vector<std::string> problems;
  const absl::Status status = CheckQuery(request);
  for (const FieldProblem& problem : FieldProblemsOf(status)) {
    EXPECT_FALSE(problem.problem.en.empty() || problem.problem.zh.empty());
    problems.push_back(absl::StrCat(problem.field, " ", problem.reason));
  }
  EXPECT_EQ(status.ok(), problems.empty()) << status.ToString();
  return problems;
}

AggregateRowsRequest GoodAggregate() {
  AggregateRowsRequest request;
  request.add_groupings();
  request.set_max_groups(1);
  return request;
}

AggregatePartsRequest GoodParts() {
  AggregatePartsRequest request;
  request.set_part_kind(storage::v1::PART_KIND_CLASS);
  request.set_max_groups(1);
  return request;
}

TEST(CheckQuery, TakesWhatTheSchemaAllows) {
  AggregateRowsRequest aggregate = GoodAggregate();
  storage::v1::RowFilter& filter = *aggregate.mutable_filter();
  filter.set_parent("regions/62*/departments/-");
  filter.set_under_region("regions/620602");
  filter.add_fiscal_years(1990);
  filter.add_department_categories(0);
  filter.add_schemes("schemes/gansu");
  filter.add_schemes("schemes/gansu@0123456789abcdef");
  filter.set_min_hundredths(9000);
  filter.set_max_hundredths(9000);
  for (int i = 1; i < 8; ++i) aggregate.add_groupings()->add_dimensions(static_cast<Dimension>(i));
  for (const int dimension : {1, 6, 10, 11}) {
    aggregate.mutable_groupings(0)->add_dimensions(static_cast<Dimension>(dimension));
  }
  EXPECT_THAT(ProblemsOf(aggregate), IsEmpty());
  EXPECT_THAT(ProblemsOf(GoodParts()), IsEmpty());
  EXPECT_THAT(ProblemsOf(RankRowsRequest()), IsEmpty());
}

TEST(CheckQuery, NamesEveryWrongFieldOfAFilter) {
  const std::vector<std::pair<std::function<void(storage::v1::RowFilter&)>, std::string>> cases = {
      {[](auto& f) { f.set_parent("regions/62"); }, "filter.parent BAD_NAME"},
      {[](auto& f) { f.set_parent("regions/*62/departments/-"); }, "filter.parent BAD_NAME"},
      {[](auto& f) { f.set_under_region("620602"); }, "filter.under_region BAD_NAME"},
      {[](auto& f) { f.set_under_region("regions/620602@1"); }, "filter.under_region BAD_NAME"},
      {[](auto& f) { f.add_fiscal_years(2024), f.add_fiscal_years(24); },
       "filter.fiscal_years[1] OUT_OF_RANGE"},
      {[](auto& f) { f.add_kinds(16); }, "filter.kinds[0] OUT_OF_RANGE"},
      {[](auto& f) { f.add_kinds(-1); }, "filter.kinds[0] OUT_OF_RANGE"},
      {[](auto& f) { f.add_states(16); }, "filter.states[0] OUT_OF_RANGE"},
      {[](auto& f) { f.add_department_categories(256); }, "filter.department_categories[0] OUT_OF_RANGE"},
      {[](auto& f) { f.add_schemes("gansu"); }, "filter.schemes[0] BAD_NAME"},
      {[](auto& f) { f.set_min_hundredths(2), f.set_max_hundredths(1); },
       "filter.min_hundredths OUT_OF_RANGE"},
  };
  for (const auto& [change, problem] : cases) {
    AggregateRowsRequest aggregate = GoodAggregate();
    change(*aggregate.mutable_filter());
    EXPECT_THAT(ProblemsOf(aggregate), ElementsAre(problem));
    RankRowsRequest rank;
    change(*rank.mutable_filter());
    EXPECT_THAT(ProblemsOf(rank), ElementsAre(problem));
    AggregatePartsRequest parts = GoodParts();
    change(*parts.mutable_filter());
    EXPECT_THAT(ProblemsOf(parts), ElementsAre(problem));
  }
}

TEST(CheckQuery, NamesWrongDimensionsAndMeasures) {
  AggregateRowsRequest request = GoodAggregate();
  request.add_groupings();
  Grouping& grouping = *request.add_groupings();
  grouping.add_dimensions(storage::v1::DIMENSION_YEAR);
  grouping.add_dimensions(storage::v1::DIMENSION_UNSPECIFIED);
  grouping.add_dimensions(static_cast<Dimension>(12));
  grouping.add_dimensions(storage::v1::DIMENSION_YEAR);
  request.add_measures(storage::v1::MEASURE_UNSPECIFIED);
  request.add_measures(static_cast<storage::v1::Measure>(5));
  EXPECT_THAT(ProblemsOf(request),
              ElementsAre("groupings[2].dimensions[1] REQUIRED", "groupings[2].dimensions[2] OUT_OF_RANGE",
                          "groupings[2].dimensions[3] DUPLICATE_CODE", "measures[0] REQUIRED",
                          "measures[1] OUT_OF_RANGE"));
}

TEST(CheckQuery, LimitsGroupingsDimensionsAndGroups) {
  AggregateRowsRequest none = GoodAggregate();
  none.clear_groupings();
  none.set_max_groups(0);
  EXPECT_THAT(ProblemsOf(none), ElementsAre("groupings REQUIRED", "max_groups OUT_OF_RANGE"));
  AggregateRowsRequest many = GoodAggregate();
  for (int i = 1; i < 9; ++i) many.add_groupings();
  for (int i = 1; i <= 5; ++i) many.mutable_groupings(0)->add_dimensions(static_cast<Dimension>(i));
  EXPECT_THAT(ProblemsOf(many), ElementsAre("groupings TOO_LONG"));
  many.mutable_groupings()->RemoveLast();
  EXPECT_THAT(ProblemsOf(many), ElementsAre("groupings[0].dimensions TOO_LONG"));
}

TEST(CheckQuery, LooksNoFurtherIntoAListThatIsTooLong) {
  AggregateRowsRequest request = GoodAggregate();
  for (int i = 0; i < 1001; ++i) {
    request.mutable_filter()->add_kinds(-1);
    request.mutable_filter()->add_schemes("?");
    request.mutable_filter()->add_grade_codes("A");
  }
  for (int i = 0; i < 101; ++i) {
    request.add_measures(storage::v1::MEASURE_UNSPECIFIED);
    request.add_percents_millionths(-1);
  }
  EXPECT_THAT(ProblemsOf(request),
              ElementsAre("filter.kinds TOO_LONG", "filter.grade_codes TOO_LONG", "filter.schemes TOO_LONG",
                          "measures TOO_LONG", "percents_millionths TOO_LONG"));
}

TEST(CheckQuery, LimitsRanking) {
  RankRowsRequest request;
  request.set_limit(1001);
  request.add_names("regions/620602/departments/1/evaluations/2024-overall");
  request.add_names("regions/620602/departments/1/evaluations/2024-overall@3");
  request.add_names("regions/620602/departments/1");
  EXPECT_THAT(ProblemsOf(request),
              ElementsAre("limit OUT_OF_RANGE", "names[1] BAD_NAME", "names[2] BAD_NAME"));
  RankRowsRequest many;
  many.set_limit(-1);
  for (int i = 0; i < 501; ++i) many.add_names("regions/620602/departments/1/evaluations/2024-overall");
  EXPECT_THAT(ProblemsOf(many), ElementsAre("limit OUT_OF_RANGE", "names TOO_LONG"));
}

TEST(CheckQuery, LimitsParts) {
  AggregatePartsRequest request = GoodParts();
  request.set_part_kind(storage::v1::PART_KIND_UNSPECIFIED);
  request.set_max_groups(-1);
  request.set_class_level(-1);
  request.mutable_grouping()->add_dimensions(storage::v1::DIMENSION_UNSPECIFIED);
  EXPECT_THAT(ProblemsOf(request),
              ElementsAre("grouping.dimensions[0] REQUIRED", "part_kind REQUIRED", "class_level OUT_OF_RANGE",
                          "class_level NOT_ALLOWED", "max_groups OUT_OF_RANGE"));
  AggregatePartsRequest clauses = GoodParts();
  clauses.set_part_kind(storage::v1::PART_KIND_CLAUSE);
  clauses.set_class_level(1);
  EXPECT_THAT(ProblemsOf(clauses), ElementsAre("class_level NOT_ALLOWED"));
}

}  // namespace
}  // namespace heng::testing
