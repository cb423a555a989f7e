// SPDX-License-Identifier: Apache-2.0
//
// The service over a real socket, with a storage service that is mocked.
#include "services/analysis/analysis_service.h"

#include <google/protobuf/text_format.h>

#include <memory>
#include <string>

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "clients/cpp/mocks/mock_storage_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "heng/client/connection.h"
#include "services/rpc/health.h"
#include "services/rpc/server.h"

namespace heng {
namespace {

using ::google::protobuf::TextFormat;
using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::testing::_;
using ::testing::AllOf;
using ::testing::DoAll;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::Optional;
using ::testing::Return;
using ::testing::SaveArg;

template <typename Message>
Message Read(const std::string& text) {
  Message message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

class AnalysisService : public ::testing::Test {
 protected:
  AnalysisService()
      : storage_(client::MakeStrictMockStorageConnection()),
        calls_(Clock::System(), {}),
        service_(calls_, client::StorageClient(storage_), Clock::System()) {
    auto server = rpc::Server::Start({.listen = "127.0.0.1:0"}, health_, {&service_});
    EXPECT_OK(server);
    server_ = *std::move(server);
    auto connection = client::MakeConnection({.address = server_->address()});
    EXPECT_OK(connection);
    client_ = *std::move(connection);
  }
  ~AnalysisService() override { server_->Drain(absl::ZeroDuration()); }

  std::shared_ptr<client::MockStorageConnection> storage_;
  rpc::Calls calls_;
  AnalysisServiceImpl service_;
  rpc::HealthService health_;
  std::unique_ptr<rpc::Server> server_;
  std::shared_ptr<client::Connection> client_;
};

TEST_F(AnalysisService, AggregatesWhatStorageTells) {
  storage::v1::AggregateRowsRequest asked;
  EXPECT_CALL(*storage_, AggregateRows)
      .WillOnce(DoAll(SaveArg<0>(&asked), Return(Read<storage::v1::AggregateRowsResponse>(R"(
        results { groups { keys: "620000" sums { evaluation_count: 2 total_hundredths: 15001 min_hundredths: 7000
                           max_hundredths: 8001 } } }
        labels { dimension: DIMENSION_PROVINCE key: "620000" display_name: "甘肃省" }
        state { token: "t" filed_fiscal_years: 2024 })"))));

  ASSERT_OK_AND_ASSIGN(const v1::AggregateScoresResponse answer,
                       client_->AggregateScores(Read<v1::AggregateScoresRequest>(R"(
    filter { fiscal_years: 2024 } groupings { dimensions: SCORE_DIMENSION_PROVINCE } measures: SCORE_MEASURE_POINTS)"),
                                                {}));

  EXPECT_THAT(asked.filter().fiscal_years(), ElementsAre(2024));
  EXPECT_EQ(answer.results(0).groups(0).keys(0).display_name(), "甘肃省");
  EXPECT_EQ(answer.results(0).groups(0).statistics().mean_points(), "75.0050");
  EXPECT_EQ(answer.state(), "t");
}

TEST_F(AnalysisService, Ranks) {
  EXPECT_CALL(*storage_, RankRows).WillOnce(Return(Read<storage::v1::RankRowsResponse>(R"(
    evaluation_count: 2 rows { row { name: "a" total_hundredths: 9262 } better_count: 0 equal_count: 1 })")));
  ASSERT_OK_AND_ASSIGN(const v1::RankEvaluationsResponse answer, client_->RankEvaluations({}, {}));
  EXPECT_EQ(answer.evaluations(0).rank(), 1);
  EXPECT_EQ(answer.evaluations(0).percentile_rank(), "100.00");
}

TEST_F(AnalysisService, AnalysesIndicators) {
  EXPECT_CALL(*storage_, AggregateParts).WillOnce(Return(Read<storage::v1::AggregatePartsResponse>(R"(
    groups { evaluation_count: 1 parts { code: "22" evaluation_count: 1 row_count: 3 } })")));
  ASSERT_OK_AND_ASSIGN(const v1::AnalyseIndicatorsResponse answer,
                       client_->AnalyseIndicators(
                           Read<v1::AnalyseIndicatorsRequest>("breakdown: INDICATOR_BREAKDOWN_CLAUSE"), {}));
  EXPECT_EQ(answer.groups(0).parts(0).clause(), v1::SCORE_CLAUSE_NOT_APPLICABLE);
}

TEST_F(AnalysisService, ComparesYearsFromOneState) {
  EXPECT_CALL(*storage_, AggregateRows).WillOnce(Return(Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { keys: "2023" sums { evaluation_count: 1 total_hundredths: 100 } }
              groups { keys: "2024" sums { evaluation_count: 1 total_hundredths: 50 } } })")));
  ASSERT_OK_AND_ASSIGN(const v1::CompareYearsResponse answer,
                       client_->CompareYears(Read<v1::CompareYearsRequest>("fiscal_year: 2024"), {}));
  EXPECT_EQ(answer.groups(0).mean_change_points(), "-0.5000");
}

TEST_F(AnalysisService, RefusesABadRequestWithoutAskingStorage) {
  EXPECT_THAT(client_->AggregateScores(Read<v1::AggregateScoresRequest>(R"(percentiles: "101")"), {}),
              HasReason("INVALID_FIELDS"));
  EXPECT_THAT(client_->RankEvaluations(Read<v1::RankEvaluationsRequest>("limit: -7"), {}),
              HasReason("INVALID_FIELDS"));
  EXPECT_THAT(client_->AnalyseIndicators({}, {}), HasReason("INVALID_FIELDS"));
  EXPECT_THAT(client_->CompareYears({}, {}), HasReason("INVALID_FIELDS"));
}

// gRPC rounds a deadline up on the wire.
TEST_F(AnalysisService, GivesStorageTheTimeThatIsLeft) {
  EXPECT_CALL(*storage_,
              AggregateRows(_, Field(&client::Options::deadline,
                                     Optional(AllOf(Gt(absl::ZeroDuration()), Le(absl::Seconds(7.5)))))))
      .WillOnce(Return(Read<storage::v1::AggregateRowsResponse>("results {}")));
  EXPECT_OK(client_->AggregateScores({}, {.deadline = absl::Seconds(7)}));
}

TEST_F(AnalysisService, PassesOnWhatStorageDoesNotKnowAndWhatIsTooMuch) {
  EXPECT_CALL(*storage_, AggregateRows)
      .WillOnce(Return(NotFound("heng.v1.Region", "regions/990000", "行政区划")))
      .WillOnce(Return(MakeError(absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS",
                                 {"12000 groups", "12000 组"}, {{"groupCount", "12000"}})));

  const absl::Status unknown = client_->AggregateScores({}, {}).status();
  EXPECT_THAT(unknown, HasReason("NOT_FOUND"));
  EXPECT_THAT(std::string(unknown.message()), HasSubstr("regions/990000"));
  EXPECT_THAT(client_->AggregateScores({}, {}), HasReason("TOO_MANY_GROUPS"));
}

TEST_F(AnalysisService, SaysThatStorageIsAway) {
  EXPECT_CALL(*storage_, RankRows).WillRepeatedly(Return(absl::UnavailableError("connection refused")));
  EXPECT_THAT(client_->RankEvaluations({}, {.deadline = absl::Milliseconds(100), .max_attempts = 1}),
              HasReason("STORAGE_AWAY"));
}

// A field of the storage request would tell a caller nothing.
TEST_F(AnalysisService, TakesAQueryThatStorageRefusesForItsOwnMistake) {
  FieldProblems problems;
  problems.Add("max_groups", "OUT_OF_RANGE", {"want less", "过多"});
  EXPECT_CALL(*storage_, AggregateRows).WillOnce(Return(problems.ToStatus()));

  const absl::Status refused = client_->AggregateScores({}, {}).status();

  EXPECT_THAT(refused, HasCode(absl::StatusCode::kInternal));
  EXPECT_THAT(refused.ToString(), Not(HasSubstr("max_groups")));
}

TEST_F(AnalysisService, SaysThatTheBinsAreTooMany) {
  EXPECT_CALL(*storage_, AggregateRows).WillOnce(Return(Read<storage::v1::AggregateRowsResponse>(R"(
    results { groups { sums { evaluation_count: 2 histogram { hundredths_deltas: [0, 10000] counts: [1, 1] } } } })")));
  const absl::Status refused = client_
                                   ->AggregateScores(Read<v1::AggregateScoresRequest>(R"(
    measures: SCORE_MEASURE_DISTRIBUTION bin_width_points: "0.01")"),
                                                     {})
                                   .status();
  ASSERT_EQ(FieldProblemsOf(refused).size(), 1);
  EXPECT_EQ(FieldProblemsOf(refused)[0].field, "bin_width_points");
}

}  // namespace
}  // namespace heng
