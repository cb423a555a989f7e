// SPDX-License-Identifier: Apache-2.0
#include "base/resource_name.h"

#include <string>

#include "base/testing/status_matchers.h"

namespace heng {
namespace {

using ::heng::testing::HasCodeAndMessage;
using ::heng::testing::HasReason;
using ::testing::HasSubstr;

constexpr char kDepartment[] = "regions/620602/departments/219001";

std::string InDepartment(absl::string_view rest) { return std::string(kDepartment) + std::string(rest); }

TEST(ParseResourceName, ReadsEveryKind) {
  const struct {
    std::string name;
    ResourceKind kind;
    const char* region;
    const char* department;
    const char* id;
    const char* revision;
  } cases[] = {
      {"regions/62", ResourceKind::kRegion, "62", "", "", ""},
      {"regions/620602001001@7", ResourceKind::kRegion, "620602001001", "", "", "7"},
      {kDepartment, ResourceKind::kDepartment, "620602", "219001", "", ""},
      {"regions/620602/departments/Ab.c_d-1@1", ResourceKind::kDepartment, "620602", "Ab.c_d-1", "", "1"},
      {InDepartment("/budgets/2024"), ResourceKind::kBudget, "620602", "219001", "2024", ""},
      {InDepartment("/budgets/1990@12"), ResourceKind::kBudget, "620602", "219001", "1990", "12"},
      {InDepartment("/goals/2024-overall@0123456789abcdef"), ResourceKind::kGoals, "620602", "219001",
       "2024-overall", "0123456789abcdef"},
      {InDepartment("/evaluations/2024-overall@3"), ResourceKind::kEvaluation, "620602", "219001",
       "2024-overall", "3"},
      {InDepartment("/evaluations/2100-project-62060224"), ResourceKind::kEvaluation, "620602", "219001",
       "2100-project-62060224", ""},
      {"schemes/gansu-overall", ResourceKind::kScheme, "", "", "gansu-overall", ""},
      {"schemes/gansu-overall@0123456789abcdef", ResourceKind::kScheme, "", "", "gansu-overall",
       "0123456789abcdef"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ASSERT_OK_AND_ASSIGN(const ResourceName name, ParseResourceName(c.name));
    EXPECT_EQ(name.kind, c.kind);
    EXPECT_EQ(name.region, c.region);
    EXPECT_EQ(name.department, c.department);
    EXPECT_EQ(name.id, c.id);
    EXPECT_EQ(name.revision, c.revision);
    EXPECT_EQ(name.ToString(), c.name);
    EXPECT_EQ(name.WithoutRevision(), c.name.substr(0, c.name.find('@')));
    EXPECT_OK(ParseResourceName(c.name, c.kind));
  }
}

TEST(ParseResourceName, RefusesEverythingElse) {
  const std::string cases[] = {
      "",
      "/",
      "regions",
      "regions/",
      "regions/6",
      "regions/6206020010012",
      "regions/62a",
      "regions/-",
      "regions/62*",
      "/regions/62",
      "regions/62/",
      "Regions/62",
      "regions/62@",
      "regions/62@0",
      "regions/62@01",
      "regions/62@-1",
      "regions/62@1@2",
      "regions/62@1234567890123456789",
      "regions/62/departments",
      "regions/62/departments/",
      "regions/62/departments/a b",
      "regions/62/departments/财政局",
      "regions/62/departments/" + std::string(65, 'a'),
      "regions/62/offices/1",
      "regions//departments/1",
      "departments/1",
      InDepartment("@x"),
      InDepartment("@1/budgets/2024"),
      InDepartment("/budgets/1989"),
      InDepartment("/budgets/2101"),
      InDepartment("/budgets/24"),
      InDepartment("/budgets/+024"),
      InDepartment("/budgets/2024-overall"),
      InDepartment("/evaluations/2024"),
      InDepartment("/evaluations/2024-"),
      InDepartment("/evaluations/overall"),
      InDepartment("/evaluations/1989-overall"),
      InDepartment("/evaluations/2024-overall2"),
      InDepartment("/evaluations/2024-project"),
      InDepartment("/evaluations/2024-project-"),
      InDepartment("/evaluations/2024-project-a/b"),
      InDepartment("/evaluations/2024-project-" + std::string(60, '1')),
      InDepartment("/evaluations/2024-overall@0123456789abcdef"),
      InDepartment("/goals/anything"),
      InDepartment("/goals/2024-overall@3"),
      InDepartment("/goals/2024-overall@0123456789ABCDEF"),
      InDepartment("/goals/2024-overall@0123456789abcde"),
      InDepartment("/schemes/a"),
      "schemes/",
      "schemes/a/b",
      "schemes/a@1",
      "schemes/a@",
  };
  for (const std::string& name : cases) {
    EXPECT_THAT(ParseResourceName(name), HasReason("BAD_NAME")) << name;
  }
}

TEST(ParseResourceName, ShowsTheShapeOfTheKindInBothLanguages) {
  const absl::Status status =
      ParseResourceName(InDepartment("/evaluations/2024"), ResourceKind::kEvaluation).status();
  EXPECT_THAT(status, HasCodeAndMessage(absl::StatusCode::kInvalidArgument,
                                        HasSubstr("is not the name of an evaluation: want "
                                                  "regions/{region}/departments/{department}/evaluations/"
                                                  "{year}-overall or …/{year}-project-{code}")));
  EXPECT_THAT(ChineseMessageOf(status), HasSubstr("不是合法的自评表名称：应为 regions/{region}"));
}

TEST(ParseResourceName, RefusesANameOfAnotherKind) {
  EXPECT_OK(ParseResourceName("schemes/a", ResourceKind::kScheme));
  const absl::Status status = ParseResourceName("schemes/a", ResourceKind::kRegion).status();
  EXPECT_THAT(status, HasReason("BAD_NAME"));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("\"schemes/a\" is not the name of a region: want regions/"));
}

TEST(ParseResourceName, ShowsAllShapesWhereThePathTellsNoKind) {
  EXPECT_THAT(std::string(ParseResourceName("what/ever").status().message()), HasSubstr("schemes/{scheme}"));
}

TEST(ResourceName, KnowsItsDepartment) {
  ASSERT_OK_AND_ASSIGN(const ResourceName name,
                       ParseResourceName(InDepartment("/evaluations/2024-overall@3")));
  EXPECT_EQ(name.DepartmentName(), kDepartment);
}

TEST(ResourceKind, HasATypeAndAChineseName) {
  EXPECT_EQ(ResourceTypeName(ResourceKind::kRegion), "heng.v1.Region");
  EXPECT_EQ(ResourceTypeName(ResourceKind::kDepartment), "heng.v1.Department");
  EXPECT_EQ(ResourceTypeName(ResourceKind::kBudget), "heng.v1.Budget");
  EXPECT_EQ(ResourceTypeName(ResourceKind::kGoals), "heng.v1.Goals");
  EXPECT_EQ(ResourceTypeName(ResourceKind::kEvaluation), "heng.v1.Evaluation");
  EXPECT_EQ(ResourceTypeName(ResourceKind::kScheme), "heng.v1.Scheme");
  EXPECT_EQ(ResourceKindInChinese(ResourceKind::kRegion), "行政区划");
  EXPECT_EQ(ResourceKindInChinese(ResourceKind::kEvaluation), "自评表");
}

TEST(ResourceKind, SchemesAndGoalsAreAddressedByContent) {
  EXPECT_TRUE(IsAddressedByContent(ResourceKind::kScheme));
  EXPECT_TRUE(IsAddressedByContent(ResourceKind::kGoals));
  EXPECT_FALSE(IsAddressedByContent(ResourceKind::kEvaluation));
  EXPECT_FALSE(IsAddressedByContent(ResourceKind::kBudget));
}

TEST(ParseFormId, ReadsYearAndProject) {
  ASSERT_OK_AND_ASSIGN(const FormId overall, ParseFormId("2024-overall"));
  EXPECT_EQ(overall.fiscal_year, 2024);
  EXPECT_EQ(overall.project_code, std::nullopt);
  ASSERT_OK_AND_ASSIGN(const FormId project, ParseFormId("1990-project-A-1.b_2"));
  EXPECT_EQ(project.fiscal_year, 1990);
  EXPECT_EQ(project.project_code, "A-1.b_2");
}

TEST(ParseFormId, RefusesOtherIds) {
  for (const char* id :
       {"", "2024", "2024-", "24-overall", "2024-Overall", "2024-project-", "2024-project-a b"}) {
    EXPECT_THAT(ParseFormId(id), HasReason("BAD_NAME")) << id;
  }
}

TEST(IsValidCode, TakesLettersDigitsAndThreeSigns) {
  EXPECT_TRUE(IsValidCode("1.2_a-Z"));
  EXPECT_TRUE(IsValidCode(std::string(64, 'x')));
  for (const std::string& code : {std::string(), std::string(65, 'x'), std::string("a/b"), std::string("a@b"),
                                  std::string("a b"), std::string("总"), std::string("a\0", 2)}) {
    EXPECT_FALSE(IsValidCode(code)) << code;
  }
}

TEST(IsValidRequestId, TakesPrintableAscii) {
  EXPECT_TRUE(IsValidRequestId("a b/c@~"));
  EXPECT_TRUE(IsValidRequestId(std::string(64, 'x')));
  for (const std::string& id :
       {std::string(), std::string(65, 'x'), std::string("a\n"), std::string("编号"), std::string("\x7f")}) {
    EXPECT_FALSE(IsValidRequestId(id)) << id;
  }
}

TEST(NewRequestId, IsValidAndNew) {
  const std::string id = NewRequestId();
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_TRUE(IsValidRequestId(id));
  EXPECT_NE(id, NewRequestId());
}

}  // namespace
}  // namespace heng
