// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/exit_code.h"

#include "base/errors.h"
#include "gtest/gtest.h"

namespace heng::cli {
namespace {

struct CodeCase {
  const char* name;
  absl::StatusCode code;
  ExitCode want;
};

class ExitCodeTable : public ::testing::TestWithParam<CodeCase> {};

TEST_P(ExitCodeTable, Is) { EXPECT_EQ(ExitCodeOf(absl::Status(GetParam().code, "x")), GetParam().want); }

INSTANTIATE_TEST_SUITE_P(
    Of, ExitCodeTable,
    ::testing::Values(CodeCase{"Ok", absl::StatusCode::kOk, kExitOk},
                      CodeCase{"InvalidArgument", absl::StatusCode::kInvalidArgument, kExitValidation},
                      CodeCase{"OutOfRange", absl::StatusCode::kOutOfRange, kExitValidation},
                      CodeCase{"NotFound", absl::StatusCode::kNotFound, kExitNotFound},
                      CodeCase{"AlreadyExists", absl::StatusCode::kAlreadyExists, kExitConflict},
                      CodeCase{"Aborted", absl::StatusCode::kAborted, kExitConflict},
                      CodeCase{"FailedPrecondition", absl::StatusCode::kFailedPrecondition, kExitConflict},
                      CodeCase{"PermissionDenied", absl::StatusCode::kPermissionDenied, kExitDenied},
                      CodeCase{"Unauthenticated", absl::StatusCode::kUnauthenticated, kExitDenied},
                      CodeCase{"Unavailable", absl::StatusCode::kUnavailable, kExitUnavailable},
                      CodeCase{"DeadlineExceeded", absl::StatusCode::kDeadlineExceeded, kExitUnavailable},
                      CodeCase{"ResourceExhausted", absl::StatusCode::kResourceExhausted, kExitUnavailable},
                      CodeCase{"Internal", absl::StatusCode::kInternal, kExitFailure},
                      CodeCase{"DataLoss", absl::StatusCode::kDataLoss, kExitFailure},
                      CodeCase{"Unknown", absl::StatusCode::kUnknown, kExitFailure}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ExitCodeOf, ATooLargeMessageIsTheCallersToMend) {
  EXPECT_EQ(ExitCodeOf(QuotaExceeded("MESSAGE_TOO_LARGE", "message", {.en = "too large", .zh = "过大"})),
            kExitValidation);
}

TEST(ExitCodeOf, TooManyGroupsAreTheCallersToMend) {
  EXPECT_EQ(ExitCodeOf(MakeError(absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS",
                                 {.en = "too many groups", .zh = "分组过多"})),
            kExitValidation);
}

}  // namespace
}  // namespace heng::cli
