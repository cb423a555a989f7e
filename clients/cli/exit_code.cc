// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/exit_code.h"

#include "base/errors.h"

namespace heng::cli {

ExitCode ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return kExitValidation;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kFailedPrecondition:
      return kExitConflict;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kExitDenied;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return kExitUnavailable;
    case absl::StatusCode::kResourceExhausted:
      // Too large a form stays too large, and so does too fine a grouping; a full disk is emptied.
      return ReasonOf(status) == "MESSAGE_TOO_LARGE" || ReasonOf(status) == "TOO_MANY_GROUPS"
                 ? kExitValidation
                 : kExitUnavailable;
    default:
      return kExitFailure;
  }
}

}  // namespace heng::cli
