// SPDX-License-Identifier: Apache-2.0
//
// `heng summary` without a server: the table as a finance bureau prints it.
#include "base/errors.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/test_messages.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::DoAll;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Return;
using ::testing::SaveArg;
using ::testing::StartsWith;

v1::Region Gansu() {
  v1::Region region;
  region.set_name("regions/620000");
  region.set_display_name("甘肃省");
  return region;
}

struct Answered : TestRun {
  explicit Answered(const v1::AggregateScoresResponse& answer) {
    EXPECT_CALL(*connection, AggregateScores(_, _))
        .WillRepeatedly(DoAll(SaveArg<0>(&request), Return(answer)));
    EXPECT_CALL(*connection, GetRegion(_, _)).WillRepeatedly(DoAll(SaveArg<0>(&region), Return(Gansu())));
  }
  v1::AggregateScoresRequest request;
  v1::GetRegionRequest region;
};

TEST(Summary, PrintsThePageOfAFinanceBureau) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--by=prefecture", "--year=2024", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out,
            "                                           甘肃省2024年度部门绩效自评结果汇总表\n"
            "┌──────┬────────┬────────────┬──────────────────────┬────────────────┬─────────────┬──────────┬─"
            "───────┬────────┬────┬────┐\n"
            "│ 序号 │   市   │ 自评单位数 │ 调整后预算数（万元） │ 执行数（万元） │ 执行率（%） │ 平均得分 │ "
            "最高分 │ 最低分 │ 优 │ 中 │\n"
            "├──────┼────────┼────────────┼──────────────────────┼────────────────┼─────────────┼──────────┼─"
            "───────┼────────┼────┼────┤\n"
            "│    1 │ 兰州市 │          3 │           300.209497 │     287.992769 │       95.93 │  90.0333 │ "
            " 98.00 │  80.10 │  2 │  1 │\n"
            "│    2 │ 武威市 │          1 │                      │                │             │  60.0000 │ "
            " 60.00 │  60.00 │  0 │  1 │\n"
            "├──────┼────────┼────────────┼──────────────────────┼────────────────┼─────────────┼──────────┼─"
            "───────┼────────┼────┼────┤\n"
            "│      │ 合计   │          4 │           300.209497 │     287.992769 │       95.93 │  82.5250 │ "
            " 98.00 │  60.00 │  2 │  2 │\n"
            "└──────┴────────┴────────────┴──────────────────────┴────────────────┴─────────────┴──────────┴─"
            "───────┴────────┴────┴────┘\n");
  EXPECT_EQ(run.region.name(), "regions/620000");
}

TEST(Summary, CountsDepartmentsUnlessAskedForProjects) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"summary", "--by=prefecture", "--year=2024"}), kExitOk);
  EXPECT_THAT(run.request.filter().kinds(), ElementsAre(v1::EVALUATION_KIND_OVERALL));
  EXPECT_EQ(run.Run({"summary", "--by=prefecture", "--year=2024", "--kind=project"}), kExitOk);
  EXPECT_THAT(run.request.filter().kinds(), ElementsAre(v1::EVALUATION_KIND_PROJECT));
  EXPECT_THAT(run.out, AllOf(HasSubstr(" 2024年度项目支出绩效自评结果汇总表\n"), HasSubstr("自评项目数")));
  EXPECT_EQ(run.Run({"summary", "--by=prefecture", "--year=2024", "--kind=project,overall"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr(" 2024年度绩效自评结果汇总表\n"), HasSubstr("自评表数")));
}

TEST(Summary, PrintsTheSameTableAsCsv) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--by=prefecture", "--year=2024", "-o", "csv"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "序号,市,自评单位数,调整后预算数（万元）,执行数（万元）,执行率（%）,平均得分,最高分,最低分,优,中\r\n"
      "1,兰州市,3,300.209497,287.992769,95.93,90.0333,98.00,80.10,2,1\r\n"
      "2,武威市,1,,,,60.0000,60.00,60.00,0,1\r\n"
      ",合计,4,300.209497,287.992769,95.93,82.5250,98.00,60.00,2,2\r\n");
}

TEST(Summary, HasRowsForRegionsByDefaultOrForDepartments) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(R"(
      results { groups { keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/620602/departments/a" }
                         statistics { evaluation_count: 1 } } }
      results { groups { statistics { evaluation_count: 1 } } } results {})"));
  EXPECT_EQ(run.Run({"summary", "--region=620602", "--by=department", "--year=2024"}), kExitOk);
  EXPECT_THAT(run.request.groupings(0).dimensions(), ElementsAre(v1::SCORE_DIMENSION_DEPARTMENT));
  EXPECT_THAT(run.out, AllOf(HasSubstr(" 部门 "), HasSubstr("│    1 │ 620602/a │")));
  EXPECT_EQ(run.Run({"summary", "--region=620602", "--year=2024"}), kExitOk);
  EXPECT_THAT(run.request.groupings(0).dimensions(), ElementsAre(v1::SCORE_DIMENSION_REGION));
}

TEST(Summary, CallsTheOwnFormsOfTheRegionByTheirLevel) {
  v1::AggregateScoresResponse answer = PrefecturesAnswer();
  answer.mutable_results(0)->mutable_groups(0)->mutable_keys(0)->set_display_name("甘肃省");
  Answered run(answer);
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--by=prefecture", "--year=2024", "-o", "csv"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("\r\n1,本级,3,"), HasSubstr("\r\n2,武威市,1,")));
}

TEST(Summary, MovesThePointOfAmountsWithoutRounding) {
  struct Case {
    const char* yuan;
    const char* ten_thousand;
  };
  for (const Case& c :
       {Case{"0.00", "0.000000"}, Case{"0.01", "0.000001"}, Case{"10000.00", "1.000000"},
        Case{"98765432109876543210.99", "9876543210987654.321099"}, Case{"-5.00", "-0.000500"}}) {
    v1::AggregateScoresResponse answer = PrefecturesAnswer();
    answer.mutable_results(0)->mutable_groups(0)->mutable_statistics()->mutable_amounts()->set_adjusted_yuan(
        c.yuan);
    Answered run(answer);
    EXPECT_EQ(run.Run({"summary", "--by=prefecture", "--year=2024", "-o", "csv"}), kExitOk);
    EXPECT_THAT(run.out, HasSubstr(std::string("\r\n1,甘肃省兰州市,3,") + c.ten_thousand + ","));
  }
}

TEST(Summary, OfNothingHasTheLineOfTheSumAlone) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(
      "results {} results { groups { statistics { sum_points: '0.00' } } } results {} "
      "filed_fiscal_years: 2023 filed_fiscal_years: 2024"));
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--year=2031", "-o", "csv", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out,
            "序号,区划,自评单位数,调整后预算数（万元）,执行数（万元）,执行率（%）,平均得分,最高分,最低分\r\n"
            ",合计,0,,,,,,\r\n");
  EXPECT_EQ(run.err, "heng: nothing is filed for 2031; years filed are 2023, 2024\n");
}

TEST(Summary, PrintsTheMessageAsJson) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"summary", "--year=2024", "-o", "json"}), kExitOk);
  EXPECT_THAT(run.out, StartsWith("{\n \"results\": ["));
}

TEST(Summary, IsOfOneYearAndOneKindOfRow) {
  TestRun run;
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--lang=en"}), kExitUsage);
  EXPECT_THAT(run.err, HasSubstr("give one, such as --year=2024"));
  EXPECT_EQ(run.Run({"summary", "--year=2023-2024", "--lang=zh"}), kExitUsage);
  EXPECT_THAT(run.err, HasSubstr("汇总表只能是一个年度的"));
  EXPECT_EQ(run.Run({"summary", "--year=2024", "--by=region,kind", "--lang=en"}), kExitUsage);
  EXPECT_THAT(run.err, HasSubstr("give one word, such as region"));
}

TEST(Summary, EndsWithFourWhereTheRegionIsNotKnown) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetRegion(_, _))
      .WillOnce(Return(NotFound("heng.v1.Region", "regions/99", "行政区划")));
  EXPECT_CALL(*run.connection, AggregateScores(_, _))
      .WillOnce(Return(NotFound("heng.v1.Region", "regions/99", "行政区划")));
  EXPECT_EQ(run.Run({"summary", "--under=99", "--year=2024"}), kExitNotFound);
}

// Forms are filed in a county whose prefecture nobody has stored.
TEST(Summary, OfARegionThatIsNotStoredHasItsCode) {
  TestRun run;
  EXPECT_CALL(*run.connection, GetRegion(_, _))
      .WillOnce(Return(NotFound("heng.v1.Region", "regions/620600", "行政区划")));
  EXPECT_CALL(*run.connection, AggregateScores(_, _)).WillOnce(Return(PrefecturesAnswer()));
  EXPECT_EQ(run.Run({"summary", "--under=620600", "--by=prefecture", "--year=2024"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr(" 620600 2024年度部门绩效自评结果汇总表"));
}

TEST(Summary, DepartmentsOfOneNameHaveTheirCodes) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(R"(
    results {
      groups { keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/620602/departments/101001" display_name: "甘肃省财政局" } }
      groups { keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/620603/departments/101001" display_name: "甘肃省财政局" } }
    } results { groups {} } results {})"));
  EXPECT_EQ(run.Run({"summary", "--under=620000", "--by=department", "--year=2024", "-o", "csv"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("\r\n1,甘肃省财政局 620602/101001,"),
                             HasSubstr("\r\n2,甘肃省财政局 620603/101001,")));
}

}  // namespace
}  // namespace heng::cli
