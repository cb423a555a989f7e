// SPDX-License-Identifier: Apache-2.0
//
// Turns one write and what was read for it into a transaction. No engine, no clock, no thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "storage/engine.h"
#include "storage/history/chain.h"
#include "storage/prepared_write.h"

namespace heng {

// The rows that KeysToRead asked for, by key; nothing for a key that does not exist.
using KnownRows = absl::flat_hash_map<std::string, std::optional<Row>>;

// A row that the columns in memory are made of.
struct ColumnRow {
  std::string key;  // in the summary space
  std::variant<storage::v1::SummaryRow, storage::v1::RegionRow, storage::v1::DepartmentRow> row;
};

// What is to be committed, and what to answer, to put into the columns and to anchor when that has happened.
struct PlannedWrite {
  Transaction transaction;
  storage::v1::RecordInfo info;
  std::optional<ColumnRow> column_row;
  ChainMark entry;  // of the history
};

// The request id was seen before with the same request: nothing is to be written, the first answer counts.
using WritePlan = std::variant<PlannedWrite, storage::v1::StoredRequest>;

// The request id is looked at first, so that a retry gets its answer whatever has happened to the name since;
// then the required names, then the condition. Guards make sure that what was read is still true when the
// write happens.
//
// rows must hold every key of KeysToRead. chain: of the write's region; moves on if there is something to commit.
// now_unix_ms: milliseconds since 1970 UTC.
// Errors: INVALID_ARGUMENT (REQUEST_ID_REUSED), NOT_FOUND, ALREADY_EXISTS (metadata `existing`: name with
// revision), ABORTED (STALE_ETAG), DATA_LOSS.
absl::StatusOr<WritePlan> PlanWrite(const PreparedWrite& write, const KnownRows& rows, ChainEnd& chain,
                                    int64_t now_unix_ms);

}  // namespace heng
