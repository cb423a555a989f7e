// SPDX-License-Identifier: Apache-2.0
//
// The catalogue over real sockets: create, get, list, update and batches of each kind of resource.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::heng::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class Catalog : public ::testing::Test {
 protected:
  Daemons daemons_;
  client::Client client_ = daemons_.MakeClient();
};

TEST_F(Catalog, AnUpdateReplacesAndTheEarlierRevisionStays) {
  ASSERT_OK(client_.CreateRegion(ReferenceRegion()));
  ASSERT_OK_AND_ASSIGN(v1::Department department, client_.CreateDepartment(ReferenceDepartment()));
  department.mutable_staffing()->set_on_staff_count(9);
  ASSERT_OK_AND_ASSIGN(const v1::Department updated, client_.UpdateDepartment(department));
  EXPECT_NE(updated.etag(), department.etag());
  EXPECT_EQ(client_.GetDepartment(department.name())->staffing().on_staff_count(), 9);
  EXPECT_EQ(client_.GetDepartment(department.name() + "@1")->staffing().on_staff_count(), 10);
  EXPECT_THAT(client_.UpdateDepartment(department), HasReason("STALE_ETAG"));
}

TEST_F(Catalog, AnUpdateMaskReplacesOnlyWhatItNames) {
  ASSERT_OK(client_.CreateRegion(ReferenceRegion()));
  ASSERT_OK_AND_ASSIGN(const v1::Department stored, client_.CreateDepartment(ReferenceDepartment()));
  v1::UpdateDepartmentRequest request;
  request.mutable_department()->set_name(stored.name());
  request.mutable_department()->set_display_name("凉州区工会");
  request.mutable_update_mask()->add_paths("display_name");
  request.set_etag(stored.etag());
  ASSERT_OK_AND_ASSIGN(const v1::Department updated, client_.UpdateDepartment(request));
  EXPECT_EQ(updated.display_name(), "凉州区工会");
  EXPECT_EQ(updated.offices_size(), stored.offices_size());
  request.mutable_update_mask()->add_paths("no_such_field");
  EXPECT_THAT(client_.UpdateDepartment(request), HasReason("INVALID_FIELDS"));
}

TEST_F(Catalog, SchemesAreAddressedByTheirContent) {
  ASSERT_OK_AND_ASSIGN(const v1::Scheme first, client_.CreateScheme(ReferenceScheme()));
  EXPECT_EQ(first.name(), "schemes/gansu-overall@" + first.revision());
  EXPECT_EQ(first.content_sha256().substr(0, 16), first.revision());
  EXPECT_THAT(client_.CreateScheme(ReferenceScheme()), HasReason("ALREADY_EXISTS"));

  v1::Scheme changed = ReferenceScheme();
  changed.set_display_name("另一个版本");
  ASSERT_OK_AND_ASSIGN(const v1::Scheme second, client_.CreateScheme(changed));
  EXPECT_NE(second.revision(), first.revision());
  EXPECT_EQ(client_.GetScheme("schemes/gansu-overall")->revision(), second.revision());
  EXPECT_EQ(client_.GetScheme(first.name())->display_name(), first.display_name());
}

TEST_F(Catalog, CheckSchemeSaysTheRevisionThatCreateWouldGive) {
  ASSERT_OK_AND_ASSIGN(const v1::Scheme checked, client_.CheckScheme(ReferenceScheme()));
  ASSERT_OK_AND_ASSIGN(const v1::Scheme stored, client_.CreateScheme(ReferenceScheme()));
  EXPECT_EQ(checked.content_sha256(), stored.content_sha256());
}

TEST_F(Catalog, GoalsPinTheirScheme) {
  ASSERT_OK(StoreCatalogue(client_));
  ASSERT_OK_AND_ASSIGN(const v1::Goals goals, client_.GetGoals(ReferenceGoals().name()));
  EXPECT_EQ(goals.scheme(), client_.GetScheme("schemes/gansu-overall")->name());
}

TEST_F(Catalog, BudgetsMustAddUp) {
  ASSERT_OK(client_.CreateRegion(ReferenceRegion()));
  ASSERT_OK(client_.CreateDepartment(ReferenceDepartment()));
  v1::Budget budget = ReferenceBudget();
  budget.mutable_lines(2)->set_executed_yuan("1.00");
  const absl::Status refused = client_.CreateBudget(budget).status();
  ASSERT_FALSE(FieldProblemsOf(refused).empty()) << refused;
  EXPECT_EQ(FieldProblemsOf(refused)[0].reason, "AMOUNT_SUM");
  ASSERT_OK(client_.CreateBudget(ReferenceBudget()));
}

TEST_F(Catalog, ListsGoOverAllPagesAndRegionsInOrder) {
  v1::BatchCreateRegionsRequest regions;
  for (const char* code : {"620602", "620600", "620000", "630000"}) {
    v1::Region& region = *regions.add_requests()->mutable_region();
    region.set_name(absl::StrCat("regions/", code));
    region.set_display_name(code);
  }
  ASSERT_OK_AND_ASSIGN(const auto stored, client_.BatchCreateRegions(regions));
  for (const auto& result : stored.results()) ASSERT_TRUE(result.has_region()) << result.DebugString();

  const auto names = [](auto range) {
    std::vector<std::string> found;
    for (auto& item : range) {
      EXPECT_OK(item);
      if (item.ok()) found.push_back(item->name());
    }
    return found;
  };
  v1::ListRegionsRequest list;
  list.set_page_size(1);
  EXPECT_THAT(names(client_.ListRegions(list)),
              ElementsAre("regions/620000", "regions/620600", "regions/620602", "regions/630000"));
  list.set_region_prefix("6206");
  EXPECT_THAT(names(client_.ListRegions(list)), ElementsAre("regions/620600", "regions/620602"));

  for (const char* code : {"620602", "630000"}) {
    for (const char* id : {"b", "a"}) {
      v1::Department department;
      department.set_name(absl::StrCat("regions/", code, "/departments/", id));
      department.set_display_name(id);
      ASSERT_OK(client_.CreateDepartment(department));
    }
  }
  v1::ListDepartmentsRequest departments;
  departments.set_parent("regions/-");
  departments.set_page_size(3);
  EXPECT_THAT(names(client_.ListDepartments(departments)),
              ElementsAre("regions/620602/departments/a", "regions/620602/departments/b",
                          "regions/630000/departments/a", "regions/630000/departments/b"));
  departments.set_parent("regions/62*");
  EXPECT_THAT(names(client_.ListDepartments(departments)), SizeIs(2));
}

TEST_F(Catalog, ABatchGivesEachItemItsOwnStatus) {
  ASSERT_OK(client_.CreateRegion(ReferenceRegion()));
  v1::BatchCreateDepartmentsRequest batch;
  *batch.add_requests()->mutable_department() = ReferenceDepartment();
  *batch.add_requests()->mutable_department() = ReferenceDepartment();
  batch.mutable_requests(1)->mutable_department()->set_name("no name");
  ASSERT_OK_AND_ASSIGN(const auto response, client_.BatchCreateDepartments(batch));
  EXPECT_TRUE(response.results(0).has_department());
  EXPECT_EQ(response.results(1).error().code(), static_cast<int>(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace heng::integration
