// SPDX-License-Identifier: Apache-2.0
#include "storage/request_expiry.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/history/verify.h"
#include "storage/keys.h"
#include "storage/testing/record_fixture.h"

namespace heng {
namespace {

using ::heng::testing::Create;
using ::heng::testing::IsOkAndHolds;
using ::heng::testing::RecordStoreTest;
using ::heng::testing::WithRequestId;

class RequestExpiryTest : public RecordStoreTest {
 protected:
  // A region written with a request id of the same name.
  storage::v1::RecordWrite Request(const std::string& code) {
    return WithRequestId(Create("regions/" + code, "region " + code), "request-" + code);
  }
  bool IsKept(const std::string& code) {
    const auto rows = engine_->Get({RequestKey(code, "request-" + code)});
    return rows.ok() && rows->front().has_value();
  }
  int64_t MisfitCount() {
    const auto report = VerifyRecords(*engine_, {});
    return report.ok() ? report->misfit_count : -1;
  }
};

TEST_P(RequestExpiryTest, RemovesWhatIsOlderAndKeepsTheRest) {
  ASSERT_OK(Commit(Request("620602")).status);
  ASSERT_OK(Commit(WithRequestId(Create("schemes/old", "scheme"), "scheme")).status);
  clock_.Advance(absl::Hours(2));
  ASSERT_OK(Commit(Request("620603")).status);
  EXPECT_THAT(ExpireRequests(*engine_, clock_.Now() - absl::Hours(1)), IsOkAndHolds(2));
  EXPECT_FALSE(IsKept("620602"));
  EXPECT_TRUE(IsKept("620603"));
  EXPECT_EQ(MisfitCount(), 0);
  EXPECT_THAT(ExpireRequests(*engine_, clock_.Now() - absl::Hours(1)), IsOkAndHolds(0));
}

TEST_P(RequestExpiryTest, WhatWasWrittenStaysAndItsRetryIsRefused) {
  ASSERT_OK(Commit(Request("620602")).status);
  clock_.Advance(absl::Hours(2));
  ASSERT_THAT(ExpireRequests(*engine_, clock_.Now()), IsOkAndHolds(1));
  EXPECT_EQ(Commit(Request("620602")).status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(Read("regions/620602@1").has_value());
  EXPECT_FALSE(Read("regions/620602@2").has_value());
}

TEST_P(RequestExpiryTest, RemovesThousandsInManyRegions) {
  std::vector<storage::v1::RecordWrite> writes;
  for (int region = 0; region < 7; ++region) {
    const std::string code = absl::StrCat("62060", region);
    ASSERT_OK(Commit(Request(code)).status);
    for (int i = 0; i < 450; ++i) {
      const std::string name = absl::StrCat("regions/", code, "/departments/", i);
      writes.push_back(WithRequestId(Create(name, "department"), absl::StrCat("request-", i)));
    }
  }
  for (const RecordStore::Outcome& outcome : CommitTogether(std::move(writes))) ASSERT_OK(outcome.status);
  clock_.Advance(absl::Hours(2));
  EXPECT_THAT(ExpireRequests(*engine_, clock_.Now()), IsOkAndHolds(7 * 451));
  EXPECT_EQ(MisfitCount(), 0);
}

TEST_P(RequestExpiryTest, StopsWhenItIsTold) {
  ASSERT_OK(Commit(Request("620602")).status);
  EXPECT_THAT(ExpireRequests(*engine_, clock_.Now() + absl::Hours(1), [] { return true; }), IsOkAndHolds(0));
  EXPECT_TRUE(IsKept("620602"));
}

TEST_P(RequestExpiryTest, RunsByItselfAtOnce) {
  ASSERT_OK(Commit(Request("620602")).status);
  clock_.Advance(absl::Hours(48));
  const RequestExpiry expiry(*engine_, clock_, absl::Hours(24));
  const absl::Time patience = absl::Now() + absl::Seconds(20);
  while (IsKept("620602") && absl::Now() < patience) absl::SleepFor(absl::Milliseconds(2));
  EXPECT_FALSE(IsKept("620602"));
}

INSTANTIATE_TEST_SUITE_P(Engines, RequestExpiryTest, ::testing::Values("memory", "rocksdb"));

}  // namespace
}  // namespace heng
