// SPDX-License-Identifier: Apache-2.0
//
// Flags of a command line, the filter that they become, and what is said of an empty answer.
#include "clients/cli/score_filter.h"

#include "base/errors.h"
#include "base/testing/status_matchers.h"
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

// The filter that `heng rank` sends for these flags.
v1::ScoreFilter Sent(std::vector<std::string> flags) {
  TestRun run;
  v1::RankEvaluationsRequest request;
  EXPECT_CALL(*run.connection, RankEvaluations(_, _))
      .WillOnce(DoAll(SaveArg<0>(&request), Return(v1::RankEvaluationsResponse())));
  flags.insert(flags.begin(), "rank");
  EXPECT_EQ(run.Run(flags), kExitOk) << run.err;
  return request.filter();
}

std::string Refused(std::vector<std::string> flags) {
  TestRun run;
  flags.insert(flags.begin(), {"rank", "--lang=en"});
  EXPECT_EQ(run.Run(flags), kExitUsage);
  return run.err;
}

TEST(ScoreFilter, LeavesNothingOutWithoutFlags) {
  EXPECT_EQ(Sent({}).SerializeAsString(), v1::ScoreFilter().SerializeAsString());
}

TEST(ScoreFilter, PassesEveryFlagOn) {
  const v1::ScoreFilter filter =
      Sent({"--region=62*", "--under=620600", "--year=2024", "--kind=overall", "--category=school,党委机关",
            "--state=submitted", "--grade=excellent,good", "--grade=fair",
            "--scheme=gansu-overall@0123456789abcdef", "--scheme=schemes/s", "--min-points=60",
            "--max-points=89.99"});
  EXPECT_EQ(filter.parent(), "regions/62*/departments/-");
  EXPECT_EQ(filter.under_region(), "regions/620600");
  EXPECT_THAT(filter.fiscal_years(), ElementsAre(2024));
  EXPECT_THAT(filter.kinds(), ElementsAre(v1::EVALUATION_KIND_OVERALL));
  EXPECT_THAT(filter.department_categories(),
              ElementsAre(v1::DEPARTMENT_CATEGORY_SCHOOL, v1::DEPARTMENT_CATEGORY_PARTY_ORGAN));
  EXPECT_THAT(filter.states(), ElementsAre(v1::EVALUATION_STATE_SUBMITTED));
  EXPECT_THAT(filter.grade_codes(), ElementsAre("excellent", "good", "fair"));
  EXPECT_THAT(filter.schemes(), ElementsAre("schemes/gansu-overall@0123456789abcdef", "schemes/s"));
  EXPECT_EQ(filter.min_points(), "60");
  EXPECT_EQ(filter.max_points(), "89.99");
}

TEST(ScoreFilter, TakesYearsOneByOneAndInRangesEachOnce) {
  EXPECT_THAT(Sent({"--year=2020-2022,2024", "--year=2021"}).fiscal_years(),
              ElementsAre(2020, 2021, 2022, 2024));
}

TEST(ScoreFilter, NamesADepartmentInThreeWays) {
  const std::string name = "regions/620602/departments/zonggonghui";
  EXPECT_EQ(Sent({"--region=620602", "--department=zonggonghui"}).parent(), name);
  EXPECT_EQ(Sent({"--department=620602/zonggonghui"}).parent(), name);
  EXPECT_EQ(Sent({"--department=" + name}).parent(), name);
  EXPECT_EQ(Sent({"--department=zonggonghui"}).parent(), "regions/-/departments/zonggonghui");
}

TEST(ScoreFilter, TakesRegionsAsCodesAndAsNames) {
  EXPECT_EQ(Sent({"--region=regions/620602"}).parent(), "regions/620602/departments/-");
  EXPECT_EQ(Sent({"--under=regions/62"}).under_region(), "regions/62");
}

TEST(ScoreFilter, RefusesWhatIsNoYear) {
  for (const char* years : {"abc", "24", "2024-", "-2024", "2024-2020", "1989", "2101", "2024,",
                            "2020-2022-2024", "99999999999"}) {
    EXPECT_THAT(Refused({std::string("--year=") + years}),
                HasSubstr("is not a fiscal year: want 2024, or 2020-2024"))
        << years;
  }
}

TEST(ScoreFilter, RefusesUnknownWords) {
  EXPECT_EQ(Refused({"--kind=overal"}), "heng: --kind: unknown word \"overal\", did you mean overall?\n");
  EXPECT_EQ(Refused({"--category=shool"}),
            "heng: --category: unknown word \"shool\", did you mean school?\n");
  EXPECT_EQ(Refused({"--state=x"}), "heng: --state: unknown word \"x\", want one of: draft, submitted\n");
}

TEST(ScoreFilter, RefusesTwoRegionsForOneDepartment) {
  EXPECT_THAT(Refused({"--region=62", "--department=620602/a"}), HasSubstr("leave out --region"));
}

TEST(NothingFiled, TellsAYearNeverFiledFromAFilterThatPassesNothing) {
  const auto years = [](const std::vector<int32_t>& list) {
    return google::protobuf::RepeatedField<int32_t>(list.begin(), list.end());
  };
  const auto say = [&](const std::vector<int32_t>& asked, const std::vector<int32_t>& filed,
                       Language language) { return NothingFiledText(years(asked), years(filed), language); };
  EXPECT_EQ(say({2031}, {2023, 2024}, Language::kEnglish),
            "heng: nothing is filed for 2031; years filed are 2023, 2024\n");
  EXPECT_EQ(say({2031}, {2023, 2024}, Language::kChinese),
            "heng: 2031 年度没有自评表；已有自评表的年度：2023、2024\n");
  EXPECT_EQ(say({2024, 2031}, {2023, 2024}, Language::kEnglish),
            "heng: no evaluation passes this filter; years filed are 2023, 2024\n");
  EXPECT_EQ(say({}, {2024}, Language::kChinese), "heng: 没有符合条件的自评表；已有自评表的年度：2024\n");
  EXPECT_EQ(say({2024}, {}, Language::kEnglish), "heng: no evaluation is filed at all yet\n");
}

}  // namespace
}  // namespace heng::cli
