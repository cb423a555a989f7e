// SPDX-License-Identifier: Apache-2.0
//
// What engines that live in this process have in common: their limits, and the checks of engine.h that need
// no data.
#pragma once

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "storage/engine.h"

namespace heng {

// Limits that a replicated engine can keep as well, but for the size: a document of 4 MiB and what goes with
// it.
EngineLimits EmbeddedEngineLimits();

// INVALID_ARGUMENT if the transaction breaks a rule or a limit.
absl::Status CheckTransaction(const Transaction& transaction, const EngineLimits& limits);

// Whether a guard holds for a key that has this version. first_of_call: the least version that the present Commit call
// gives; versions must grow.
bool GuardHolds(const Guard& guard, Version version, Version first_of_call);

// INVALID_ARGUMENT if a key belongs to no space.
absl::Status CheckKeys(absl::Span<const std::string> keys);

// INVALID_ARGUMENT if the range is not within one space.
absl::Status CheckScan(const ScanRequest& request);

// The key at which the scan ends, for a request that CheckScan has passed.
std::string EndOfScan(const ScanRequest& request);

}  // namespace heng
