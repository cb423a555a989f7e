// SPDX-License-Identifier: Apache-2.0
//
// What scripts learn from the exit code; docs/cli.md lists them.
#pragma once

#include "absl/status/status.h"

namespace heng::cli {

enum ExitCode {
  kExitOk = 0,
  kExitFailure = 1,
  kExitUsage = 2,
  kExitValidation = 3,
  kExitNotFound = 4,
  kExitConflict = 5,
  kExitDenied = 6,
  kExitUnavailable = 7,
  kExitInterrupted = 130,  // as shells say it of a command that Ctrl-C ended
};

ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace heng::cli
