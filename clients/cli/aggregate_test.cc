// SPDX-License-Identifier: Apache-2.0
//
// `heng aggregate` without a server: what it asks for, what it prints, how it ends.
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
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Return;
using ::testing::SaveArg;

// A run whose call is answered with this.
struct Answered : TestRun {
  explicit Answered(const absl::StatusOr<v1::AggregateScoresResponse>& answer) {
    EXPECT_CALL(*connection, AggregateScores(_, _))
        .WillRepeatedly(DoAll(SaveArg<0>(&request), Return(answer)));
  }
  v1::AggregateScoresRequest request;
};

TEST(Aggregate, PrintsGroupsAndEverythingInOneTable) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"aggregate", "--by=prefecture", "--lang=en"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "PREFECTURE           COUNT     MEAN  WEIGHTED    MIN    P50    P90    P99    MAX      优       中    "
      "RATE\n"
      "甘肃省兰州市 620100      3  90.0333   91.5000  80.10  92.00  98.00  98.00  98.00  66.67%   33.33%  "
      "95.93%\n"
      "甘肃省武威市 620600      1  60.0000            60.00  60.00  60.00  60.00  60.00          100.00%\n"
      "all                      4  82.5250   91.5000  60.00  80.10  98.00  98.00  98.00  50.00%   50.00%  "
      "95.93%\n");
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(Aggregate, PrintsTheSameInChinese) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"aggregate", "--by=prefecture", "--lang=zh", "--amounts"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "市                   份数   平均分  加权平均   最低    P50    P90    P99   最高      优       中  "
      "全年预算数（元）  全年执行数（元）  执行率\n"
      "甘肃省兰州市 620100     3  90.0333   91.5000  80.10  92.00  98.00  98.00  98.00  66.67%   33.33%  "
      "      3002094.97        2879927.69  95.93%\n"
      "甘肃省武威市 620600     1  60.0000            60.00  60.00  60.00  60.00  60.00          100.00%\n"
      "合计                    4  82.5250   91.5000  60.00  80.10  98.00  98.00  98.00  50.00%   50.00%  "
      "      3002094.97        2879927.69  95.93%\n");
}

TEST(Aggregate, AddsBarsOnOneAxisInATerminal) {
  Answered run(PrefecturesAnswer());
  run.out_is_terminal = true;
  EXPECT_EQ(run.Run({"aggregate", "--by=prefecture", "--lang=en"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("  RATE  DISTRIBUTION 60–100\n"), HasSubstr("95.93%    ▄█\n"),
                             HasSubstr("100.00%          █\n"), HasSubstr("95.93%  ▄ ▄█\n")));
  EXPECT_THAT(run.request.measures(), ::testing::Contains(v1::SCORE_MEASURE_DISTRIBUTION));
}

TEST(Aggregate, NeverPutsBarsIntoCsvOrJson) {
  for (const char* format : {"csv", "json"}) {
    Answered run(PrefecturesAnswer());
    run.out_is_terminal = true;
    EXPECT_EQ(run.Run({"aggregate", "--by=prefecture", "-o", format}), kExitOk);
    EXPECT_THAT(run.out, AllOf(Not(HasSubstr("▄")), Not(HasSubstr("█")))) << format;
  }
}

TEST(Aggregate, PrintsCsvWithRawValuesAndWithoutTheSumOverEverything) {
  Answered run(PrefecturesAnswer());
  EXPECT_EQ(run.Run({"aggregate", "--by=prefecture", "-o", "csv", "--lang=zh"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "prefecture,prefecture_name,count,sum_points,mean_points,weighted_mean_points,min_points,p50,p90,p99,"
      "max_points,grade_excellent,grade_fair,initial_yuan,adjusted_yuan,executed_yuan,execution_rate_"
      "percent\r\n"
      "620100,甘肃省兰州市,3,270.10,90.0333,91.5000,80.10,92.00,98.00,98.00,98.00,2,1,50.00,3002094.97,"
      "2879927.69,95.93\r\n"
      "620600,甘肃省武威市,1,60.00,60.0000,,60.00,60.00,60.00,60.00,60.00,0,1,,,,\r\n");
}

TEST(Aggregate, PrintsTheMessageAsJson) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(
      "results { groups { statistics { evaluation_count: 4 mean_points: '82.5250' } } } state: 's'"));
  EXPECT_EQ(run.Run({"aggregate", "-o", "json"}), kExitOk);
  EXPECT_EQ(run.out,
            "{\n"
            " \"results\": [\n"
            "  {\n"
            "   \"groups\": [\n"
            "    {\n"
            "     \"statistics\": {\n"
            "      \"evaluationCount\": \"4\",\n"
            "      \"meanPoints\": \"82.5250\"\n"
            "     }\n"
            "    }\n"
            "   ]\n"
            "  }\n"
            " ],\n"
            " \"state\": \"s\"\n"
            "}\n");
  EXPECT_EQ(run.request.groupings_size(), 1);
  EXPECT_THAT(run.request.measures(), IsEmpty());
}

TEST(Aggregate, AsksForEveryGroupingInOneCallAndForEverythingAndTheGrades) {
  Answered run(PrefecturesAnswer());
  run.Run({"aggregate", "--by=province,category", "--by=year", "--percentiles=25,99.9", "--bins=2.5",
           "--continued", "--year=2024"});
  ASSERT_EQ(run.request.groupings_size(), 4);
  EXPECT_THAT(run.request.groupings(0).dimensions(),
              ElementsAre(v1::SCORE_DIMENSION_PROVINCE, v1::SCORE_DIMENSION_CATEGORY));
  EXPECT_THAT(run.request.groupings(1).dimensions(), ElementsAre(v1::SCORE_DIMENSION_YEAR));
  EXPECT_THAT(run.request.groupings(2).dimensions(), IsEmpty());
  EXPECT_THAT(run.request.groupings(3).dimensions(), ElementsAre(v1::SCORE_DIMENSION_GRADE));
  EXPECT_THAT(run.request.percentiles(), ElementsAre("25", "99.9"));
  EXPECT_EQ(run.request.bin_width_points(), "2.5");
  EXPECT_EQ(run.request.department_identity(), v1::DEPARTMENT_IDENTITY_AS_CONTINUED);
  EXPECT_THAT(run.request.filter().fiscal_years(), ElementsAre(2024));
}

TEST(Aggregate, DoesNotAskForEverythingTwice) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(
      "results { groups { statistics { evaluation_count: 3 } } } results {}"));
  EXPECT_EQ(run.Run({"aggregate", "--lang=zh"}), kExitOk);
  ASSERT_EQ(run.request.groupings_size(), 2);
  EXPECT_THAT(run.request.groupings(0).dimensions(), IsEmpty());
  EXPECT_THAT(run.request.groupings(1).dimensions(), ElementsAre(v1::SCORE_DIMENSION_GRADE));
  EXPECT_EQ(run.out, "份数  平均分  加权平均  最低  P50  P90  P99  最高  执行率\n   3\n");
}

TEST(Aggregate, PrintsOneTableForEachGrouping) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(R"(
      results { groups { keys { dimension: SCORE_DIMENSION_KIND value: "EVALUATION_KIND_PROJECT" }
                         keys { dimension: SCORE_DIMENSION_YEAR value: "2024" }
                         statistics { evaluation_count: 1 mean_points: "5.0000" } } }
      results { groups { keys { dimension: SCORE_DIMENSION_YEAR value: "2024" }
                         statistics { evaluation_count: 1 mean_points: "5.0000" } } }
      results { groups { statistics { evaluation_count: 1 mean_points: "5.0000" } } }
      results {})"));
  EXPECT_EQ(run.Run({"aggregate", "--by=kind,year", "--by=year", "--percentiles=50", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.out,
            "类型  年度  份数  平均分  加权平均  最低  P50  最高  执行率\n"
            "项目  2024     1  5.0000\n"
            "合计           1  5.0000\n"
            "\n"
            "年度  份数  平均分  加权平均  最低  P50  最高  执行率\n"
            "2024     1  5.0000\n"
            "合计     1  5.0000\n");
  EXPECT_EQ(run.Run({"aggregate", "--by=kind,year", "--by=year", "--percentiles=50", "-o", "csv"}), kExitOk);
  EXPECT_EQ(run.out,
            "grouping,kind,year,count,sum_points,mean_points,weighted_mean_points,min_points,p50,max_points,"
            "initial_yuan,adjusted_yuan,executed_yuan,execution_rate_percent\r\n"
            "\"kind,year\",project,2024,1,,5.0000,,,,,,,,\r\n"
            "year,,2024,1,,5.0000,,,,,,,,\r\n");
}

TEST(Aggregate, CallsKeysWhatPeopleCallThem) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(R"(
      results {
        groups { keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/620602/departments/a" display_name: "甲局" }
                 keys { dimension: SCORE_DIMENSION_CATEGORY value: "DEPARTMENT_CATEGORY_PARTY_ORGAN" }
                 keys { dimension: SCORE_DIMENSION_STATE value: "EVALUATION_STATE_SUBMITTED" }
                 keys { dimension: SCORE_DIMENSION_GRADE value: "good" display_name: "良" } }
        groups { keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/62/departments/b" }
                 keys { dimension: SCORE_DIMENSION_CATEGORY value: "DEPARTMENT_CATEGORY_UNSPECIFIED" }
                 keys { dimension: SCORE_DIMENSION_STATE value: "EVALUATION_STATE_OF_TOMORROW" }
                 keys { dimension: SCORE_DIMENSION_GRADE } } }
      results { groups { statistics { evaluation_count: 2 } } } results {})"));
  EXPECT_EQ(run.Run({"aggregate", "--by=department,category,state,grade", "--lang=en"}), kExitOk);
  EXPECT_THAT(run.out, AllOf(HasSubstr("\n甲局 620602/a  party organ  submitted"), HasSubstr("  良 good"),
                             HasSubstr("\n62/b           not given    EVALUATION_STATE_OF_TOMORROW  none")));
  EXPECT_EQ(run.Run({"aggregate", "--by=department,category,state,grade", "-o", "csv"}), kExitOk);
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("department,department_name,category,state,grade,grade_name,count"),
                    HasSubstr("\nregions/620602/departments/a,甲局,party-organ,submitted,good,良,0")));
}

TEST(Aggregate, SaysWhyNothingIsFoundAndPrintsTheCount) {
  Answered run(ReadMessageText<v1::AggregateScoresResponse>(
      "results { groups { statistics { sum_points: '0.00' } } } results {} filed_fiscal_years: 2023 "
      "filed_fiscal_years: 2024"));
  EXPECT_EQ(run.Run({"aggregate", "--year=2031", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out, "COUNT  MEAN  WEIGHTED  MIN  P50  P90  P99  MAX  RATE\n    0\n");
  EXPECT_EQ(run.err, "heng: nothing is filed for 2031; years filed are 2023, 2024\n");
  EXPECT_EQ(run.Run({"aggregate", "--year=2024", "--grade=x", "-o", "json", "--lang=zh"}), kExitOk);
  EXPECT_EQ(run.err, "heng: 没有符合条件的自评表；已有自评表的年度：2023、2024\n");
}

TEST(Aggregate, ShowsTheFieldsThatTheServerRefuses) {
  FieldProblems problems;
  problems.Add("percentiles[0]", "OUT_OF_RANGE", {.en = "101 is above 100", .zh = "101 大于 100"});
  Answered run(problems.ToStatus());
  EXPECT_EQ(run.Run({"aggregate", "--percentiles=101", "--lang=en"}), kExitValidation);
  EXPECT_THAT(run.err, HasSubstr("\n  percentiles[0]: 101 is above 100\n"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(Aggregate, SaysWhereARegionIsNotKnown) {
  Answered run(NotFound("heng.v1.Region", "regions/99", "行政区划"));
  EXPECT_EQ(run.Run({"aggregate", "--under=99"}), kExitNotFound);
  EXPECT_THAT(run.err, HasSubstr("regions/99"));
}

TEST(Aggregate, RefusesAnAnswerThatDoesNotFitTheQuestion) {
  Answered run(v1::AggregateScoresResponse{});
  EXPECT_EQ(run.Run({"aggregate", "--lang=en"}), kExitFailure);
  EXPECT_THAT(run.err, HasSubstr("does not fit the question"));
}

TEST(Aggregate, RefusesUnknownGroupsAndTooManyTables) {
  TestRun run;
  EXPECT_EQ(run.Run({"aggregate", "--by=province,categry", "--lang=en"}), kExitUsage);
  EXPECT_EQ(run.err, "heng: --by: unknown word \"categry\", did you mean category?\n");
  std::vector<std::string> line = {"aggregate", "--lang=en"};
  for (int i = 0; i < 7; ++i) line.push_back("--by=year");
  EXPECT_EQ(run.Run(line), kExitUsage);
  EXPECT_EQ(run.err,
            "heng: --by is given 7 times, want at most 6: run the command once more for the others\n");
}

}  // namespace
}  // namespace heng::cli
