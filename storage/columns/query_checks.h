// SPDX-License-Identifier: Apache-2.0
//
// What the requests of queries.h must satisfy before anything is read. All violations at once, each with its field.
#pragma once

#include "absl/status/status.h"
#include "heng/storage/v1/analysis.pb.h"

namespace heng {

// INVALID_ARGUMENT, reason INVALID_FIELDS; the fields' reasons are BAD_NAME, REQUIRED, OUT_OF_RANGE, TOO_LONG, NOT_ALLOWED
// and DUPLICATE_CODE.
absl::Status CheckQuery(const storage::v1::AggregateRowsRequest& request);
absl::Status CheckQuery(const storage::v1::RankRowsRequest& request);
absl::Status CheckQuery(const storage::v1::AggregatePartsRequest& request);

}  // namespace heng
