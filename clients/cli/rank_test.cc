// SPDX-License-Identifier: Apache-2.0
//
// `heng rank` without a server: what it asks for, what it prints, how it ends.
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
using ::testing::IsEmpty;
using ::testing::Return;
using ::testing::SaveArg;

struct Answered : TestRun {
  explicit Answered(const v1::RankEvaluationsResponse& answer) {
    EXPECT_CALL(*connection, RankEvaluations(_, _))
        .WillRepeatedly(DoAll(SaveArg<0>(&request), Return(answer)));
  }
  v1::RankEvaluationsRequest request;
};

const char kFirst[] = R"(
    name: "regions/620602/departments/a/evaluations/2024-overall" department_display_name: "甲局"
    department_category: DEPARTMENT_CATEGORY_SCHOOL fiscal_year: 2024 kind: EVALUATION_KIND_OVERALL
    state: EVALUATION_STATE_SUBMITTED scheme: "schemes/s@0123456789abcdef" total_points: "98.50"
    grade_code: "excellent" grade: "优" adjusted_yuan: "3002094.97" executed_yuan: "2879927.69"
    rank: 1 equal_count: 1 percentile_rank: "100.00")";

v1::RankEvaluationsResponse WithTies() {
  return ReadMessageText<v1::RankEvaluationsResponse>(std::string("evaluation_count: 4 evaluations {") +
                                                      kFirst + R"(}
      evaluations { name: "regions/62/departments/b/evaluations/2024-overall" department_display_name: "乙局"
                    total_points: "9.00" rank: 2 equal_count: 2 percentile_rank: "75.00" }
      evaluations { name: "regions/62/departments/c/evaluations/2024-overall" total_points: "9.00" rank: 2
                    equal_count: 2 percentile_rank: "75.00" }
      evaluations { name: "regions/62/departments/d/evaluations/2024-overall" total_points: "8.00" rank: 4
                    equal_count: 1 percentile_rank: "25.00" })");
}

TEST(Rank, PrintsPlacesWithTies) {
  Answered run(WithTies());
  EXPECT_EQ(run.Run({"rank", "--lang=en"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "RANK  TOTAL  GRADE  TIED  PERCENTILE  DEPARTMENT  NAME\n"
      "   1  98.50  优        1     100.00%  甲局        "
      "regions/620602/departments/a/evaluations/2024-overall\n"
      "   2   9.00            2      75.00%  乙局        regions/62/departments/b/evaluations/2024-overall\n"
      "   2   9.00            2      75.00%              regions/62/departments/c/evaluations/2024-overall\n"
      "   4   8.00            1      25.00%              regions/62/departments/d/evaluations/2024-overall\n"
      "\n"
      "among 4 evaluations\n");
  EXPECT_EQ(run.Run({"rank", "--lang=zh"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("名次   总分  等级  同分数   百分位  部门  名称\n"
                                 "   1  98.50  优         1  100.00%  甲局  "));
  EXPECT_THAT(run.out, HasSubstr("\n\n共 4 份自评表参与排名\n"));
}

TEST(Rank, PrintsCsvAndJson) {
  v1::RankEvaluationsResponse answer = WithTies();
  answer.mutable_evaluations()->DeleteSubrange(1, 3);
  Answered run(answer);
  EXPECT_EQ(run.Run({"rank", "-o", "csv", "--lang=zh"}), kExitOk);
  EXPECT_EQ(
      run.out,
      "rank,equal_count,percentile_rank,name,department,category,year,kind,state,scheme,total_points,"
      "grade_code,grade,adjusted_yuan,executed_yuan\r\n"
      "1,1,100.00,regions/620602/departments/a/evaluations/2024-overall,甲局,school,2024,overall,submitted,"
      "schemes/s@0123456789abcdef,98.50,excellent,优,3002094.97,2879927.69\r\n");
  EXPECT_EQ(run.Run({"rank", "-o", "json"}), kExitOk);
  EXPECT_THAT(run.out, HasSubstr("\"evaluationCount\": \"4\""));
  EXPECT_THAT(run.out, HasSubstr("\"percentileRank\": \"100.00\""));
}

TEST(Rank, AsksForTheBestOrForTheWorst) {
  Answered run(WithTies());
  EXPECT_EQ(run.Run({"rank", "--top=20", "--year=2024"}), kExitOk);
  EXPECT_EQ(run.request.limit(), 20);
  EXPECT_FALSE(run.request.worst_first());
  EXPECT_THAT(run.request.filter().fiscal_years(), ElementsAre(2024));
  EXPECT_EQ(run.Run({"rank", "--bottom=5"}), kExitOk);
  EXPECT_EQ(run.request.limit(), 5);
  EXPECT_TRUE(run.request.worst_first());
  EXPECT_EQ(run.Run({"rank"}), kExitOk);
  EXPECT_EQ(run.request.limit(), 0);
}

TEST(Rank, TellsThePlaceOfASingleEvaluation) {
  Answered run(ReadMessageText<v1::RankEvaluationsResponse>(
      std::string("evaluation_count: 4 named { ranked {") + kFirst + "} }"));
  EXPECT_EQ(run.Run({"rank", "--of=regions/620602/departments/a/evaluations/2024-overall", "--lang=en"}),
            kExitOk);
  EXPECT_THAT(run.request.names(), ElementsAre("regions/620602/departments/a/evaluations/2024-overall"));
  EXPECT_EQ(run.request.limit(), -1);
  EXPECT_EQ(run.out,
            "RANK  TOTAL  GRADE  TIED  PERCENTILE  DEPARTMENT  NAME\n"
            "   1  98.50  优        1     100.00%  甲局        "
            "regions/620602/departments/a/evaluations/2024-overall\n"
            "\n"
            "among 4 evaluations\n");
}

TEST(Rank, TakesADepartmentForItsOverallFormOfTheYear) {
  Answered run(
      ReadMessageText<v1::RankEvaluationsResponse>(std::string("evaluation_count: 4 named { ranked {") +
                                                   kFirst + "} } named { ranked {" + kFirst + "} }"));
  EXPECT_EQ(run.Run({"rank", "--of=regions/620602/departments/a", "--of=620602/b", "--year=2024",
                     "--kind=overall"}),
            kExitOk);
  EXPECT_THAT(run.request.names(), ElementsAre("regions/620602/departments/a/evaluations/2024-overall",
                                               "regions/620602/departments/b/evaluations/2024-overall"));
}

TEST(Rank, EndsWithFourIfAnEvaluationHasNoPlace) {
  Answered run(ReadMessageText<v1::RankEvaluationsResponse>(
      std::string("evaluation_count: 4 named { ranked {") + kFirst + "} } named {}"));
  EXPECT_EQ(run.Run({"rank", "--of=620602/a", "--of=620602/b", "--year=2024", "--kind=overall", "--lang=en"}),
            kExitNotFound);
  EXPECT_THAT(run.out, HasSubstr("甲局"));
  EXPECT_EQ(
      run.err,
      "heng: regions/620602/departments/b/evaluations/2024-overall has no place: it is not stored, or the "
      "filter leaves it out\n");
}

TEST(Rank, SaysWhyNothingIsFound) {
  Answered run(ReadMessageText<v1::RankEvaluationsResponse>("filed_fiscal_years: 2024"));
  EXPECT_EQ(run.Run({"rank", "--year=2031", "--lang=en"}), kExitOk);
  EXPECT_EQ(run.out, "among 0 evaluations\n");
  EXPECT_EQ(run.err, "heng: nothing is filed for 2031; years filed are 2024\n");
}

TEST(Rank, RefusesACommandLineThatIsNoQuestion) {
  const std::vector<std::vector<std::string>> lines = {
      {"rank", "--top=3", "--bottom=3"},
      {"rank", "--top=3", "--of=regions/62/departments/a/evaluations/2024-overall"},
      {"rank", "--top=0"},
      {"rank", "--top=x"},
      {"rank", "--of=nonsense"},
      {"rank", "--of=regions/62"},
      {"rank", "--of=620602/a", "--kind=overall"},
      {"rank", "--of=620602/a", "--year=2023,2024", "--kind=overall"},
      {"rank", "--of=620602/a", "--year=2024"}};
  for (const auto& line : lines) {
    TestRun run;
    EXPECT_EQ(run.Run(line), kExitUsage) << ::testing::PrintToString(line);
    EXPECT_THAT(run.out, IsEmpty());
    EXPECT_FALSE(run.err.empty());
  }
}

}  // namespace
}  // namespace heng::cli
