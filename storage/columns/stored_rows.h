// SPDX-License-Identifier: Apache-2.0
//
// Stored rows become rows of the columns.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/columns/columns.h"
#include "storage/engine.h"

namespace heng {

// For one thread. Keeps its messages from row to row, which saves most of the allocations.
class StoredRowReader {
 public:
  // columns must outlive the reader.
  explicit StoredRowReader(Columns& columns) : columns_(columns) {}

  // Puts a row of the summary space; it is not published. DATA_LOSS, naming the key, if it does not parse, does not fit or does
  // not belong to its key.
  absl::Status Put(const Row& row);

  size_t evaluation_count() const { return evaluation_count_; }

 private:
  absl::Status PutEvaluation(const Row& row);
  absl::Status PutDepartment(const Row& row);
  absl::Status PutRegion(const Row& row);

  Columns& columns_;
  storage::v1::SummaryRow evaluation_;
  storage::v1::DepartmentRow department_;
  storage::v1::RegionRow region_;
  size_t evaluation_count_ = 0;
};

}  // namespace heng
