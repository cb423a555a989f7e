// SPDX-License-Identifier: Apache-2.0
#include "heng/client/client.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/testing/status_matchers.h"
#include "clients/cpp/mocks/mock_connection.h"
#include "clients/cpp/mocks/mock_storage_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::client {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::IsOk;
using ::heng::testing::IsOkAndHolds;
using ::testing::_;
using ::testing::DoAll;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Not;
using ::testing::Return;
using ::testing::SaveArg;

struct Mocked {
  std::shared_ptr<MockConnection> connection = MakeStrictMockConnection();
  Client client{connection, {.deadline = absl::Seconds(5), .max_attempts = 2}};
};

v1::ListRegionsResponse RegionPage(const std::vector<std::string>& names,
                                   const std::string& next_page_token) {
  v1::ListRegionsResponse page;
  for (const std::string& name : names) page.add_regions()->set_name(name);
  page.set_next_page_token(next_page_token);
  return page;
}

MATCHER_P(HasPageToken, token, "") { return arg.page_token() == token; }

TEST(Client, KeepsTheRequestIdOfTheCaller) {
  Mocked mocked;
  v1::CreateRegionRequest sent;
  EXPECT_CALL(*mocked.connection, CreateRegion(_, _))
      .WillOnce(DoAll(SaveArg<0>(&sent), Return(v1::Region())));
  v1::CreateRegionRequest request;
  request.set_request_id("mine");
  EXPECT_OK(mocked.client.CreateRegion(request));
  EXPECT_EQ(sent.request_id(), "mine");
}

TEST(Client, TakesTheRequestIdOfTheCall) {
  Mocked mocked;
  v1::SubmitEvaluationRequest sent;
  EXPECT_CALL(*mocked.connection, SubmitEvaluation(_, _))
      .WillOnce(DoAll(SaveArg<0>(&sent), Return(v1::Evaluation())));
  EXPECT_OK(mocked.client.SubmitEvaluation(v1::Evaluation(), {.request_id = "of-the-call"}));
  EXPECT_EQ(sent.request_id(), "of-the-call");
}

TEST(Client, TheRequestIdOfARequestWinsOverThatOfTheCall) {
  Mocked mocked;
  v1::UpdateRegionRequest sent;
  EXPECT_CALL(*mocked.connection, UpdateRegion(_, _))
      .WillOnce(DoAll(SaveArg<0>(&sent), Return(v1::Region())));
  v1::UpdateRegionRequest request;
  request.set_request_id("mine");
  EXPECT_OK(mocked.client.UpdateRegion(request, {.request_id = "of-the-call"}));
  EXPECT_EQ(sent.request_id(), "mine");
}

// It would be the same for all its writes.
TEST(Client, TakesNoRequestIdFromItsDefaults) {
  const std::shared_ptr<MockConnection> connection = MakeStrictMockConnection();
  std::vector<std::string> ids;
  EXPECT_CALL(*connection, CreateBudget(_, Field(&Options::request_id, std::nullopt)))
      .Times(2)
      .WillRepeatedly([&](const auto& request, const auto&) {
        ids.push_back(request.request_id());
        return v1::Budget();
      });
  const Client client(connection, {.request_id = "of-the-client"});
  EXPECT_OK(client.CreateBudget(v1::Budget()));
  EXPECT_OK(client.CreateBudget(v1::Budget()));
  ASSERT_EQ(ids.size(), 2u);
  EXPECT_EQ(ids[0].size(), 32u);
  EXPECT_NE(ids[0], ids[1]);
}

TEST(Client, GivesEveryWriteARequestIdOfItsOwn) {
  Mocked mocked;
  std::vector<std::string> ids;
  EXPECT_CALL(*mocked.connection, SubmitEvaluation(_, _))
      .Times(2)
      .WillRepeatedly([&](const auto& request, const auto&) {
        ids.push_back(request.request_id());
        return v1::Evaluation();
      });
  EXPECT_OK(mocked.client.SubmitEvaluation(v1::Evaluation()));
  EXPECT_OK(mocked.client.SubmitEvaluation(v1::Evaluation()));
  EXPECT_EQ(ids[0].size(), 32u);
  EXPECT_NE(ids[0], ids[1]);
}

TEST(Client, GivesEveryItemOfABatchARequestIdOfItsOwn) {
  Mocked mocked;
  v1::BatchSubmitEvaluationsRequest sent;
  EXPECT_CALL(*mocked.connection, BatchSubmitEvaluations(_, _))
      .WillOnce(DoAll(SaveArg<0>(&sent), Return(v1::BatchSubmitEvaluationsResponse())));
  v1::BatchSubmitEvaluationsRequest request;
  request.add_requests();
  request.add_requests()->set_request_id("mine");
  EXPECT_OK(mocked.client.BatchSubmitEvaluations(request));
  EXPECT_EQ(sent.requests(0).request_id().size(), 32u);
  EXPECT_EQ(sent.requests(1).request_id(), "mine");
}

TEST(Client, UpdatesWithTheEtagOfTheResource) {
  Mocked mocked;
  v1::UpdateBudgetRequest sent;
  EXPECT_CALL(*mocked.connection, UpdateBudget(_, _))
      .WillOnce(DoAll(SaveArg<0>(&sent), Return(v1::Budget())));
  v1::Budget budget;
  budget.set_etag("abc");
  EXPECT_OK(mocked.client.UpdateBudget(budget));
  EXPECT_EQ(sent.etag(), "abc");
}

TEST(Client, OptionsOfACallWinOverThoseOfTheClient) {
  Mocked mocked;
  Options sent;
  EXPECT_CALL(*mocked.connection, GetScheme(_, _)).WillOnce(DoAll(SaveArg<1>(&sent), Return(v1::Scheme())));
  EXPECT_OK(mocked.client.GetScheme("schemes/gansu-overall", {.deadline = absl::Seconds(1)}));
  EXPECT_EQ(sent.deadline, absl::Seconds(1));
  EXPECT_EQ(sent.max_attempts, 2);
}

TEST(Client, CheckSchemeAnswersWithTheScheme) {
  Mocked mocked;
  v1::CheckSchemeResponse response;
  response.mutable_scheme()->set_revision("0123456789abcdef");
  EXPECT_CALL(*mocked.connection, CheckScheme(_, _)).WillOnce(Return(response));
  ASSERT_OK_AND_ASSIGN(const v1::Scheme checked, mocked.client.CheckScheme(v1::Scheme()));
  EXPECT_EQ(checked.revision(), "0123456789abcdef");
}

TEST(PagedRange, ReadsEveryPageAndSkipsEmptyOnes) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, ListRegions(HasPageToken(""), _))
      .WillOnce(Return(RegionPage({"regions/61", "regions/62"}, "b")));
  EXPECT_CALL(*mocked.connection, ListRegions(HasPageToken("b"), _)).WillOnce(Return(RegionPage({}, "c")));
  EXPECT_CALL(*mocked.connection, ListRegions(HasPageToken("c"), _))
      .WillOnce(Return(RegionPage({"regions/63"}, "")));
  std::vector<std::string> names;
  for (absl::StatusOr<v1::Region>& region : mocked.client.ListRegions({})) {
    ASSERT_OK(region);
    names.push_back(region->name());
  }
  EXPECT_THAT(names, ElementsAre("regions/61", "regions/62", "regions/63"));
}

TEST(PagedRange, StopsAfterTheFirstError) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, ListRegions(HasPageToken(""), _))
      .WillOnce(Return(RegionPage({"regions/62"}, "b")));
  EXPECT_CALL(*mocked.connection, ListRegions(HasPageToken("b"), _))
      .WillOnce(Return(absl::AbortedError("gone")));
  std::vector<absl::StatusCode> codes;
  for (absl::StatusOr<v1::Region>& region : mocked.client.ListRegions({}))
    codes.push_back(region.status().code());
  EXPECT_THAT(codes, ElementsAre(absl::StatusCode::kOk, absl::StatusCode::kAborted));
}

TEST(PagedRange, OfNothingIsEmpty) {
  Mocked mocked;
  EXPECT_CALL(*mocked.connection, ListRegions(_, _)).WillOnce(Return(RegionPage({}, "")));
  int count = 0;
  for (absl::StatusOr<v1::Region>& region : mocked.client.ListRegions({})) count += region.ok();
  EXPECT_EQ(count, 0);
}

TEST(PagedRange, CallsNobodyUntilItIsRead) {
  Mocked mocked;
  mocked.client.ListRegions({});
}

TEST(StorageClient, PassesItsDefaultsToTheConnection) {
  const std::shared_ptr<MockStorageConnection> connection = MakeStrictMockStorageConnection();
  EXPECT_CALL(*connection, GetRecords(_, Field(&Options::deadline, absl::Seconds(3))))
      .WillOnce(Return(storage::v1::GetRecordsResponse()));
  StorageClient client(connection, {.deadline = absl::Seconds(3)});
  EXPECT_OK(client.GetRecords({}));
}

}  // namespace
}  // namespace heng::client
