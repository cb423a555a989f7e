// SPDX-License-Identifier: Apache-2.0
//
// What one query reads: a view, and the rows of it that its filter lets pass, chunk by chunk on as many threads as pay.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"
#include "storage/columns/continuation.h"
#include "storage/columns/queries.h"
#include "storage/columns/row_filter.h"
#include "storage/columns/row_list.h"

namespace heng {

enum class CountDepartments { kAsFiled, kAsContinued };

// Immutable.
class QueryScope {
 public:
  // columns must outlive the scope. Errors: those of CompiledFilter::Compile.
  static absl::StatusOr<QueryScope> Open(const Columns& columns, const storage::v1::RowFilter& filter,
                                         CountDepartments departments, const QueryCosts& costs);

  const Columns& columns() const { return *columns_; }
  const ColumnsView& view() const { return *view_; }
  const CompiledFilter& filter() const { return filter_; }
  const QueryCosts& costs() const { return costs_; }
  storage::v1::ColumnsState State() const;

  // Calls visit(worker, rows, list) for each chunk with a row that passes, and never at once for the same worker.
  // Workers are numbered from 0.
  using Visit = std::function<void(int worker, const ChunkRows& rows, const RowList& list)>;
  int worker_count() const { return worker_count_; }
  void ForEachChunk(const Visit& visit) const;

 private:
  struct ChunkPlace {
    const Chunk* chunk = nullptr;
    uint32_t row_count = 0;
    uint32_t year = 0;
  };
  class Reader;

  QueryScope(const Columns& columns, const QueryCosts& costs, std::shared_ptr<const ColumnsView> view,
             CompiledFilter filter, Continuation continuation);

  const Columns* columns_;
  QueryCosts costs_;
  std::shared_ptr<const ColumnsView> view_;
  CompiledFilter filter_;
  Continuation continuation_;
  std::vector<ChunkPlace> chunks_;
  int worker_count_ = 1;
};

}  // namespace heng
