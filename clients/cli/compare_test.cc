// SPDX-License-Identifier: Apache-2.0
//
// `heng compare` without a server: what it asks for, what it prints, how it ends.
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
    EXPECT_CALL(*connection, CompareYears(_, _))
        .WillRepeatedly(
            DoAll(SaveArg<0>(&request), Return(ReadMessageText<v1::CompareYearsResponse>(answer))));
  }
  v1::CompareYearsRequest request;
};

const char kProvinces[] = R"(
    groups {
      keys { dimension: SCORE_DIMENSION_PROVINCE value: "620000" display_name: "甘肃省" }
      base { evaluation_count: 9 mean_points: "80.0000" min_points: "60.00" max_points: "99.00"
             amounts { adjusted_yuan: "100.00" executed_yuan: "90.00" execution_rate_percent: "90.00"
                       weighted_mean_points: "81.0000" } }
      current { evaluation_count: 10 mean_points: "81.2500" min_points: "61.00" max_points: "98.00"
                amounts { adjusted_yuan: "100.00" executed_yuan: "85.00" execution_rate_percent: "85.00"
                          weighted_mean_points: "82.0000" } }
      mean_change_points: "1.2500" executed_change_yuan: "-5.00" execution_rate_change_percent: "-5.00"
    }
    groups {
      keys { dimension: SCORE_DIMENSION_PROVINCE value: "630000" display_name: "青海省" }
      base { evaluation_count: 1 mean_points: "70.0000" }
      current { evaluation_count: 1 mean_points: "70.0000" }
      mean_change_points: "0.0000"
    }
    groups {
      keys { dimension: SCORE_DIMENSION_PROVINCE value: "640000" }
      current { evaluation_count: 1 mean_points: "70.0000" }
    })";

TEST(Compare, PrintsBothYearsWithSignedChanges) {
  Answered run(kProvinces);
  EXPECT_EQ(run.Run({"compare", "--year=2024", "--by=province", "--lang=en"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "PROVINCE       COUNT 2023  COUNT 2024  MEAN 2023  MEAN 2024   CHANGE  EXECUTED 2023  EXECUTED 2024  "
      "CHANGE  RATE 2023  RATE 2024  CHANGE\n"
      "甘肃省 620000           9          10    80.0000    81.2500  +1.2500          90.00          85.00  "
      " -5.00     90.00%     85.00%   -5.00\n"
      "青海省 630000           1           1    70.0000    70.0000   0.0000\n"
      "640000                  0           1               70.0000\n");
  EXPECT_EQ(run.request.fiscal_year(), 2024);
  EXPECT_EQ(run.request.base_fiscal_year(), 0);
  EXPECT_THAT(run.request.grouping().dimensions(), ElementsAre(v1::SCORE_DIMENSION_PROVINCE));
}

TEST(Compare, PrintsTheSameInChineseAgainstAnotherYear) {
  Answered run(kProvinces);
  EXPECT_EQ(run.Run({"compare", "--year=2024", "--base=2021", "--by=province", "--lang=zh"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("省             2021 份数  2024 份数  2021 平均分  2024 平均分     变动  "
                                 "2021 执行数（元）  2024 执行数（元）   变动  2021 执行率  2024 执行率  "
                                 "变动（百分点）\n"));
  EXPECT_EQ(run.request.base_fiscal_year(), 2021);
}

TEST(Compare, PrintsRawCsvAndTheMessageAsJson) {
  Answered run(kProvinces);
  EXPECT_EQ(run.Run({"compare", "--year=2024", "--by=province", "-o", "csv"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "province,province_name,base_year,year,base_count,base_mean_points,base_weighted_mean_points,"
      "base_min_points,base_max_points,base_adjusted_yuan,base_executed_yuan,base_execution_rate_percent,"
      "count,mean_points,weighted_mean_points,min_points,max_points,adjusted_yuan,executed_yuan,"
      "execution_rate_percent,mean_change_points,executed_change_yuan,execution_rate_change_percent\r\n"
      "620000,甘肃省,2023,2024,9,80.0000,81.0000,60.00,99.00,100.00,90.00,90.00,10,81.2500,82.0000,61.00,"
      "98.00,100.00,85.00,85.00,1.2500,-5.00,-5.00\r\n"
      "630000,青海省,2023,2024,1,70.0000,,,,,,,1,70.0000,,,,,,,0.0000,,\r\n"
      "640000,,2023,2024,0,,,,,,,,1,70.0000,,,,,,,,,\r\n");
  EXPECT_EQ(run.Run({"compare", "--year=2024", "-o", "json"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("\"meanChangePoints\": \"1.2500\""));
}

TEST(Compare, PassesFilterAndIdentityOn) {
  Answered run(kProvinces);
  EXPECT_EQ(run.Run({"compare", "--year=2024", "--under=620600", "--as-filed"}), kExitOk);
  EXPECT_EQ(run.request.filter().under_region(), "regions/620600");
  EXPECT_EQ(run.request.department_identity(), v1::DEPARTMENT_IDENTITY_AS_FILED);
  EXPECT_FALSE(run.request.has_grouping());
  EXPECT_EQ(run.Run({"compare", "--year=2024"}), kExitOk);
  EXPECT_EQ(run.request.department_identity(), v1::DEPARTMENT_IDENTITY_UNSPECIFIED);
}

TEST(Compare, SaysWhyNothingIsFound) {
  Answered run("groups { base {} current {} } filed_fiscal_years: 2024");
  EXPECT_EQ(run.Run({"compare", "--year=2031", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.err, "heng: nothing is filed for 2030, 2031; years filed are 2024\n");
}

TEST(Compare, RefusesACommandLineThatIsNoQuestion) {
  const std::vector<std::vector<std::string>> lines = {{"compare"},
                                                       {"compare", "--year=abc"},
                                                       {"compare", "--year=2024", "--base=x"},
                                                       {"compare", "--year=2023,2024"},
                                                       {"compare", "--year=2024", "--by=yeer"}};
  for (const auto& line : lines) {
    TestRun run;
    EXPECT_EQ(run.Run(line), kExitUsage) << ::testing::PrintToString(line);
    EXPECT_FALSE(run.err.empty());
  }
}

}  // namespace
}  // namespace heng::cli
