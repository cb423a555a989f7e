// SPDX-License-Identifier: Apache-2.0
//
// Keeps the columns in memory in step with what the committer writes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "base/clock.h"
#include "storage/columns/columns.h"
#include "storage/columns/stored_rows.h"
#include "storage/engine.h"
#include "storage/write_planner.h"

namespace heng {

// For the committer's thread. Everything between two calls of Publish becomes visible at once.
class ColumnWriter {
 public:
  // engine, clock and columns must outlive the writer.
  ColumnWriter(Engine& engine, const Clock& clock, Columns& columns)
      : engine_(engine), clock_(clock), columns_(columns), reader_(columns) {}

  // The write happened.
  void Put(const ColumnRow& row);

  // The write may have happened, or may yet. Its key is read again by every Publish of the next minute, which is longer
  // than any engine leaves a commit in the air. At most 4,096 keys are kept so; one more pushes out the oldest.
  void Doubt(std::string key);

  void Publish();

 private:
  struct DoubtfulKey {
    std::string key;
    absl::Time since;
    Version seen = kAbsent;
  };

  void ReadDoubtfulKeys();
  // Puts what the engine has for doubtful keys. rows: one for each, in the same order.
  void PutDoubtful(absl::Span<DoubtfulKey> doubtful, const std::vector<std::optional<Row>>& rows);

  Engine& engine_;
  const Clock& clock_;
  Columns& columns_;
  StoredRowReader reader_;
  std::vector<DoubtfulKey> doubtful_;  // oldest first
};

}  // namespace heng
