// SPDX-License-Identifier: Apache-2.0
//
// `heng lost` without a server: what it asks for, what it prints, how it ends.
#include "clients/cli/exit_code.h"
#include "clients/cli/test_messages.h"
#include "clients/cli/test_run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

using ::testing::_;
using ::testing::DoAll;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Return;
using ::testing::SaveArg;

struct Answered : TestRun {
  explicit Answered(const std::string& answer) {
    EXPECT_CALL(*connection, AnalyseIndicators(_, _))
        .WillRepeatedly(
            DoAll(SaveArg<0>(&request), Return(ReadMessageText<v1::AnalyseIndicatorsResponse>(answer))));
  }
  v1::AnalyseIndicatorsRequest request;
};

const char kClasses[] = R"(
    groups {
      evaluation_count: 10
      parts { code: "output" display_name: "产出指标" level: 1 evaluation_count: 10 points: "400.00"
              weight_points: "500.0000" lost_points: "100.0000" earned_percent: "80.00" }
      parts { level: 1 evaluation_count: 9 points: "65.00" weight_points: "90.0000" lost_points: "25.0000"
              earned_percent: "72.22" }
    })";

TEST(Lost, PrintsClassesAndBudgetExecution) {
  Answered run(kClasses);
  EXPECT_EQ(run.Run({"lost", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out,
            "LEVEL  CLASS             EVALUATIONS  POINTS    WEIGHT      LOST  EARNED\n"
            "    1  产出指标                   10  400.00  500.0000  100.0000  80.00%\n"
            "    1  budget execution            9   65.00   90.0000   25.0000  72.22%\n");
  EXPECT_EQ(run.request.breakdown(), v1::INDICATOR_BREAKDOWN_CLASS);
  EXPECT_FALSE(run.request.has_grouping());
}

TEST(Lost, AddsBarsInATerminal) {
  Answered run(kClasses);
  run.out_is_terminal = true;
  EXPECT_EQ(run.Run({"lost", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "级  指标      自评表数    得分      分值      失分  得分率  失分\n"
            " 1  产出指标        10  400.00  500.0000  100.0000  80.00%  ████████████\n"
            " 1  预算执行         9   65.00   90.0000   25.0000  72.22%  ███\n");
}

TEST(Lost, TellsClausesByTheirWordsAndGroups) {
  Answered run(R"(
      groups { keys { dimension: SCORE_DIMENSION_CATEGORY value: "DEPARTMENT_CATEGORY_SCHOOL" } evaluation_count: 10
               parts { clause: SCORE_CLAUSE_PRO_RATA evaluation_count: 8 row_count: 12 points: "30.00"
                       weight_points: "40.0000" lost_points: "10.0000" earned_percent: "75.00" } })");
  EXPECT_EQ(run.Run({"lost", "--by=clause", "--group=category", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "部门类别  适用条款    自评表数  行数   得分     分值     失分  得分率\n"
            "学校      按比例得分         8    12  30.00  40.0000  10.0000  75.00%\n");
  EXPECT_EQ(run.request.breakdown(), v1::INDICATOR_BREAKDOWN_CLAUSE);
  EXPECT_THAT(run.request.grouping().dimensions(), ElementsAre(v1::SCORE_DIMENSION_CATEGORY));
  EXPECT_EQ(run.Run({"lost", "--by=clause", "--group=category", "-o", "csv", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "category,level,code,name,evaluation_count,row_count,points,weight_points,lost_points,earned_"
            "percent\r\n"
            "school,0,pro-rata,,8,12,30.00,40.0000,10.0000,75.00\r\n");
}

TEST(Lost, TellsFindingsByTheirCodes) {
  Answered run(
      R"(groups { evaluation_count: 10 parts { code: "REASON_MISSING" evaluation_count: 3 row_count: 5
                  points: "1.00" weight_points: "0.0000" lost_points: "-1.0000" } })");
  EXPECT_EQ(run.Run({"lost", "--by=finding", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out,
            "FINDING         EVALUATIONS  FINDINGS  POINTS  WEIGHT     LOST  EARNED\n"
            "REASON_MISSING            3         5    1.00  0.0000  -1.0000\n");
}

TEST(Lost, PrintsRawCsvAndTheMessageAsJson) {
  Answered run(kClasses);
  EXPECT_EQ(run.Run({"lost", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out,
            "level,code,name,evaluation_count,row_count,points,weight_points,lost_points,earned_percent\r\n"
            "1,output,产出指标,10,0,400.00,500.0000,100.0000,80.00\r\n"
            "1,execution,,9,0,65.00,90.0000,25.0000,72.22\r\n");
  EXPECT_EQ(run.Run({"lost", "-o", "json"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("\"lostPoints\": \"100.0000\""));
}

TEST(Lost, PassesLevelFilterAndIdentityOn) {
  Answered run(kClasses);
  EXPECT_EQ(run.Run({"lost", "--by=class", "--level=2", "--year=2024", "--continued"}), kExitOk);
  EXPECT_EQ(run.request.class_level(), 2);
  EXPECT_THAT(run.request.filter().fiscal_years(), ElementsAre(2024));
  EXPECT_EQ(run.request.department_identity(), v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
}

TEST(Lost, SaysWhyNothingIsFound) {
  Answered run("groups {} filed_fiscal_years: 2024");
  EXPECT_EQ(run.Run({"lost", "--year=2031", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.err, "heng: 2031 年度没有自评表；已有自评表的年度：2024\n");
}

TEST(Lost, RefusesUnknownWords) {
  TestRun run;
  EXPECT_EQ(run.Run({"lost", "--by=clas", "--lang=en"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: --by: unknown word \"clas\", did you mean class?\n");
  EXPECT_EQ(run.Run({"lost", "--group=yaer", "--lang=en"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: --group: unknown word \"yaer\", did you mean year?\n");
  EXPECT_EQ(run.Run({"lost", "--level=0"}), kExitUsage);
}

}  // namespace
}  // namespace heng::cli
