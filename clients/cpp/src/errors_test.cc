// SPDX-License-Identifier: Apache-2.0
#include "heng/client/errors.h"

#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace heng::client {
namespace {

using ::heng::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// As it comes out of the wire.
absl::Status Received(const absl::Status& status) { return FromRpcStatus(ToRpcStatus(status)); }

TEST(DetailsOf, TellsEveryFieldInBothLanguages) {
  FieldProblems problems;
  problems.Add("evaluation.results[4].actual", "NOT_A_DECIMAL", {.en = "got 1e5", .zh = "应为小数"});
  problems.Add("evaluation.name", "REQUIRED", {.en = "is empty", .zh = "不能为空"});

  const ErrorDetails details = DetailsOf(Received(problems.ToStatus()));

  EXPECT_EQ(details.reason, "INVALID_FIELDS");
  ASSERT_EQ(details.fields.size(), 2u);
  EXPECT_EQ(details.fields[0].path, "evaluation.results[4].actual");
  EXPECT_EQ(details.fields[0].reason, "NOT_A_DECIMAL");
  EXPECT_EQ(details.fields[0].english, "got 1e5");
  EXPECT_EQ(details.fields[0].chinese, "应为小数");
  EXPECT_EQ(details.fields[1].path, "evaluation.name");
}

TEST(DetailsOf, HasTheFactsOfAStaleEtag) {
  const ErrorDetails details = DetailsOf(Received(StaleEtag("regions/62", "1-a", "2-b")));
  EXPECT_EQ(details.reason, "STALE_ETAG");
  EXPECT_THAT(details.metadata, ElementsAre(Pair("currentEtag", "2-b")));
  EXPECT_THAT(details.chinese, ::testing::HasSubstr("已被他人修改"));
}

TEST(DetailsOf, SaysWhenToTryAgain) {
  const absl::Status busy = Unavailable("TOO_BUSY", {.en = "too busy", .zh = "繁忙"}, 1500);
  EXPECT_EQ(DetailsOf(Received(busy)).retry_delay, absl::Milliseconds(1500));
}

TEST(DetailsOf, AnErrorOfTheNetworkIsEmpty) {
  const ErrorDetails details = DetailsOf(absl::UnavailableError("connection refused"));
  EXPECT_EQ(details.reason, "");
  EXPECT_EQ(details.chinese, "");
  EXPECT_THAT(details.fields, IsEmpty());
  EXPECT_THAT(details.metadata, IsEmpty());
  EXPECT_EQ(details.retry_delay, absl::ZeroDuration());
}

TEST(ToStatus, OfAnItemWithoutErrorIsOk) { EXPECT_OK(ToStatus(google::rpc::Status())); }

TEST(MakeError, IsReadBackByDetailsOf) {
  const ErrorDetails want{
      .reason = "OUTCOME_UNKNOWN",
      .chinese = "结果未知",
      .fields = {{.path = "name", .reason = "BAD_NAME", .english = "wrong shape", .chinese = "格式不对"}},
      .metadata = {{"incident", "7f"}},
      .retry_delay = absl::Milliseconds(2250)};

  const absl::Status status = MakeError(absl::StatusCode::kUnavailable, "may have happened", want);

  EXPECT_EQ(status.message(), "may have happened");
  const ErrorDetails got = DetailsOf(Received(status));
  EXPECT_EQ(got.reason, want.reason);
  EXPECT_EQ(got.chinese, want.chinese);
  EXPECT_EQ(got.metadata, want.metadata);
  EXPECT_EQ(got.retry_delay, want.retry_delay);
  ASSERT_EQ(got.fields.size(), 1u);
  EXPECT_EQ(got.fields[0].path, "name");
  EXPECT_EQ(got.fields[0].reason, "BAD_NAME");
  EXPECT_EQ(got.fields[0].english, "wrong shape");
  EXPECT_EQ(got.fields[0].chinese, "格式不对");
}

}  // namespace
}  // namespace heng::client
