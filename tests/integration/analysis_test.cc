// SPDX-License-Identifier: Apache-2.0
//
// Adding up through both services: the reference form and variants of it, with numbers that can be followed by hand.
#include <google/protobuf/text_format.h>
#include <signal.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/integration/daemons.h"
#include "tests/integration/reference_case.h"

namespace heng::integration {
namespace {

using ::google::protobuf::TextFormat;
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

std::string EvaluationName(const std::string& department, int year = 2024) {
  return absl::StrCat("regions/620602/departments/", department, "/evaluations/", year, "-overall");
}

// Files the reference form for another department, with this basic execution rate in its first row: 100 earns all of the 2
// points, 96.84 loses 0.06, 51.5 loses 0.97.
void FileVariant(const client::Client& client, const std::string& department,
                 const std::string& first_actual) {
  ASSERT_OK_AND_ASSIGN(v1::Evaluation form, StoreAnotherDepartment(client, department));
  form.mutable_results(0)->set_actual(first_actual);
  ASSERT_OK(client.SubmitEvaluation(form));
}

// Files the form of an earlier year for a department that has one.
void FileEarlier(const client::Client& client, const std::string& department, int year,
                 const std::string& first_actual) {
  v1::Goals goals = ReferenceGoals();
  goals.set_name(absl::StrCat("regions/620602/departments/", department, "/goals/", year, "-overall"));
  ASSERT_OK(client.CreateGoals(goals));
  v1::Evaluation form = ReferenceEvaluation();
  form.set_name(EvaluationName(department, year));
  form.clear_goals();
  form.mutable_results(0)->set_actual(first_actual);
  ASSERT_OK(client.SubmitEvaluation(form));
}

// Four forms of 2024: 92.62 twice, 92.56 and 91.65.
void FileFour(const client::Client& client) {
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));
  FileVariant(client, "a", "100");
  FileVariant(client, "b", "96.84");
  FileVariant(client, "c", "51.5");
}

std::string TotalOf(const client::Client& client, const std::string& name) {
  const auto evaluation = client.GetEvaluation(name);
  EXPECT_OK(evaluation);
  return evaluation->score().total_points();
}

TEST(Aggregate, TellsEveryStatisticOfTheFormsAtOnce) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  FileFour(client);
  EXPECT_EQ(TotalOf(client, EvaluationName("c")), "91.65");

  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse answer,
                       client.AggregateScores(Read<v1::AggregateScoresRequest>(R"(
    filter { fiscal_years: 2024 under_region: "regions/620000" }
    groupings {}
    groupings { dimensions: [SCORE_DIMENSION_COUNTY, SCORE_DIMENSION_CATEGORY, SCORE_DIMENSION_GRADE] }
    groupings { dimensions: SCORE_DIMENSION_DEPARTMENT }
    percentiles: ["0", "25", "25.000001", "100"]
    bin_width_points: "0.5")")));

  ASSERT_THAT(answer.results(), SizeIs(3));
  ASSERT_THAT(answer.results(0).groups(), SizeIs(1));
  const v1::ScoreStatistics& all = answer.results(0).groups(0).statistics();
  EXPECT_EQ(all.evaluation_count(), 4);
  EXPECT_EQ(all.sum_points(), "369.45");
  EXPECT_EQ(all.mean_points(), "92.3625");
  EXPECT_EQ(all.min_points(), "91.65");
  EXPECT_EQ(all.max_points(), "92.62");
  std::vector<std::string> percentiles;
  for (const v1::Percentile& percentile : all.percentiles()) percentiles.push_back(percentile.points());
  EXPECT_THAT(percentiles, ElementsAre("91.65", "91.65", "92.56", "92.62"));
  ASSERT_THAT(all.distribution(), SizeIs(3));
  EXPECT_EQ(all.distribution(0).from_points(), "91.50");
  EXPECT_EQ(all.distribution(0).evaluation_count(), 1);
  EXPECT_EQ(all.distribution(1).evaluation_count(), 0);
  EXPECT_EQ(all.distribution(2).to_points(), "93.00");
  EXPECT_EQ(all.distribution(2).evaluation_count(), 3);
  ASSERT_THAT(all.grades(), SizeIs(1));
  EXPECT_EQ(all.grades(0).grade(), "优");
  EXPECT_EQ(all.grades(0).share_percent(), "100.00");
  EXPECT_EQ(all.amounts().adjusted_yuan(), "12008379.88");
  EXPECT_EQ(all.amounts().executed_yuan(), "11519710.76");
  EXPECT_EQ(all.amounts().execution_rate_percent(), "95.93");
  EXPECT_EQ(all.amounts().weighted_mean_points(), "92.3625");

  ASSERT_THAT(answer.results(1).groups(), SizeIs(1));
  const auto& keys = answer.results(1).groups(0).keys();
  EXPECT_EQ(keys[0].value(), "620602");
  EXPECT_EQ(keys[0].display_name(), "甘肃省武威市凉州区");
  EXPECT_EQ(keys[1].value(), "DEPARTMENT_CATEGORY_MASS_ORGANISATION");
  EXPECT_EQ(keys[1].display_name(), "群众团体");
  EXPECT_EQ(keys[2].value(), "excellent");
  EXPECT_EQ(keys[2].display_name(), "优");
  ASSERT_THAT(answer.results(2).groups(), SizeIs(4));
  EXPECT_EQ(answer.results(2).groups(0).keys(0).value(), "regions/620602/departments/a");
  EXPECT_EQ(answer.results(2).groups(0).keys(0).display_name(), "凉州区总工会");
  EXPECT_THAT(answer.filed_fiscal_years(), ElementsAre(2024));
}

TEST(Aggregate, ADepartmentSeesItsOwnWritesAtOnce) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK_AND_ASSIGN(v1::Evaluation form, StoreAnotherDepartment(client, "a"));
  v1::SubmitEvaluationRequest request;
  const auto all_of_it = Read<v1::AggregateScoresRequest>("measures: SCORE_MEASURE_POINTS");
  std::string last_state;
  int count = 0;
  for (const char* actual : {"100", "96.84", "51.5", "97", "0"}) {
    form.mutable_results(0)->set_actual(actual);
    *request.mutable_evaluation() = form;
    request.clear_request_id();
    ASSERT_OK_AND_ASSIGN(const v1::Evaluation stored, client.SubmitEvaluation(request));
    request.set_etag(stored.etag());

    ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse answer, client.AggregateScores(all_of_it));
    // Its newest revision alone counts.
    EXPECT_EQ(answer.results(0).groups(0).statistics().evaluation_count(), 1);
    EXPECT_EQ(answer.results(0).groups(0).statistics().sum_points(), stored.score().total_points());
    EXPECT_NE(answer.state(), last_state);
    last_state = answer.state();
    ++count;
  }
  EXPECT_EQ(count, 5);
  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse again, client.AggregateScores(all_of_it));
  EXPECT_EQ(again.state(), last_state);
}

TEST(Aggregate, OfAnEmptyYearIsAnAnswerThatSaysWhichYearsAreFiled) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  const auto of_2019 = Read<v1::AggregateScoresRequest>(R"(
    filter { fiscal_years: 2019 } groupings {} groupings { dimensions: SCORE_DIMENSION_COUNTY })");

  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse before, client.AggregateScores(of_2019));
  EXPECT_THAT(before.filed_fiscal_years(), IsEmpty());

  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));
  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse answer, client.AggregateScores(of_2019));
  ASSERT_THAT(answer.results(0).groups(), SizeIs(1));
  const v1::ScoreStatistics& nothing = answer.results(0).groups(0).statistics();
  EXPECT_EQ(nothing.evaluation_count(), 0);
  EXPECT_EQ(nothing.sum_points(), "0.00");
  EXPECT_EQ(nothing.mean_points(), "");
  EXPECT_EQ(nothing.percentiles(0).points(), "");
  EXPECT_EQ(nothing.amounts().execution_rate_percent(), "");
  EXPECT_THAT(answer.results(1).groups(), IsEmpty());
  EXPECT_THAT(answer.filed_fiscal_years(), ElementsAre(2024));
}

TEST(Aggregate, RefusesWhatCannotBeAnswered) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));

  const absl::Status unknown_region =
      client.AggregateScores(Read<v1::AggregateScoresRequest>(R"(filter { under_region: "regions/990000" })"))
          .status();
  EXPECT_THAT(unknown_region, HasReason("NOT_FOUND"));
  EXPECT_THAT(std::string(unknown_region.message()), HasSubstr("regions/990000"));
  EXPECT_THAT(client.AggregateScores(Read<v1::AggregateScoresRequest>(
                  R"(filter { parent: "regions/620602/departments/nobody" })")),
              HasReason("NOT_FOUND"));

  const absl::Status wrong = client
                                 .AggregateScores(Read<v1::AggregateScoresRequest>(R"(
    percentiles: ["50", "100.5"]
    groupings { dimensions: [SCORE_DIMENSION_YEAR, SCORE_DIMENSION_KIND, SCORE_DIMENSION_GRADE,
                             SCORE_DIMENSION_STATE, SCORE_DIMENSION_COUNTY] })"))
                                 .status();
  EXPECT_THAT(wrong, HasCode(absl::StatusCode::kInvalidArgument));
  std::vector<std::string> fields;
  for (const FieldProblem& problem : FieldProblemsOf(wrong)) fields.push_back(problem.field);
  EXPECT_THAT(fields, ElementsAre("groupings[0].dimensions", "percentiles[1]"));
}

// What of an answer must be the same on either side of a restart: all but the state, which names the process.
std::string Comparable(v1::AggregateScoresResponse answer) {
  answer.clear_state();
  return answer.SerializeAsString();
}

TEST(Aggregate, AnswersTheSameAfterStorageWasKilledAndStartedAgain) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  FileFour(client);
  FileEarlier(client, "a", 2023, "96.84");
  const auto everything = Read<v1::AggregateScoresRequest>(R"(
    groupings {}
    groupings { dimensions: [SCORE_DIMENSION_YEAR, SCORE_DIMENSION_DEPARTMENT] }
    groupings { dimensions: [SCORE_DIMENSION_PREFECTURE, SCORE_DIMENSION_SCHEME] })");
  const auto by_clause = Read<v1::AnalyseIndicatorsRequest>("breakdown: INDICATOR_BREAKDOWN_CLAUSE");
  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse before, client.AggregateScores(everything));
  ASSERT_OK_AND_ASSIGN(v1::AnalyseIndicatorsResponse clauses_before, client.AnalyseIndicators(by_clause));

  daemons.storage().Stop(SIGKILL);
  daemons.StartStorage();

  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse after, client.AggregateScores(everything));
  ASSERT_OK_AND_ASSIGN(v1::AnalyseIndicatorsResponse clauses_after, client.AnalyseIndicators(by_clause));
  EXPECT_EQ(Comparable(after), Comparable(before));
  EXPECT_NE(after.state(), before.state());
  clauses_before.clear_state();
  clauses_after.clear_state();
  EXPECT_EQ(clauses_after.SerializeAsString(), clauses_before.SerializeAsString());
  // And it counts on from there.
  FileVariant(client, "d", "100");
  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse later, client.AggregateScores(everything));
  EXPECT_EQ(later.results(0).groups(0).statistics().evaluation_count(), 6);
}

TEST(Rank, TellsPlacesWithTiesAndThoseOfSingleOnes) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  FileFour(client);

  v1::RankEvaluationsRequest request;
  request.add_names(EvaluationName("b"));
  request.add_names(EvaluationName("nobody"));
  ASSERT_OK_AND_ASSIGN(const v1::RankEvaluationsResponse best, client.RankEvaluations(request));
  EXPECT_EQ(best.evaluation_count(), 4);
  std::vector<std::string> places;
  for (const v1::RankedEvaluation& ranked : best.evaluations()) {
    places.push_back(absl::StrCat(ranked.rank(), " ", ranked.name(), " ", ranked.total_points(), " ",
                                  ranked.percentile_rank()));
  }
  EXPECT_THAT(places, ElementsAre(absl::StrCat("1 ", EvaluationName("a"), " 92.62 100.00"),
                                  absl::StrCat("1 ", EvaluationName("zonggonghui"), " 92.62 100.00"),
                                  absl::StrCat("3 ", EvaluationName("b"), " 92.56 50.00"),
                                  absl::StrCat("4 ", EvaluationName("c"), " 91.65 25.00")));
  EXPECT_EQ(best.evaluations(0).equal_count(), 2);
  EXPECT_EQ(best.evaluations(0).executed_yuan(), "2879927.69");
  EXPECT_EQ(best.evaluations(0).department_category(), v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION);
  ASSERT_THAT(best.named(), SizeIs(2));
  EXPECT_EQ(best.named(0).ranked().rank(), 3);
  EXPECT_FALSE(best.named(1).has_ranked());

  request.set_worst_first(true);
  request.set_limit(1);
  ASSERT_OK_AND_ASSIGN(const v1::RankEvaluationsResponse worst, client.RankEvaluations(request));
  ASSERT_THAT(worst.evaluations(), SizeIs(1));
  EXPECT_EQ(worst.evaluations(0).name(), EvaluationName("c"));
  EXPECT_EQ(worst.evaluations(0).rank(), 4);

  request.set_limit(-1);
  request.mutable_filter()->set_max_points("92.61");
  ASSERT_OK_AND_ASSIGN(const v1::RankEvaluationsResponse only_named, client.RankEvaluations(request));
  EXPECT_THAT(only_named.evaluations(), IsEmpty());
  EXPECT_EQ(only_named.evaluation_count(), 2);
  EXPECT_EQ(only_named.named(0).ranked().rank(), 1);
}

// "management 1: 37.94 of 40.0000, lost 2.0600" and the like.
std::vector<std::string> PartsOf(const v1::AnalyseIndicatorsResponse& answer) {
  std::vector<std::string> parts;
  for (const v1::IndicatorPart& part : answer.groups(0).parts()) {
    const std::string name = part.clause() == 0 ? part.code() : v1::ScoreClause_Name(part.clause());
    parts.push_back(absl::StrCat(name, " ", part.level(), ": ", part.points(), " of ", part.weight_points(),
                                 ", lost ", part.lost_points()));
  }
  return parts;
}

// The reference form, and one that loses 0.06 in the first row of management.
TEST(Indicators, TellWhereThePointsAreLostByClassClauseAndFinding) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  ASSERT_OK(StoreCatalogue(client));
  ASSERT_OK(client.SubmitEvaluation(ReferenceEvaluation()));
  FileVariant(client, "b", "96.84");

  ASSERT_OK_AND_ASSIGN(const v1::AnalyseIndicatorsResponse classes,
                       client.AnalyseIndicators(Read<v1::AnalyseIndicatorsRequest>(
                           "breakdown: INDICATOR_BREAKDOWN_CLASS class_level: 1")));
  EXPECT_EQ(classes.groups(0).evaluation_count(), 2);
  EXPECT_THAT(
      PartsOf(classes),
      ElementsAre("effect 1: 90.04 of 100.0000, lost 9.9600", "management 1: 37.94 of 40.0000, lost 2.0600",
                  "capacity 1: 18.02 of 20.0000, lost 1.9800", " 1: 19.18 of 20.0000, lost 0.8200",
                  "satisfaction 1: 20.00 of 20.0000, lost 0.0000"));
  EXPECT_EQ(classes.groups(0).parts(0).display_name(), "履职效果");
  EXPECT_EQ(classes.groups(0).parts(0).earned_percent(), "90.04");

  ASSERT_OK_AND_ASSIGN(
      const v1::AnalyseIndicatorsResponse clauses,
      client.AnalyseIndicators(Read<v1::AnalyseIndicatorsRequest>("breakdown: INDICATOR_BREAKDOWN_CLAUSE")));
  EXPECT_THAT(PartsOf(clauses), ElementsAre("SCORE_CLAUSE_BAND_SHARE 0: 126.06 of 140.0000, lost 13.9400",
                                            "SCORE_CLAUSE_EXECUTION_RATIO 0: 19.18 of 20.0000, lost 0.8200",
                                            "SCORE_CLAUSE_PRO_RATA 0: 1.94 of 2.0000, lost 0.0600",
                                            "SCORE_CLAUSE_TARGET_MET 0: 38.00 of 38.0000, lost 0.0000"));

  ASSERT_OK_AND_ASSIGN(const v1::AnalyseIndicatorsResponse findings,
                       client.AnalyseIndicators(Read<v1::AnalyseIndicatorsRequest>(R"(
    breakdown: INDICATOR_BREAKDOWN_FINDING filter { parent: "regions/620602/departments/zonggonghui" })")));
  ASSERT_FALSE(findings.groups(0).parts().empty());
  // Of the reference form alone: services/scoring/summary_row_test.cc has these by hand.
  EXPECT_EQ(PartsOf(findings)[0], "REASON_MISSING 0: 72.62 of 80.0000, lost 7.3800");
  EXPECT_EQ(findings.groups(0).parts(0).row_count(), 20);
}

TEST(Compare, PutsTwoYearsSideBySideAndFollowsDepartmentsThatMerged) {
  Daemons daemons;
  const client::Client client = daemons.MakeClient();
  FileFour(client);
  FileEarlier(client, "a", 2023, "96.84");
  FileEarlier(client, "b", 2023, "51.5");
  // d continues both and files in their place.
  v1::Department d = ReferenceDepartment();
  d.set_name("regions/620602/departments/d");
  d.set_display_name("合并后的部门");
  d.clear_unified_social_credit_code();
  d.add_predecessors("regions/620602/departments/a");
  d.add_predecessors("regions/620602/departments/b");
  ASSERT_OK(client.CreateDepartment(d));

  const auto by_department = Read<v1::CompareYearsRequest>(R"(
    fiscal_year: 2024 grouping { dimensions: SCORE_DIMENSION_DEPARTMENT })");
  ASSERT_OK_AND_ASSIGN(const v1::CompareYearsResponse answer, client.CompareYears(by_department));
  ASSERT_THAT(answer.groups(), SizeIs(3));
  EXPECT_EQ(answer.groups(1).keys(0).value(), "regions/620602/departments/d");
  EXPECT_EQ(answer.groups(1).keys(0).display_name(), "合并后的部门");
  // 92.56 and 91.65 before, 92.62 and 92.56 now.
  EXPECT_EQ(answer.groups(1).base().mean_points(), "92.1050");
  EXPECT_EQ(answer.groups(1).current().mean_points(), "92.5900");
  EXPECT_EQ(answer.groups(1).mean_change_points(), "0.4850");
  EXPECT_EQ(answer.groups(1).executed_change_yuan(), "0.00");
  EXPECT_EQ(answer.groups(1).execution_rate_change_percent(), "0.00");
  // c filed nothing in 2023.
  EXPECT_EQ(answer.groups(0).base().evaluation_count(), 0);
  EXPECT_EQ(answer.groups(0).current().evaluation_count(), 1);
  EXPECT_EQ(answer.groups(0).mean_change_points(), "");

  v1::CompareYearsRequest as_filed = by_department;
  as_filed.set_department_identity(v1::DEPARTMENT_IDENTITY_AS_FILED);
  ASSERT_OK_AND_ASSIGN(const v1::CompareYearsResponse filed, client.CompareYears(as_filed));
  ASSERT_THAT(filed.groups(), SizeIs(4));
  EXPECT_EQ(filed.groups(0).keys(0).value(), "regions/620602/departments/a");
  EXPECT_EQ(filed.groups(0).mean_change_points(), "0.0600");
}

}  // namespace
}  // namespace heng::integration
