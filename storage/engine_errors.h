// SPDX-License-Identifier: Apache-2.0
//
// The statuses of engine.h, each with its reason and texts in both languages, so that every engine says the
// same.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace heng {

// ABORTED: a guard did not hold.
absl::Status GuardFailed();
// INVALID_ARGUMENT: the transaction or the scan breaks a rule of engine.h.
absl::Status BadEngineRequest(absl::string_view what_en, absl::string_view what_zh);
// INVALID_ARGUMENT, reason TOO_LONG: over a limit of the engine.
absl::Status OverEngineLimit(absl::string_view what, size_t got, size_t limit);
// RESOURCE_EXHAUSTED, reason DISK_FULL.
absl::Status DiskFull();
// UNAVAILABLE, reason STORAGE_AWAY. `cause` is in English, for the operator.
absl::Status EngineAway(absl::string_view cause);
// UNKNOWN, reason OUTCOME_UNKNOWN.
absl::Status CommitOutcomeUnknown(absl::string_view cause);
// DATA_LOSS: stored bytes are damaged.
absl::Status StoredBytesDamaged(absl::string_view cause);
// FAILED_PRECONDITION, reason SNAPSHOT_GONE.
absl::Status SnapshotGone();

}  // namespace heng
