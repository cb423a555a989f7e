// SPDX-License-Identifier: Apache-2.0
#include "services/analysis/score_queries.h"

#include <google/protobuf/text_format.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using ::google::protobuf::TextFormat;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

template <typename Message>
Message Read(const std::string& text) {
  Message message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// "filter.min_points OUT_OF_RANGE" for each violation; nothing for a request that is well.
template <typename Request>
std::vector<std::string> ProblemsOf(const Request& request) {
  const absl::Status status = ReadQuery(request).status();
  std::vector<std::string> problems;
  for (const FieldProblem& problem : FieldProblemsOf(status)) {
    problems.push_back(absl::StrCat(problem.field, " ", problem.reason));
    EXPECT_NE(problem.problem.en, "");
    EXPECT_NE(problem.problem.zh, "");
  }
  EXPECT_EQ(status.ok(), problems.empty()) << status;
  return problems;
}

struct BadRequest {
  std::string request;  // as text
  std::vector<std::string> problems;
};

template <typename Request>
void ExpectProblems(const std::vector<BadRequest>& cases) {
  for (const BadRequest& c : cases) {
    EXPECT_THAT(ProblemsOf(Read<Request>(c.request)), UnorderedElementsAreArray(c.problems)) << c.request;
  }
}

TEST(Dimensions, HaveTheNumbersOfStorage) {
  const auto& wanted = *v1::ScoreDimension_descriptor();
  const auto& told = *storage::v1::Dimension_descriptor();
  ASSERT_EQ(wanted.value_count(), told.value_count());
  for (int i = 0; i < wanted.value_count(); ++i) {
    EXPECT_EQ(wanted.value(i)->number(), told.value(i)->number());
    EXPECT_EQ(wanted.value(i)->name(), absl::StrCat("SCORE_", told.value(i)->name()));
  }
}

TEST(Breakdowns, HaveTheNumbersOfStorage) {
  const auto& wanted = *v1::IndicatorBreakdown_descriptor();
  const auto& told = *storage::v1::PartKind_descriptor();
  ASSERT_EQ(wanted.value_count(), told.value_count());
  for (int i = 0; i < wanted.value_count(); ++i) {
    EXPECT_EQ(wanted.value(i)->number(), told.value(i)->number());
    EXPECT_EQ(absl::StripPrefix(wanted.value(i)->name(), "INDICATOR_BREAKDOWN_"),
              absl::StripPrefix(told.value(i)->name(), "PART_KIND_"));
  }
}

TEST(AggregateQuery, OfAnEmptyRequestAsksForEverythingInOneGroup) {
  ASSERT_OK_AND_ASSIGN(const AggregateQuery query, ReadQuery(v1::AggregateScoresRequest()));

  EXPECT_THAT(query.request.groupings(), SizeIs(1));
  EXPECT_THAT(query.request.groupings(0).dimensions(), IsEmpty());
  EXPECT_THAT(query.request.measures(),
              UnorderedElementsAre(storage::v1::MEASURE_POINTS, storage::v1::MEASURE_HISTOGRAM,
                                   storage::v1::MEASURE_GRADES, storage::v1::MEASURE_AMOUNTS));
  EXPECT_EQ(query.request.max_groups(), 10'000);
  EXPECT_FALSE(query.request.departments_as_continued());
  EXPECT_EQ(query.request.filter().ByteSizeLong(), 0);
  EXPECT_THAT(query.choice.percent_texts, ElementsAre("50", "90", "99"));
  EXPECT_THAT(query.request.percents_millionths(), ElementsAre(50'000'000, 90'000'000, 99'000'000));
  EXPECT_EQ(query.choice.bin_width_hundredths, 1'000);
}

TEST(AggregateQuery, HasEveryFieldOfTheFilter) {
  ASSERT_OK_AND_ASSIGN(const AggregateQuery query, ReadQuery(Read<v1::AggregateScoresRequest>(R"(
    filter {
      parent: "regions/62*/departments/-"
      under_region: "regions/620600"
      fiscal_years: [2023, 2024]
      kinds: EVALUATION_KIND_PROJECT
      department_categories: [DEPARTMENT_CATEGORY_SCHOOL, DEPARTMENT_CATEGORY_OTHER]
      states: EVALUATION_STATE_SUBMITTED
      grade_codes: ["excellent", ""]
      schemes: ["schemes/gansu-overall", "schemes/gansu-overall@0123456789abcdef"]
      min_points: "60"
      max_points: "89.99"
    })")));

  EXPECT_EQ(query.request.filter().SerializeAsString(), Read<storage::v1::RowFilter>(R"(
    parent: "regions/62*/departments/-"
    under_region: "regions/620600"
    fiscal_years: [2023, 2024]
    kinds: 2
    department_categories: [6, 9]
    states: 2
    grade_codes: ["excellent", ""]
    schemes: ["schemes/gansu-overall", "schemes/gansu-overall@0123456789abcdef"]
    min_hundredths: 6000
    max_hundredths: 8999)")
                                                            .SerializeAsString());
}

TEST(AggregateQuery, TellsALimitOfZeroFromNoLimit) {
  ASSERT_OK_AND_ASSIGN(const AggregateQuery query,
                       ReadQuery(Read<v1::AggregateScoresRequest>(R"(filter { max_points: "0" })")));
  EXPECT_TRUE(query.request.filter().has_max_hundredths());
  EXPECT_EQ(query.request.filter().max_hundredths(), 0);
  EXPECT_FALSE(query.request.filter().has_min_hundredths());
}

TEST(AggregateQuery, AsksForNothingThatIsNotWanted) {
  struct Case {
    std::string measures;
    std::vector<storage::v1::Measure> asked;
  };
  const Case cases[] = {
      {"measures: SCORE_MEASURE_POINTS", {storage::v1::MEASURE_POINTS}},
      {"measures: SCORE_MEASURE_PERCENTILES", {}},
      {"measures: SCORE_MEASURE_DISTRIBUTION", {storage::v1::MEASURE_HISTOGRAM}},
      {"measures: [SCORE_MEASURE_DISTRIBUTION, SCORE_MEASURE_PERCENTILES]", {storage::v1::MEASURE_HISTOGRAM}},
      {"measures: SCORE_MEASURE_GRADES", {storage::v1::MEASURE_GRADES}},
      {"measures: SCORE_MEASURE_AMOUNTS", {storage::v1::MEASURE_AMOUNTS}},
      {"measures: [SCORE_MEASURE_POINTS, SCORE_MEASURE_POINTS]", {storage::v1::MEASURE_POINTS}},
      // What a grade is called is told with the grades.
      {"measures: SCORE_MEASURE_POINTS groupings {} groupings { dimensions: SCORE_DIMENSION_GRADE }",
       {storage::v1::MEASURE_POINTS, storage::v1::MEASURE_GRADES}},
  };
  for (const Case& c : cases) {
    ASSERT_OK_AND_ASSIGN(const AggregateQuery query, ReadQuery(Read<v1::AggregateScoresRequest>(c.measures)));
    EXPECT_THAT(query.request.measures(), UnorderedElementsAreArray(c.asked)) << c.measures;
  }
}

TEST(AggregateQuery, ChoosesWhatIsShown) {
  ASSERT_OK_AND_ASSIGN(const AggregateQuery query, ReadQuery(Read<v1::AggregateScoresRequest>(R"(
    measures: [SCORE_MEASURE_PERCENTILES, SCORE_MEASURE_DISTRIBUTION]
    percentiles: ["0", "99.999999", "100", "50.0"]
    bin_width_points: "0.01"
    groupings { dimensions: [SCORE_DIMENSION_GRADE, SCORE_DIMENSION_COUNTY] }
    department_identity: DEPARTMENT_IDENTITY_AS_CONTINUED)")));

  EXPECT_FALSE(query.choice.points);
  EXPECT_FALSE(query.choice.grades);
  EXPECT_FALSE(query.choice.amounts);
  EXPECT_THAT(query.choice.percent_texts, ElementsAre("0", "99.999999", "100", "50.0"));
  EXPECT_THAT(query.request.percents_millionths(), ElementsAre(0, 99'999'999, 100'000'000, 50'000'000));
  EXPECT_EQ(query.choice.bin_width_hundredths, 1);
  EXPECT_THAT(query.request.groupings(0).dimensions(),
              ElementsAre(storage::v1::DIMENSION_GRADE, storage::v1::DIMENSION_COUNTY));
  EXPECT_TRUE(query.request.departments_as_continued());
}

TEST(AggregateQuery, LeavesOutWhatIsNotMeasured) {
  ASSERT_OK_AND_ASSIGN(const AggregateQuery query, ReadQuery(Read<v1::AggregateScoresRequest>(R"(
    measures: SCORE_MEASURE_POINTS percentiles: "50" bin_width_points: "5")")));
  EXPECT_THAT(query.request.percents_millionths(), IsEmpty());
  EXPECT_THAT(query.choice.percent_texts, IsEmpty());
  EXPECT_EQ(query.choice.bin_width_hundredths, 0);
}

TEST(AggregateQuery, RefusesWhatIsWrongWithItsFieldPath) {
  ExpectProblems<v1::AggregateScoresRequest>({
      {R"(filter { parent: "regions/620602" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/6*2/departments/-" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/*/departments/-" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/-/departments/a b" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/-/departments/" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/1234567890123/departments/-" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/6/departments/-" })", {"filter.parent BAD_NAME"}},
      {R"(filter { parent: "regions/6*/departments/219001" })", {}},
      {R"(filter { parent: "regions/-/departments/219001" })", {}},
      {R"(filter { under_region: "620602" })", {"filter.under_region BAD_NAME"}},
      {R"(filter { under_region: "regions/620602@1" })", {"filter.under_region BAD_NAME"}},
      {R"(filter { under_region: "regions/620602/departments/x" })", {"filter.under_region BAD_NAME"}},
      {"filter { fiscal_years: [2024, 1989, 2101] }",
       {"filter.fiscal_years[1] OUT_OF_RANGE", "filter.fiscal_years[2] OUT_OF_RANGE"}},
      {"filter { kinds: [EVALUATION_KIND_OVERALL, EVALUATION_KIND_UNSPECIFIED] }",
       {"filter.kinds[1] REQUIRED"}},
      {"filter { department_categories: DEPARTMENT_CATEGORY_UNSPECIFIED }",
       {"filter.department_categories[0] REQUIRED"}},
      {"filter { states: EVALUATION_STATE_UNSPECIFIED }", {"filter.states[0] REQUIRED"}},
      {R"(filter { schemes: ["schemes/a@1", "schemes/b", "gansu"] })",
       {"filter.schemes[0] BAD_NAME", "filter.schemes[2] BAD_NAME"}},
      {R"(filter { min_points: "1e1" max_points: "-1" })",
       {"filter.min_points NOT_A_DECIMAL", "filter.max_points OUT_OF_RANGE"}},
      {R"(filter { min_points: "59.999" max_points: "10000.01" })",
       {"filter.min_points OUT_OF_RANGE", "filter.max_points OUT_OF_RANGE"}},
      {R"(filter { min_points: "59.9900" max_points: "59.99" })", {}},
      {R"(filter { min_points: "60" max_points: "59.99" })", {"filter.min_points OUT_OF_RANGE"}},
      {"groupings {} groupings { dimensions: [SCORE_DIMENSION_YEAR, SCORE_DIMENSION_UNSPECIFIED] }",
       {"groupings[1].dimensions[1] REQUIRED"}},
      {"groupings { dimensions: [SCORE_DIMENSION_YEAR, SCORE_DIMENSION_KIND, SCORE_DIMENSION_YEAR] }",
       {"groupings[0].dimensions[2] DUPLICATE_CODE"}},
      {"groupings { dimensions: [SCORE_DIMENSION_YEAR, SCORE_DIMENSION_KIND, SCORE_DIMENSION_GRADE, "
       "SCORE_DIMENSION_STATE, SCORE_DIMENSION_COUNTY] }",
       {"groupings[0].dimensions TOO_LONG"}},
      {"groupings {} groupings {} groupings {} groupings {} groupings {} groupings {} groupings {} groupings "
       "{} "
       "groupings {}",
       {"groupings TOO_LONG"}},
      {"measures: [SCORE_MEASURE_POINTS, SCORE_MEASURE_UNSPECIFIED]", {"measures[1] REQUIRED"}},
      {R"(percentiles: ["50", "", "100.000001", "-1", "p99", "1e2", "0.0000001"])",
       {"percentiles[1] NOT_A_DECIMAL", "percentiles[2] OUT_OF_RANGE", "percentiles[3] OUT_OF_RANGE",
        "percentiles[4] NOT_A_DECIMAL", "percentiles[5] NOT_A_DECIMAL", "percentiles[6] OUT_OF_RANGE"}},
      {R"(bin_width_points: "0")", {"bin_width_points OUT_OF_RANGE"}},
      {R"(bin_width_points: "0.005")", {"bin_width_points OUT_OF_RANGE"}},
      {R"(bin_width_points: "10001")", {"bin_width_points OUT_OF_RANGE"}},
      {R"(bin_width_points: "wide")", {"bin_width_points NOT_A_DECIMAL"}},
      // Everything at once.
      {R"(filter { kinds: EVALUATION_KIND_UNSPECIFIED min_points: "x" } percentiles: "101" bin_width_points: "0")",
       {"filter.kinds[0] REQUIRED", "filter.min_points NOT_A_DECIMAL", "percentiles[0] OUT_OF_RANGE",
        "bin_width_points OUT_OF_RANGE"}},
  });
}

TEST(AggregateQuery, RefusesEnumNumbersThatNobodyKnows) {
  v1::AggregateScoresRequest request;
  request.mutable_filter()->add_kinds(static_cast<v1::EvaluationKind>(3));
  request.mutable_filter()->add_department_categories(static_cast<v1::DepartmentCategory>(-1));
  request.mutable_filter()->add_states(static_cast<v1::EvaluationState>(9));
  request.add_groupings()->add_dimensions(static_cast<v1::ScoreDimension>(12));
  request.add_measures(static_cast<v1::ScoreMeasure>(6));
  request.set_department_identity(static_cast<v1::DepartmentIdentity>(3));

  EXPECT_THAT(
      ProblemsOf(request),
      UnorderedElementsAre("filter.kinds[0] OUT_OF_RANGE", "filter.department_categories[0] OUT_OF_RANGE",
                           "filter.states[0] OUT_OF_RANGE", "groupings[0].dimensions[0] OUT_OF_RANGE",
                           "measures[0] OUT_OF_RANGE", "department_identity OUT_OF_RANGE"));
}

TEST(AggregateQuery, LooksNoFurtherIntoAListThatIsTooLong) {
  v1::AggregateScoresRequest request;
  for (int i = 0; i < 1001; ++i) {
    request.mutable_filter()->add_fiscal_years(1);
    request.mutable_filter()->add_grade_codes("A");
  }
  for (int i = 0; i < 101; ++i) request.add_measures(v1::SCORE_MEASURE_UNSPECIFIED);
  for (int i = 0; i < 9; ++i) request.add_groupings()->add_dimensions(v1::SCORE_DIMENSION_UNSPECIFIED);
  EXPECT_THAT(ProblemsOf(request), ElementsAre("filter.fiscal_years TOO_LONG", "filter.grade_codes TOO_LONG",
                                               "groupings TOO_LONG", "measures TOO_LONG"));
}

TEST(AggregateQuery, TakesAHundredPercentilesAndNoMore) {
  v1::AggregateScoresRequest request;
  for (int i = 0; i < 100; ++i) request.add_percentiles(absl::StrCat(i));
  EXPECT_THAT(ProblemsOf(request), IsEmpty());
  request.add_percentiles("100");
  EXPECT_THAT(ProblemsOf(request), ElementsAre("percentiles TOO_LONG"));
}

TEST(RankQuery, HasALimitByDefaultAndNoneIfNoneIsWanted) {
  for (const auto& [asked, limit] :
       {std::pair(0, 100), std::pair(-1, 0), std::pair(1, 1), std::pair(1000, 1000)}) {
    v1::RankEvaluationsRequest request;
    request.set_limit(asked);
    ASSERT_OK_AND_ASSIGN(const storage::v1::RankRowsRequest query, ReadQuery(request));
    EXPECT_EQ(query.limit(), limit) << asked;
  }
}

TEST(RankQuery, HasEveryFieldOfTheRequest) {
  ASSERT_OK_AND_ASSIGN(const storage::v1::RankRowsRequest query,
                       ReadQuery(Read<v1::RankEvaluationsRequest>(R"(
    filter { fiscal_years: 2024 }
    worst_first: true
    limit: 3
    names: ["regions/620602/departments/a/evaluations/2024-overall",
            "regions/620602/departments/a/evaluations/2024-project-7"])")));
  EXPECT_THAT(query.filter().fiscal_years(), ElementsAre(2024));
  EXPECT_TRUE(query.worst_first());
  EXPECT_EQ(query.limit(), 3);
  EXPECT_THAT(query.names(), ElementsAre("regions/620602/departments/a/evaluations/2024-overall",
                                         "regions/620602/departments/a/evaluations/2024-project-7"));
}

TEST(RankQuery, RefusesWhatIsWrongWithItsFieldPath) {
  ExpectProblems<v1::RankEvaluationsRequest>({
      {"limit: -2", {"limit OUT_OF_RANGE"}},
      {"limit: 1001", {"limit OUT_OF_RANGE"}},
      {R"(names: ["regions/620602/departments/a/evaluations/2024-overall@1", "regions/620602/departments/a", ""])",
       {"names[0] BAD_NAME", "names[1] BAD_NAME", "names[2] BAD_NAME"}},
      {R"(filter { under_region: "x" } limit: 5000)", {"filter.under_region BAD_NAME", "limit OUT_OF_RANGE"}},
  });
  v1::RankEvaluationsRequest request;
  for (int i = 0; i < 501; ++i) {
    request.add_names(absl::StrCat("regions/620602/departments/", i, "/evaluations/2024-overall"));
  }
  EXPECT_THAT(ProblemsOf(request), ElementsAre("names TOO_LONG"));
}

TEST(IndicatorQuery, HasEveryFieldOfTheRequest) {
  ASSERT_OK_AND_ASSIGN(const storage::v1::AggregatePartsRequest query,
                       ReadQuery(Read<v1::AnalyseIndicatorsRequest>(R"(
    filter { states: EVALUATION_STATE_SUBMITTED }
    breakdown: INDICATOR_BREAKDOWN_CLASS
    class_level: 2
    grouping { dimensions: SCORE_DIMENSION_PREFECTURE }
    department_identity: DEPARTMENT_IDENTITY_AS_CONTINUED)")));
  EXPECT_THAT(query.filter().states(), ElementsAre(2));
  EXPECT_EQ(query.part_kind(), storage::v1::PART_KIND_CLASS);
  EXPECT_EQ(query.class_level(), 2);
  EXPECT_THAT(query.grouping().dimensions(), ElementsAre(storage::v1::DIMENSION_PREFECTURE));
  EXPECT_TRUE(query.departments_as_continued());
  EXPECT_EQ(query.max_groups(), 10'000);
}

TEST(IndicatorQuery, RefusesWhatIsWrongWithItsFieldPath) {
  ExpectProblems<v1::AnalyseIndicatorsRequest>({
      {"", {"breakdown REQUIRED"}},
      {"breakdown: INDICATOR_BREAKDOWN_CLASS class_level: -1", {"class_level OUT_OF_RANGE"}},
      {"breakdown: INDICATOR_BREAKDOWN_CLASS class_level: 9", {"class_level OUT_OF_RANGE"}},
      {"breakdown: INDICATOR_BREAKDOWN_CLAUSE class_level: 1", {"class_level NOT_ALLOWED"}},
      {"breakdown: INDICATOR_BREAKDOWN_FINDING grouping { dimensions: SCORE_DIMENSION_UNSPECIFIED }",
       {"grouping.dimensions[0] REQUIRED"}},
      {"breakdown: INDICATOR_BREAKDOWN_FINDING filter { fiscal_years: 3000 }",
       {"filter.fiscal_years[0] OUT_OF_RANGE"}},
  });
}

TEST(CompareQuery, AsksForBothYearsAtOnceWithTheYearBeforeTheDimensions) {
  ASSERT_OK_AND_ASSIGN(const CompareQuery query, ReadQuery(Read<v1::CompareYearsRequest>(R"(
    filter { under_region: "regions/620000" }
    fiscal_year: 2024
    grouping { dimensions: [SCORE_DIMENSION_COUNTY, SCORE_DIMENSION_KIND] })")));
  EXPECT_EQ(query.fiscal_year, 2024);
  EXPECT_EQ(query.base_fiscal_year, 2023);
  EXPECT_THAT(query.request.filter().fiscal_years(), ElementsAre(2023, 2024));
  EXPECT_EQ(query.request.filter().under_region(), "regions/620000");
  EXPECT_EQ(query.request.max_groups(), 20'000);  // as many groups in either year
  ASSERT_THAT(query.request.groupings(), SizeIs(1));
  EXPECT_THAT(
      query.request.groupings(0).dimensions(),
      ElementsAre(storage::v1::DIMENSION_YEAR, storage::v1::DIMENSION_COUNTY, storage::v1::DIMENSION_KIND));
  EXPECT_THAT(query.request.measures(),
              UnorderedElementsAre(storage::v1::MEASURE_POINTS, storage::v1::MEASURE_GRADES,
                                   storage::v1::MEASURE_AMOUNTS));
}

TEST(CompareQuery, FollowsDepartmentsUnlessToldOtherwise) {
  v1::CompareYearsRequest request;
  request.set_fiscal_year(2024);
  request.set_base_fiscal_year(2020);
  ASSERT_OK_AND_ASSIGN(const CompareQuery by_default, ReadQuery(request));
  EXPECT_TRUE(by_default.request.departments_as_continued());
  EXPECT_EQ(by_default.base_fiscal_year, 2020);
  request.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_FILED);
  ASSERT_OK_AND_ASSIGN(const CompareQuery as_filed, ReadQuery(request));
  EXPECT_FALSE(as_filed.request.departments_as_continued());
}

TEST(CompareQuery, RefusesWhatIsWrongWithItsFieldPath) {
  ExpectProblems<v1::CompareYearsRequest>({
      {"", {"fiscal_year REQUIRED"}},
      {"fiscal_year: 24", {"fiscal_year OUT_OF_RANGE"}},
      {"fiscal_year: 1990", {"base_fiscal_year OUT_OF_RANGE"}},
      {"fiscal_year: 2024 base_fiscal_year: 2024", {"base_fiscal_year NOT_ALLOWED"}},
      {"fiscal_year: 2024 filter { fiscal_years: 2023 }", {"filter.fiscal_years NOT_ALLOWED"}},
      {"fiscal_year: 2024 grouping { dimensions: [SCORE_DIMENSION_KIND, SCORE_DIMENSION_YEAR] }",
       {"grouping.dimensions[1] NOT_ALLOWED"}},
      {"fiscal_year: 2024 grouping { dimensions: [SCORE_DIMENSION_KIND, SCORE_DIMENSION_STATE, "
       "SCORE_DIMENSION_GRADE, SCORE_DIMENSION_COUNTY] }",
       {"grouping.dimensions TOO_LONG"}},
  });
}

}  // namespace
}  // namespace heng
