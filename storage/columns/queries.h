// SPDX-License-Identifier: Apache-2.0
//
// Answers from the columns; see heng/storage/v1/analysis.proto. Thread-safe; each answer is of one view.
//
// Errors of all: INVALID_ARGUMENT with all violations (query_checks.h) for what the schema forbids; NOT_FOUND for a region or
// a department that the filter names in full and nobody has heard of; RESOURCE_EXHAUSTED (TOO_MANY_GROUPS). A filter that
// leaves everything out is no error.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"

namespace heng {

// What a query may spend. Tests make these small, so that small sets are computed in every way.
struct QueryCosts {
  // More rows in the years looked at are read by several threads; for fewer, a thread costs more than it saves.
  size_t rows_for_threads = 250'000;
  // Counters of 4 bytes. Where values need more, they are kept and sorted instead.
  size_t counters = size_t{16} << 20;
  // Entries of tables by group, 4 bytes each. Where there are more groups that could occur, they are hashed.
  size_t table_entries = size_t{1} << 22;
  // Groups of one query, and pairs of a group and a part, that are counted by hashing though they are too many.
  size_t hashed_groups = 1'000'000;
  // An answer must fit a message.
  size_t answer_bytes = 12 * 1024 * 1024;
};

absl::StatusOr<storage::v1::AggregateRowsResponse> AggregateRows(
    const Columns& columns, const storage::v1::AggregateRowsRequest& request, const QueryCosts& costs = {});

absl::StatusOr<storage::v1::RankRowsResponse> RankRows(const Columns& columns,
                                                       const storage::v1::RankRowsRequest& request,
                                                       const QueryCosts& costs = {});

absl::StatusOr<storage::v1::AggregatePartsResponse> AggregateParts(
    const Columns& columns, const storage::v1::AggregatePartsRequest& request, const QueryCosts& costs = {});

}  // namespace heng
