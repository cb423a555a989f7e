// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/answers.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "services/analysis/answer_size.h"

namespace heng {
namespace {

using ::google::protobuf::TextFormat;
using ::google::protobuf::util::MessageDifferencer;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <typename Message>
Message Read(const std::string& text) {
  Message message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

template <typename Message>
void ExpectMessage(const Message& got, const std::string& want) {
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(Read<Message>(want), got)) << difference;
}

AggregateQuery AggregateBy(const std::string& groupings) {
  AggregateQuery query;
  query.request = Read<storage::v1::AggregateRowsRequest>(groupings);
  return query;
}

// What the keys of one group become.
std::string KeysOf(const std::string& dimension, const std::string& key, const std::string& more = "") {
  const AggregateQuery query =
      AggregateBy(absl::StrCat("groupings { dimensions: DIMENSION_", dimension, " }"));
  const auto told = Read<storage::v1::AggregateRowsResponse>(
      absl::StrCat("results { groups { keys: \"", key, "\" sums { evaluation_count: 1 ", more, " } } }"));
  v1::AggregateScoresResponse answer;
  EXPECT_OK(FillAnswer(query, told, answer));
  const v1::GroupKey& shown = answer.results(0).groups(0).keys(0);
  return absl::StrCat(v1::ScoreDimension_Name(shown.dimension()), " ", shown.value(), " ",
                      shown.display_name());
}

TEST(GroupKeys, AreNamesOfEnumValuesWithWhatPeopleCallThem) {
  EXPECT_EQ(KeysOf("CATEGORY", "5"),
            "SCORE_DIMENSION_CATEGORY DEPARTMENT_CATEGORY_PUBLIC_INSTITUTION 事业单位");
  EXPECT_EQ(KeysOf("CATEGORY", "0"), "SCORE_DIMENSION_CATEGORY DEPARTMENT_CATEGORY_UNSPECIFIED 未注明");
  EXPECT_EQ(KeysOf("KIND", "1"), "SCORE_DIMENSION_KIND EVALUATION_KIND_OVERALL 部门整体");
  EXPECT_EQ(KeysOf("KIND", "2"), "SCORE_DIMENSION_KIND EVALUATION_KIND_PROJECT 项目");
  EXPECT_EQ(KeysOf("STATE", "2"), "SCORE_DIMENSION_STATE EVALUATION_STATE_SUBMITTED 已提交");
}

TEST(GroupKeys, KeepANumberThatThisBuildDoesNotKnow) {
  EXPECT_EQ(KeysOf("CATEGORY", "99"), "SCORE_DIMENSION_CATEGORY 99 ");
  EXPECT_EQ(KeysOf("KIND", "x"), "SCORE_DIMENSION_KIND x ");
}

TEST(GroupKeys, OfYearsAndSchemesAreThemselves) {
  EXPECT_EQ(KeysOf("YEAR", "2024"), "SCORE_DIMENSION_YEAR 2024 ");
  EXPECT_EQ(KeysOf("SCHEME", "schemes/a@0123456789abcdef"),
            "SCORE_DIMENSION_SCHEME schemes/a@0123456789abcdef ");
}

TEST(GroupKeys, OfGradesAreCalledAsTheirEvaluationsPrintThem) {
  EXPECT_EQ(
      KeysOf("GRADE", "excellent", R"(grades { grade_code: "excellent" grade: "优" evaluation_count: 1 })"),
      "SCORE_DIMENSION_GRADE excellent 优");
  EXPECT_EQ(KeysOf("GRADE", "excellent"), "SCORE_DIMENSION_GRADE excellent ");
}

TEST(GroupKeys, OfRegionsAndDepartmentsAreCalledByTheirLabels) {
  const AggregateQuery query =
      AggregateBy("groupings { dimensions: [DIMENSION_PROVINCE, DIMENSION_DEPARTMENT, DIMENSION_REGION] }");
  const auto told = Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { keys: ["620000", "regions/620602/departments/a", "620602"] sums { evaluation_count: 1 } } }
    labels { dimension: DIMENSION_PROVINCE key: "620000" display_name: "甘肃省" }
    labels { dimension: DIMENSION_DEPARTMENT key: "regions/620602/departments/a" display_name: "总工会" }
    labels { dimension: DIMENSION_COUNTY key: "620602" display_name: "another dimension" })");
  v1::AggregateScoresResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  ExpectMessage(answer.results(0).groups(0), R"(
    keys { dimension: SCORE_DIMENSION_PROVINCE value: "620000" display_name: "甘肃省" }
    keys { dimension: SCORE_DIMENSION_DEPARTMENT value: "regions/620602/departments/a" display_name: "总工会" }
    keys { dimension: SCORE_DIMENSION_REGION value: "620602" }
    statistics { evaluation_count: 1 })");
}

TEST(AggregateAnswer, HasAResultForEachGroupingAndTheState) {
  AggregateQuery query = AggregateBy("groupings {} groupings { dimensions: DIMENSION_YEAR }");
  query.choice.points = true;
  const auto told = Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { sums { evaluation_count: 2 total_hundredths: 300 min_hundredths: 100 max_hundredths: 200 } } }
    results {
      groups { keys: "2023" sums { evaluation_count: 1 total_hundredths: 100 min_hundredths: 100 max_hundredths: 100 } }
      groups { keys: "2024" sums { evaluation_count: 1 total_hundredths: 200 min_hundredths: 200 max_hundredths: 200 } }
    }
    state { token: "t-7" filed_fiscal_years: [2022, 2023, 2024] })");
  v1::AggregateScoresResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  ASSERT_THAT(answer.results(), SizeIs(2));
  ExpectMessage(answer.results(0).groups(0), R"(
    statistics { evaluation_count: 2 sum_points: "3.00" mean_points: "1.5000" min_points: "1.00" max_points: "2.00" })");
  ASSERT_THAT(answer.results(1).groups(), SizeIs(2));
  EXPECT_EQ(answer.results(1).groups(0).keys(0).value(), "2023");
  EXPECT_EQ(answer.results(1).groups(1).statistics().mean_points(), "2.0000");
  EXPECT_EQ(answer.state(), "t-7");
  EXPECT_THAT(answer.filed_fiscal_years(), ElementsAre(2022, 2023, 2024));
}

TEST(AggregateAnswer, OfNothingHasOneEmptyGroupWithoutDimensionsAndNoneWithThem) {
  AggregateQuery query = AggregateBy("groupings {} groupings { dimensions: DIMENSION_YEAR }");
  query.choice.points = true;
  v1::AggregateScoresResponse answer;
  ASSERT_OK(FillAnswer(query, Read<storage::v1::AggregateRowsResponse>("results {} results {}"), answer));

  ASSERT_THAT(answer.results(0).groups(), SizeIs(1));
  ExpectMessage(answer.results(0).groups(0), R"(statistics { sum_points: "0.00" })");
  EXPECT_THAT(answer.results(1).groups(), IsEmpty());
}

TEST(AggregateAnswer, ShowsNoGradesThatWereOnlyAskedForNames) {
  const AggregateQuery query = AggregateBy("groupings { dimensions: DIMENSION_GRADE }");
  const auto told = Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { keys: "good" sums { evaluation_count: 1 grades { grade_code: "good" grade: "良" evaluation_count: 1 } } } })");
  v1::AggregateScoresResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));
  EXPECT_THAT(answer.results(0).groups(0).statistics().grades(), IsEmpty());
}

TEST(AggregateAnswer, IsRefusedWhereStorageAnsweredSomethingElse) {
  v1::AggregateScoresResponse answer;
  EXPECT_THAT(FillAnswer(AggregateBy("groupings {}"), {}, answer), HasCode(absl::StatusCode::kInternal));
  EXPECT_THAT(
      FillAnswer(AggregateBy("groupings {}"),
                 Read<storage::v1::AggregateRowsResponse>(R"(results { groups { keys: "x" sums {} } })"),
                 answer),
      HasCode(absl::StatusCode::kInternal));
}

// What its ErrorInfo says of groupCount.
std::string GroupCountOf(const absl::Status& status) {
  const google::rpc::Status answered = ToRpcStatus(status);
  for (const google::protobuf::Any& detail : answered.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.metadata().at("groupCount");
  }
  return "";
}

TEST(AggregateAnswer, IsRefusedBeforeItGrowsBeyondWhatClientsAccept) {
  AggregateQuery query = AggregateBy("groupings { dimensions: DIMENSION_DEPARTMENT }");
  query.choice.bin_width_hundredths = 1;
  storage::v1::AggregateRowsResponse told;
  storage::v1::GroupedSums& result = *told.add_results();
  for (int i = 0; i < 200; ++i) {
    storage::v1::GroupSums& group = *result.add_groups();
    group.add_keys(absl::StrCat(i));
    group.mutable_sums()->set_evaluation_count(2);
    for (const uint32_t delta : {1u, 9'000u}) {
      group.mutable_sums()->mutable_histogram()->add_hundredths_deltas(delta);
      group.mutable_sums()->mutable_histogram()->add_counts(1);
    }
  }
  v1::AggregateScoresResponse answer;
  const absl::Status refused = FillAnswer(query, told, answer);

  EXPECT_THAT(refused, HasCode(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(refused, HasReason("TOO_MANY_GROUPS"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("200 groups"));
  EXPECT_THAT(ChineseMessageOf(refused), HasSubstr("200 组"));
  EXPECT_EQ(GroupCountOf(refused), "200");
  // 9,001 bins of some 20 bytes each: twenty groups are enough to know.
  EXPECT_LT(answer.results(0).groups_size(), 30);
  // A few of the same groups are fine.
  result.mutable_groups()->DeleteSubrange(10, 190);
  v1::AggregateScoresResponse smaller;
  EXPECT_OK(FillAnswer(query, told, smaller));
  EXPECT_LT(smaller.ByteSizeLong(), AnswerSize::kMaxBytes);
}

TEST(AnswerSize, CountsWhatStandsBeforeEachGroup) {
  AnswerSize size;
  v1::AggregateScoresResponse answer;
  v1::AggregateScoresResponse::Result& result = *answer.add_results();
  absl::Status added;
  while (added.ok()) {
    v1::GroupKey& key = *result.add_groups()->add_keys();
    key.set_value("regions/620602/departments/a");
    added = size.Add(result.groups(result.groups_size() - 1), 7);
  }
  EXPECT_LT(answer.ByteSizeLong(), 4u * 1024 * 1024);
  EXPECT_GT(answer.ByteSizeLong(), 3'000'000u);
  EXPECT_EQ(GroupCountOf(added), "7");
}

TEST(RankAnswer, HasEveryField) {
  storage::v1::RankRowsRequest query;
  query.add_names("a");
  query.add_names("b");
  const auto told = Read<storage::v1::RankRowsResponse>(R"(
    evaluation_count: 4
    rows {
      row {
        name: "regions/620602/departments/a/evaluations/2024-overall"
        fiscal_year: 2024 kind: 1 state: 2 department_category: 4
        department_display_name: "凉州区总工会"
        scheme: "schemes/gansu-overall@0123456789abcdef"
        grade_code: "excellent" grade: "优"
        total_hundredths: 9262 initial_fen: 1 adjusted_fen: 300209497 executed_fen: 0
      }
      better_count: 1 equal_count: 2
    }
    named {}
    named { ranked { row { total_hundredths: 5 adjusted_fen: -1 executed_fen: -1 } better_count: 3 equal_count: 1 } }
    state { token: "t" filed_fiscal_years: 2024 })");
  v1::RankEvaluationsResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  ExpectMessage(answer, R"(
    evaluation_count: 4
    evaluations {
      name: "regions/620602/departments/a/evaluations/2024-overall"
      department_display_name: "凉州区总工会"
      department_category: DEPARTMENT_CATEGORY_MASS_ORGANISATION
      fiscal_year: 2024
      kind: EVALUATION_KIND_OVERALL
      state: EVALUATION_STATE_SUBMITTED
      scheme: "schemes/gansu-overall@0123456789abcdef"
      total_points: "92.62"
      grade_code: "excellent"
      grade: "优"
      adjusted_yuan: "3002094.97"
      executed_yuan: "0.00"
      rank: 2
      equal_count: 2
      percentile_rank: "75.00"
    }
    named {}
    named { ranked { total_points: "0.05" rank: 4 equal_count: 1 percentile_rank: "25.00" } }
    state: "t"
    filed_fiscal_years: 2024)");
}

TEST(RankAnswer, PercentileRanksAreRoundedHalfUpAndTheBestHasAHundred) {
  struct Case {
    int64_t better;
    int64_t of;
    std::string percentile_rank;
  };
  for (const Case& c : {Case{0, 1, "100.00"}, Case{0, 7, "100.00"}, Case{1, 3, "66.67"}, Case{2, 3, "33.33"},
                        Case{19'999, 20'000, "0.01"}, Case{199'999, 200'000, "0.00"}}) {
    storage::v1::RankRowsResponse told;
    told.set_evaluation_count(c.of);
    told.add_rows()->set_better_count(c.better);
    v1::RankEvaluationsResponse answer;
    ASSERT_OK(FillAnswer(storage::v1::RankRowsRequest(), told, answer));
    EXPECT_EQ(answer.evaluations(0).percentile_rank(), c.percentile_rank);
    EXPECT_EQ(answer.evaluations(0).rank(), c.better + 1);
  }
}

TEST(RankAnswer, OfNothingHasCountZero) {
  v1::RankEvaluationsResponse answer;
  ASSERT_OK(FillAnswer(storage::v1::RankRowsRequest(), storage::v1::RankRowsResponse(), answer));
  EXPECT_EQ(answer.evaluation_count(), 0);
  EXPECT_THAT(answer.evaluations(), IsEmpty());
}

TEST(RankAnswer, IsRefusedWhereNamesAreMissing) {
  storage::v1::RankRowsRequest query;
  query.add_names("a");
  v1::RankEvaluationsResponse answer;
  EXPECT_THAT(FillAnswer(query, storage::v1::RankRowsResponse(), answer),
              HasCode(absl::StatusCode::kInternal));
}

TEST(IndicatorAnswer, HasEveryFieldOfClassesMostLostFirst) {
  const auto query = Read<storage::v1::AggregatePartsRequest>(
      "part_kind: PART_KIND_CLASS grouping { dimensions: DIMENSION_COUNTY }");
  const auto told = Read<storage::v1::AggregatePartsResponse>(R"(
    groups {
      keys: "620602" evaluation_count: 2
      parts { code: "" level: 1 evaluation_count: 2 points_hundredths: 1918 weight_tenthousandths: 200000 }
      parts { code: "a" level: 1 display_name: "部门管理" evaluation_count: 2 row_count: 0
              points_hundredths: 3800 weight_tenthousandths: 400001 }
      parts { code: "b" level: 1 evaluation_count: 1 points_hundredths: 100 weight_tenthousandths: 18200 }
      parts { code: "a" level: 2 evaluation_count: 1 points_hundredths: 0 weight_tenthousandths: 0 }
    }
    labels { dimension: DIMENSION_COUNTY key: "620602" display_name: "凉州区" }
    state { token: "t" filed_fiscal_years: 2024 })");
  v1::AnalyseIndicatorsResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  // Lost: 0.82, 2.0001, 0.82 and 0.
  ExpectMessage(answer, R"(
    groups {
      keys { dimension: SCORE_DIMENSION_COUNTY value: "620602" display_name: "凉州区" }
      evaluation_count: 2
      parts { code: "a" level: 1 display_name: "部门管理" evaluation_count: 2 points: "38.00"
              weight_points: "40.0001" lost_points: "2.0001" earned_percent: "95.00" }
      parts { level: 1 evaluation_count: 2 points: "19.18" weight_points: "20.0000" lost_points: "0.8200"
              earned_percent: "95.90" }
      parts { code: "b" level: 1 evaluation_count: 1 points: "1.00" weight_points: "1.8200" lost_points: "0.8200"
              earned_percent: "54.95" }
      parts { code: "a" level: 2 evaluation_count: 1 points: "0.00" weight_points: "0.0000" lost_points: "0.0000" }
    }
    state: "t"
    filed_fiscal_years: 2024)");
}

TEST(IndicatorAnswer, HasClausesByNameAndTiesByNumber) {
  const auto query = Read<storage::v1::AggregatePartsRequest>("part_kind: PART_KIND_CLAUSE");
  const auto told = Read<storage::v1::AggregatePartsResponse>(R"(
    groups {
      evaluation_count: 1
      parts { code: "1" evaluation_count: 1 row_count: 6 points_hundredths: 2000 weight_tenthousandths: 200000 }
      parts { code: "12" evaluation_count: 1 row_count: 1 points_hundredths: 959 weight_tenthousandths: 100000 }
      parts { code: "9" evaluation_count: 1 row_count: 2 points_hundredths: 959 weight_tenthousandths: 100000 }
    })");
  v1::AnalyseIndicatorsResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  ExpectMessage(answer, R"(
    groups {
      evaluation_count: 1
      parts { clause: SCORE_CLAUSE_BY_HAND evaluation_count: 1 row_count: 2 points: "9.59" weight_points: "10.0000"
              lost_points: "0.4100" earned_percent: "95.90" }
      parts { clause: SCORE_CLAUSE_EXECUTION_RATIO evaluation_count: 1 row_count: 1 points: "9.59"
              weight_points: "10.0000" lost_points: "0.4100" earned_percent: "95.90" }
      parts { clause: SCORE_CLAUSE_TARGET_MET evaluation_count: 1 row_count: 6 points: "20.00"
              weight_points: "20.0000" lost_points: "0.0000" earned_percent: "100.00" }
    })");
}

TEST(IndicatorAnswer, HasFindingsWithTheirNumber) {
  const auto query = Read<storage::v1::AggregatePartsRequest>("part_kind: PART_KIND_FINDING");
  const auto told = Read<storage::v1::AggregatePartsResponse>(R"(
    groups { evaluation_count: 1 parts { code: "REASON_MISSING" evaluation_count: 1 row_count: 20
             points_hundredths: 7262 weight_tenthousandths: 800000 } })");
  v1::AnalyseIndicatorsResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));

  ExpectMessage(answer.groups(0).parts(0), R"(
    code: "REASON_MISSING" evaluation_count: 1 row_count: 20 points: "72.62" weight_points: "80.0000"
    lost_points: "7.3800" earned_percent: "90.78")");
}

TEST(IndicatorAnswer, OfADeductionTellsNoShare) {
  const auto query = Read<storage::v1::AggregatePartsRequest>("part_kind: PART_KIND_CLAUSE");
  const auto told = Read<storage::v1::AggregatePartsResponse>(R"(
    groups { evaluation_count: 1 parts { code: "3" evaluation_count: 1 row_count: 1
             points_hundredths: -100 weight_tenthousandths: 10000 } })");
  v1::AnalyseIndicatorsResponse answer;
  ASSERT_OK(FillAnswer(query, told, answer));
  EXPECT_EQ(answer.groups(0).parts(0).lost_points(), "2.0000");
  EXPECT_EQ(answer.groups(0).parts(0).earned_percent(), "");
}

TEST(IndicatorAnswer, OfNothingHasOneEmptyGroupWithoutDimensions) {
  v1::AnalyseIndicatorsResponse answer;
  ASSERT_OK(FillAnswer(storage::v1::AggregatePartsRequest(), storage::v1::AggregatePartsResponse(), answer));
  ASSERT_THAT(answer.groups(), SizeIs(1));
  EXPECT_EQ(answer.groups(0).evaluation_count(), 0);
  EXPECT_THAT(answer.groups(0).parts(), IsEmpty());

  v1::AnalyseIndicatorsResponse by_year;
  ASSERT_OK(FillAnswer(Read<storage::v1::AggregatePartsRequest>("grouping { dimensions: DIMENSION_YEAR }"),
                       storage::v1::AggregatePartsResponse(), by_year));
  EXPECT_THAT(by_year.groups(), IsEmpty());
}

CompareQuery CompareBy(const std::string& more_dimensions) {
  CompareQuery query;
  query.request = Read<storage::v1::AggregateRowsRequest>(
      absl::StrCat("groupings { dimensions: DIMENSION_YEAR ", more_dimensions, " }"));
  query.choice.points = true;
  query.choice.amounts = true;
  query.fiscal_year = 2024;
  query.base_fiscal_year = 2023;
  return query;
}

TEST(CompareAnswer, PutsTheYearsOfAGroupSideBySide) {
  const auto told = Read<storage::v1::AggregateRowsResponse>(R"(
    results {
      groups { keys: ["2023", "620102"] sums { evaluation_count: 1 total_hundredths: 8000 min_hundredths: 8000
               max_hundredths: 8000 } }
      groups { keys: ["2023", "620602"] sums { evaluation_count: 3 total_hundredths: 20000 min_hundredths: 6000
               max_hundredths: 7000
               amounts { executed_count: 3 executed_fen { low: 300 } rated_count: 3 rated_adjusted_fen { low: 900 }
                         rated_executed_fen { low: 300 } } } }
      groups { keys: ["2024", "620602"] sums { evaluation_count: 3 total_hundredths: 10000 min_hundredths: 3000
               max_hundredths: 4000
               amounts { executed_count: 2 executed_fen { low: 200 } rated_count: 2 rated_adjusted_fen { low: 300 }
                         rated_executed_fen { low: 200 } } } }
      groups { keys: ["2024", "620700"] sums { evaluation_count: 1 total_hundredths: 1 min_hundredths: 1
               max_hundredths: 1 amounts { executed_count: 1 executed_fen { low: 7 } } } }
    }
    labels { dimension: DIMENSION_COUNTY key: "620602" display_name: "凉州区" }
    state { token: "t" filed_fiscal_years: [2023, 2024] })");
  v1::CompareYearsResponse answer;
  ASSERT_OK(FillAnswer(CompareBy("dimensions: DIMENSION_COUNTY"), told, answer));

  ASSERT_THAT(answer.groups(), SizeIs(3));
  EXPECT_EQ(answer.groups(0).keys(0).value(), "620102");
  EXPECT_EQ(answer.groups(0).base().mean_points(), "80.0000");
  EXPECT_EQ(answer.groups(0).current().evaluation_count(), 0);
  EXPECT_EQ(answer.groups(0).mean_change_points(), "");
  EXPECT_EQ(answer.groups(0).executed_change_yuan(), "");
  EXPECT_EQ(answer.groups(0).execution_rate_change_percent(), "");

  ExpectMessage(answer.groups(1).keys(0),
                R"(dimension: SCORE_DIMENSION_COUNTY value: "620602" display_name: "凉州区")");
  ASSERT_THAT(answer.groups(1).keys(), SizeIs(1));
  EXPECT_EQ(answer.groups(1).base().mean_points(), "66.6667");
  EXPECT_EQ(answer.groups(1).current().mean_points(), "33.3333");
  // From the exact means; the rounded ones differ by 33.3334.
  EXPECT_EQ(answer.groups(1).mean_change_points(), "-33.3333");
  EXPECT_EQ(answer.groups(1).executed_change_yuan(), "-1.00");
  EXPECT_EQ(answer.groups(1).execution_rate_change_percent(), "33.33");

  EXPECT_EQ(answer.groups(2).keys(0).value(), "620700");
  EXPECT_EQ(answer.groups(2).base().evaluation_count(), 0);
  EXPECT_EQ(answer.groups(2).current().sum_points(), "0.01");
  EXPECT_EQ(answer.groups(2).mean_change_points(), "");
  EXPECT_EQ(answer.groups(2).executed_change_yuan(), "");
  EXPECT_EQ(answer.state(), "t");
  EXPECT_THAT(answer.filed_fiscal_years(), ElementsAre(2023, 2024));
}

TEST(CompareAnswer, WithoutDimensionsIsOneGroupEvenIfNothingWasFiled) {
  v1::CompareYearsResponse answer;
  ASSERT_OK(FillAnswer(CompareBy(""), Read<storage::v1::AggregateRowsResponse>("results {}"), answer));
  ASSERT_THAT(answer.groups(), SizeIs(1));
  EXPECT_THAT(answer.groups(0).keys(), IsEmpty());
  EXPECT_TRUE(answer.groups(0).has_base());
  EXPECT_TRUE(answer.groups(0).has_current());
  EXPECT_EQ(answer.groups(0).mean_change_points(), "");

  v1::CompareYearsResponse one_year;
  ASSERT_OK(FillAnswer(CompareBy(""), Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { keys: "2023" sums { evaluation_count: 1 } } })"),
                       one_year));
  ASSERT_THAT(one_year.groups(), SizeIs(1));
  EXPECT_EQ(one_year.groups(0).base().evaluation_count(), 1);
  EXPECT_EQ(one_year.groups(0).current().evaluation_count(), 0);

  v1::CompareYearsResponse by_county;
  ASSERT_OK(FillAnswer(CompareBy("dimensions: DIMENSION_COUNTY"),
                       Read<storage::v1::AggregateRowsResponse>("results {}"), by_county));
  EXPECT_THAT(by_county.groups(), IsEmpty());
}

}  // namespace
}  // namespace heng
