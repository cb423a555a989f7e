// SPDX-License-Identifier: Apache-2.0
//
// What each field of a filter lets pass, seen through the number of rows that are left.
#include <functional>
#include <string>
#include <vector>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/columns/queries.h"
#include "storage/columns/testing/column_rows.h"

namespace heng::testing {
namespace {

using storage::v1::AggregateRowsRequest;
using storage::v1::RowFilter;
using storage::v1::SummaryRow;

class RowFilterTest : public ::testing::Test {
 protected:
  RowFilterTest() {
    Put("620602/1", "2023-overall", 9000, [](SummaryRow& row) { row.set_kind(1); });
    Put("620602/1", "2024-overall", 9500, [](SummaryRow& row) { row.set_state(1); });
    Put("620602/2", "2024-overall", 8000, [](SummaryRow& row) { row.set_department_category(6); });
    Put("620621/2", "2024-overall", 7000, [](SummaryRow& row) { row.set_grade_code("C"); });
    Put("620602001/3", "2024-project-x", 6000, [](SummaryRow& row) {
      row.set_kind(2);
      row.set_scheme("schemes/gansu@fedcba9876543210");
    });
    Put("110101/1", "2024-overall", 0, [](SummaryRow& row) {
      row.set_grade_code("");
      row.set_scheme("schemes/gansu-overall@0123456789abcdef");
    });
    columns_.Put(RegionNamed("629999", "矿区", /*parent=*/"110101"));
    Put("629999/1", "2022-overall", 4'294'967'295, [](SummaryRow&) {});
    columns_.Publish();
  }

  void Put(const std::string& department, const std::string& id, int64_t total,
           const std::function<void(SummaryRow&)>& change) {
    SummaryRow row = EvaluationRow(department, id, total);
    change(row);
    columns_.Put(row);
  }

  // How many rows pass.
  absl::StatusOr<int64_t> Count(const RowFilter& filter) {
    AggregateRowsRequest request;
    *request.mutable_filter() = filter;
    request.add_groupings();
    request.set_max_groups(1);
    const auto response = AggregateRows(columns_, request);
    if (!response.ok()) return response.status();
    return response->results(0).groups(0).sums().evaluation_count();
  }

  absl::StatusOr<int64_t> CountParent(const std::string& parent) {
    RowFilter filter;
    filter.set_parent(parent);
    return Count(filter);
  }
  absl::StatusOr<int64_t> CountUnder(const std::string& region) {
    RowFilter filter;
    filter.set_under_region(region);
    return Count(filter);
  }
  absl::StatusOr<int64_t> CountScheme(const std::string& scheme) {
    RowFilter filter;
    filter.add_schemes(scheme);
    return Count(filter);
  }

  Columns columns_;
};

TEST_F(RowFilterTest, NothingGivenLeavesNothingOut) { EXPECT_THAT(Count({}), IsOkAndHolds(7)); }

TEST_F(RowFilterTest, AParentIsADepartmentOrAPattern) {
  EXPECT_THAT(CountParent("regions/620602/departments/1"), IsOkAndHolds(2));
  EXPECT_THAT(CountParent("regions/620602/departments/-"), IsOkAndHolds(3));
  EXPECT_THAT(CountParent("regions/6206*/departments/-"), IsOkAndHolds(5));
  EXPECT_THAT(CountParent("regions/6206*/departments/2"), IsOkAndHolds(2));
  EXPECT_THAT(CountParent("regions/-/departments/1"), IsOkAndHolds(4));
  EXPECT_THAT(CountParent("regions/-/departments/-"), IsOkAndHolds(7));
}

TEST_F(RowFilterTest, APrefixIsOfTheCodeAloneAndUnderARegionFollowsNamedParents) {
  EXPECT_THAT(CountParent("regions/62*/departments/-"), IsOkAndHolds(6));
  EXPECT_THAT(CountUnder("regions/620000"), IsOkAndHolds(5));
  EXPECT_THAT(CountUnder("regions/110000"), IsOkAndHolds(2));
  EXPECT_THAT(CountUnder("regions/620602"), IsOkAndHolds(4));
  EXPECT_THAT(CountUnder("regions/620602001"), IsOkAndHolds(1));
}

TEST_F(RowFilterTest, WhatIsNamedInFullMustBeKnown) {
  for (const char* const parent :
       {"regions/330000/departments/-", "regions/330000/departments/1", "regions/620602/departments/77"}) {
    EXPECT_THAT(CountParent(parent), HasCode(absl::StatusCode::kNotFound)) << parent;
  }
  EXPECT_THAT(CountUnder("regions/330000"), HasCode(absl::StatusCode::kNotFound));
}

TEST_F(RowFilterTest, APatternThatFitsNothingLeavesEverythingOut) {
  EXPECT_THAT(CountParent("regions/33*/departments/-"), IsOkAndHolds(0));
  EXPECT_THAT(CountParent("regions/33*/departments/1"), IsOkAndHolds(0));
  EXPECT_THAT(CountParent("regions/62*/departments/77"), IsOkAndHolds(0));
}

TEST_F(RowFilterTest, ARegionAboveThoseFiledInIsKnown) {
  EXPECT_THAT(CountParent("regions/620600/departments/-"), IsOkAndHolds(0));
  EXPECT_THAT(CountUnder("regions/620600"), IsOkAndHolds(5));
}

TEST_F(RowFilterTest, WhatIsNotPublishedYetIsNotKnown) {
  columns_.Put(EvaluationRow("330000/9", "2024-overall", 1));
  EXPECT_THAT(CountUnder("regions/330000"), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(CountParent("regions/330000/departments/9"), HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(CountParent("regions/-/departments/9"), IsOkAndHolds(0));
  columns_.Publish();
  EXPECT_THAT(CountUnder("regions/330000"), IsOkAndHolds(1));
  EXPECT_THAT(CountParent("regions/-/departments/9"), IsOkAndHolds(1));
}

TEST_F(RowFilterTest, ParentAndRegionMustBothHold) {
  RowFilter filter;
  filter.set_parent("regions/62*/departments/1");
  filter.set_under_region("regions/110000");
  EXPECT_THAT(Count(filter), IsOkAndHolds(1));
}

TEST_F(RowFilterTest, NumbersAreAnyOfThoseGiven) {
  const std::vector<std::pair<std::function<void(RowFilter&)>, int>> cases = {
      {[](RowFilter& f) { f.add_fiscal_years(2023); }, 1},
      {[](RowFilter& f) { f.add_fiscal_years(2022), f.add_fiscal_years(2023); }, 2},
      {[](RowFilter& f) { f.add_fiscal_years(2050); }, 0},
      {[](RowFilter& f) { f.add_kinds(2); }, 1},
      {[](RowFilter& f) { f.add_kinds(1), f.add_kinds(2); }, 7},
      {[](RowFilter& f) { f.add_states(1); }, 1},
      {[](RowFilter& f) { f.add_states(1), f.add_kinds(2); }, 0},
      {[](RowFilter& f) { f.add_department_categories(6); }, 1},
      {[](RowFilter& f) { f.add_department_categories(0); }, 0},
      {[](RowFilter& f) { f.add_grade_codes("C"); }, 1},
      {[](RowFilter& f) { f.add_grade_codes(""); }, 1},
      {[](RowFilter& f) { f.add_grade_codes("a"); }, 0},
      {[](RowFilter& f) { f.add_grade_codes("C"), f.add_grade_codes("A"); }, 6},
  };
  for (const auto& [change, count] : cases) {
    RowFilter filter;
    change(filter);
    EXPECT_THAT(Count(filter), IsOkAndHolds(count)) << filter.ShortDebugString();
  }
}

TEST_F(RowFilterTest, ASchemeWithoutRevisionIsAnyOfItsRevisions) {
  EXPECT_THAT(CountScheme("schemes/gansu"), IsOkAndHolds(6));
  EXPECT_THAT(CountScheme("schemes/gansu@fedcba9876543210"), IsOkAndHolds(1));
  EXPECT_THAT(CountScheme("schemes/gansu-overall"), IsOkAndHolds(1));
  EXPECT_THAT(CountScheme("schemes/gan"), IsOkAndHolds(0));
}

TEST_F(RowFilterTest, TheLeastAndTheGreatestTotalPass) {
  const auto count = [this](std::optional<int64_t> least, std::optional<int64_t> greatest) {
    RowFilter filter;
    if (least) filter.set_min_hundredths(*least);
    if (greatest) filter.set_max_hundredths(*greatest);
    return Count(filter);
  };
  EXPECT_THAT(count(9000, std::nullopt), IsOkAndHolds(3));
  EXPECT_THAT(count(9001, 9500), IsOkAndHolds(1));
  EXPECT_THAT(count(std::nullopt, 6000), IsOkAndHolds(2));
  EXPECT_THAT(count(0, 0), IsOkAndHolds(1));
  EXPECT_THAT(count(-5, std::nullopt), IsOkAndHolds(7));
  EXPECT_THAT(count(std::nullopt, -1), IsOkAndHolds(0));
  EXPECT_THAT(count(4'294'967'295, std::nullopt), IsOkAndHolds(1));
  EXPECT_THAT(count(4'294'967'296, std::nullopt), IsOkAndHolds(0));
}

}  // namespace
}  // namespace heng::testing
