// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(const v1::Region& region) {
  FieldProblems problems;
  CheckRegion(region, "region", problems);
  return testing::Brief(problems.problems());
}

std::vector<std::string> ProblemsOf(const v1::Department& department) {
  FieldProblems problems;
  CheckDepartment(department, "department", problems);
  return testing::Brief(problems.problems());
}

template <typename T>
struct Case {
  const char* what;
  std::function<void(T&)> change;
  const char* problem;
};

const Case<v1::Region> kRegions[] = {
    {"letters in the code", [](auto& r) { r.set_name("regions/liangzhou"); }, "region.name BAD_NAME"},
    {"name missing", [](auto& r) { r.clear_name(); }, "region.name REQUIRED"},
    {"parent of another kind", [](auto& r) { r.set_parent("620600"); }, "region.parent BAD_NAME"},
    {"own parent", [](auto& r) { r.set_parent("regions/620602"); }, "region.parent BAD_TREE"},
    {"county code, prefecture level", [](auto& r) { r.set_level(v1::REGION_LEVEL_PREFECTURE); },
     "region.level OUT_OF_RANGE"},
    {"prefecture code, county level", [](auto& r) { r.set_name("regions/620700"); },
     "region.level OUT_OF_RANGE"},
    {"province code, county level", [](auto& r) { r.set_name("regions/620000"); },
     "region.level OUT_OF_RANGE"},
    {"years backwards",
     [](auto& r) {
       r.set_effective_from_year(2001);
       r.set_effective_until_year(2000);
     },
     "region.effective_until_year OUT_OF_RANGE"},
};

TEST(CheckRegion, PassesTheReferenceRegion) {
  EXPECT_THAT(ProblemsOf(testing::ReferenceRegion()), IsEmpty());
}

TEST(CheckRegion, RefusesEachMistakeByItsField) {
  for (const auto& c : kRegions) {
    SCOPED_TRACE(c.what);
    v1::Region region = testing::ReferenceRegion();
    c.change(region);
    EXPECT_THAT(ProblemsOf(region), ElementsAre(c.problem));
  }
}

TEST(CheckRegion, LetsZonesAndTownshipsKeepAnyCode) {
  v1::Region region = testing::ReferenceRegion();
  region.set_name("regions/620600");
  region.clear_parent();
  region.set_level(v1::REGION_LEVEL_ZONE);
  EXPECT_THAT(ProblemsOf(region), IsEmpty());
  region.set_name("regions/620602101000");
  region.set_level(v1::REGION_LEVEL_TOWNSHIP);
  EXPECT_THAT(ProblemsOf(region), IsEmpty());
}

void AddBudgetCode(v1::Department& department, int year, const char* code) {
  v1::BudgetCode& added = *department.add_budget_codes();
  added.set_fiscal_year(year);
  added.set_code(code);
}

const Case<v1::Department> kDepartments[] = {
    {"name of another kind", [](auto& d) { d.set_name("regions/620602"); }, "department.name BAD_NAME"},
    {"display name missing", [](auto& d) { d.clear_display_name(); }, "department.display_name REQUIRED"},
    {"two codes in a year",
     [](auto& d) {
       AddBudgetCode(d, 2024, "219001");
       AddBudgetCode(d, 2024, "219002");
     },
     "department.budget_codes[1].fiscal_year DUPLICATE_CODE"},
    {"year of a code", [](auto& d) { AddBudgetCode(d, 24, "219001"); },
     "department.budget_codes[0].fiscal_year OUT_OF_RANGE"},
    {"shape of a code", [](auto& d) { AddBudgetCode(d, 2024, "219 001"); },
     "department.budget_codes[0].code BAD_NAME"},
    {"negative staff", [](auto& d) { d.mutable_staffing()->set_retired_count(-1); },
     "department.staffing.retired_count OUT_OF_RANGE"},
    {"budget level", [](auto& d) { d.set_budget_level(6); }, "department.budget_level OUT_OF_RANGE"},
    {"credit code", [](auto& d) { d.set_unified_social_credit_code("91350100M000100Y4Z"); },
     "department.unified_social_credit_code OUT_OF_RANGE"},
    {"own parent", [](auto& d) { d.set_parent_department(d.name()); },
     "department.parent_department BAD_TREE"},
    {"parent of another kind", [](auto& d) { d.set_parent_department("regions/620602"); },
     "department.parent_department BAD_NAME"},
    {"predecessor of another kind", [](auto& d) { d.add_predecessors("regions"); },
     "department.predecessors[0] BAD_NAME"},
    {"years backwards",
     [](auto& d) {
       d.set_effective_from_year(2001);
       d.set_effective_until_year(2000);
     },
     "department.effective_until_year OUT_OF_RANGE"},
};

TEST(CheckDepartment, PassesTheReferenceDepartment) {
  v1::Department department = testing::ReferenceDepartment();
  EXPECT_THAT(ProblemsOf(department), IsEmpty());
  AddBudgetCode(department, 2024, "219001");
  AddBudgetCode(department, 2025, "219001");
  department.set_unified_social_credit_code("11533025015264615A");
  EXPECT_THAT(ProblemsOf(department), IsEmpty());
}

TEST(CheckDepartment, RefusesEachMistakeByItsField) {
  for (const auto& c : kDepartments) {
    SCOPED_TRACE(c.what);
    v1::Department department = testing::ReferenceDepartment();
    c.change(department);
    EXPECT_THAT(ProblemsOf(department), ElementsAre(c.problem));
  }
}

TEST(SocialCreditCode, KnowsPublishedCodes) {
  for (const char* code : {"11533025015264615A", "12533025MB0T65759N", "11500111709318024F",
                           "11341700003244895T", "113417007117080054", "115002310086794848"}) {
    EXPECT_TRUE(IsValidSocialCreditCode(code)) << code;
  }
}

TEST(SocialCreditCode, RefusesWrongCheckCharactersLengthsAndLetters) {
  for (const char* code : {"91350100M000100Y4Z", "11533025015264615B", "11533025015264615",
                           "11533025015264615AA", "1153302501526461OA", "11533025015264615a", ""}) {
    EXPECT_FALSE(IsValidSocialCreditCode(code)) << code;
  }
}

}  // namespace
}  // namespace heng
