// SPDX-License-Identifier: Apache-2.0
//
// Answers from the columns; see heng/storage/v1/analysis.proto. Thread-safe; each answer is of one view.
//
// Errors of all: INVALID_ARGUMENT (BAD_NAME, OUT_OF_RANGE, NOT_ALLOWED, DUPLICATE_CODE, REQUIRED) for what the schema
// forbids; NOT_FOUND for a region or a department of the filter that nobody has heard of; RESOURCE_EXHAUSTED
// (TOO_MANY_GROUPS). A filter that leaves everything out is no error.
#pragma once

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"

namespace heng {

absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
    const Columns& columns, const storage::v1::AggregateRowsRequest& request);

absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const Columns& columns,
                                                       const storage::v1::RankRowsRequest& request);

absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
    const Columns& columns, const storage::v1::AggregatePartsRequest& request);

}  // namespace heng
