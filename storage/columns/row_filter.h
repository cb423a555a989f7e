// SPDX-License-Identifier: Apache-2.0
//
// Which rows of a view a filter lets pass. Compiled once into tables by id; what leaves nothing out is not looked at.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"
#include "storage/columns/row_list.h"

namespace heng {

// Immutable.
class CompiledFilter {
 public:
  // The fields of the filter must have passed CheckFilter (query_checks.h). NOT_FOUND for a region or a department named
  // in full that the view does not know; a pattern that fits none leaves everything out.
  static absl::StatusOr<CompiledFilter> Compile(const Columns& columns, const ColumnsView& view,
                                                const storage::v1::RowFilter& filter);

  // Years that are looked at at all: places among ColumnsView::years, ascending.
  const std::vector<uint32_t>& years() const { return years_; }
  // No row that passes has a greater total, of the years looked at.
  uint32_t greatest_hundredths() const { return greatest_hundredths_; }

  // The rows of a chunk that the view sees and the filter lets pass.
  void Select(const ChunkRows& rows, uint64_t commit, RowList& list) const;

 private:
  // By id or number, 1: passes. An empty one lets everything pass.
  using Table = std::vector<uint8_t>;

  void CompileYears(const ColumnsView& view, const storage::v1::RowFilter& filter);
  void CompileNumbers(const storage::v1::RowFilter& filter);
  void CompileVerdicts(const Columns& columns, const ColumnsView& view, const storage::v1::RowFilter& filter);
  absl::Status CompileParent(const Columns& columns, const ColumnsView& view, const std::string& parent);
  absl::Status CompileUnderRegion(const Columns& columns, const ColumnsView& view, const std::string& name);

  std::vector<uint32_t> years_;
  uint32_t greatest_hundredths_ = 0;
  uint32_t min_hundredths_ = 0;
  uint32_t hundredths_range_ = 0;  // totals from the least to the greatest that passes, less one
  bool any_total_ = true;
  Table forms_;  // by FormOf
  Table categories_;
  Table verdicts_;
  Table regions_;
  Table departments_;
};

}  // namespace heng
