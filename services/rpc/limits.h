// SPDX-License-Identifier: Apache-2.0
//
// Limits on the lists of a request, refused before any work is done.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng::rpc {

inline constexpr int kMaxBatchItems = 500;
inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;

// INVALID_ARGUMENT unless a batch has 1 to kMaxBatchItems items. field: name of the repeated field.
absl::Status CheckItemCount(int count, absl::string_view field);

// The page size to use: the default for 0, kMaxPageSize for more than that. INVALID_ARGUMENT if negative.
absl::StatusOr<int> PageSizeOf(int asked);

}  // namespace heng::rpc
