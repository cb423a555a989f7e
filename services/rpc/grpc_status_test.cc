// SPDX-License-Identifier: Apache-2.0
#include "services/rpc/grpc_status.h"

#include <grpcpp/support/status.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/testing/status_matchers.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace heng::rpc {
namespace {

using ::heng::testing::HasCode;
using ::heng::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ForCaller, KeepsTheTextOfAnInternalErrorToItself) {
  const absl::Status status = ForCaller(absl::InternalError("the secret path /var/lib/heng"));
  EXPECT_THAT(status, HasReason("INTERNAL"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("secret")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("incident"));
}

TEST(ForCaller, SaysThatStoredDataIsDamaged) {
  EXPECT_THAT(ForCaller(absl::DataLossError("block 7")), HasReason("DATA_LOSS"));
  EXPECT_THAT(ForCaller(absl::DataLossError("block 7")), HasCode(absl::StatusCode::kDataLoss));
}

TEST(ForCaller, GivesEveryErrorAReasonAndAChineseText) {
  for (const absl::Status& bare :
       {absl::UnavailableError("x"), absl::DeadlineExceededError("x"), absl::AbortedError("x"),
        absl::ResourceExhaustedError("x"), absl::CancelledError("x")}) {
    const absl::Status status = ForCaller(bare);
    EXPECT_FALSE(ReasonOf(status).empty()) << bare;
    EXPECT_FALSE(ChineseMessageOf(status).empty()) << bare;
  }
}

TEST(ToGrpcStatus, CarriesTheDetailsUnderFourKiB) {
  FieldProblems problems;
  for (int i = 0; i < 500; ++i) {
    problems.Add(absl::StrCat("evaluation.results[", i, "].actual"), "NOT_A_DECIMAL",
                 {"\"abc\" is not a decimal", "“abc”不是合法的数字"});
  }
  const grpc::Status status = ToGrpcStatus(problems.ToStatus());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_LE(status.error_details().size(), 4096u);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  const std::vector<FieldProblem> kept = FieldProblemsOf(FromRpcStatus(details));
  ASSERT_FALSE(kept.empty());
  EXPECT_THAT(kept.back().problem.en, HasSubstr("left out"));
}

}  // namespace
}  // namespace heng::rpc
