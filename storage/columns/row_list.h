// SPDX-License-Identifier: Apache-2.0
//
// Rows of a chunk as a query sees them, and those of them that it looks at.
#pragma once

#include <array>
#include <cstdint>

#include "storage/columns/chunk.h"

namespace heng {

// The columns that depend on how departments count (continuation.h) lie behind pointers; the others are the chunk's.
struct ChunkRows {
  const Chunk* chunk = nullptr;
  uint32_t row_count = 0;
  uint32_t year = 0;  // place among ColumnsView::years
  const uint32_t* region = nullptr;
  const uint32_t* department = nullptr;
};

// Some rows of a chunk, ascending. While it is all of them, no list is written.
class RowList {
 public:
  void SetAll(uint32_t row_count) {
    size_ = row_count;
    is_all_ = true;
  }

  // Keeps the rows for which passes(row) is true. Without branches, so that it costs the same for any share.
  template <typename Passes>
  void Keep(const Passes& passes) {
    uint32_t kept = 0;
    Run([&](uint32_t size, const auto& row_at) {
      for (uint32_t i = 0; i < size; ++i) {
        const uint32_t row = row_at(i);
        rows_[kept] = static_cast<uint16_t>(row);
        kept += passes(row) ? 1 : 0;
      }
    });
    is_all_ = is_all_ && kept == size_;
    size_ = kept;
  }

  uint32_t size() const { return size_; }

  // Calls loop(size, row_at), where row_at(i) is the i-th row: compiled once for all rows and once for a list.
  template <typename Loop>
  void Run(const Loop& loop) const {
    if (is_all_) {
      loop(size_, [](uint32_t i) { return i; });
    } else {
      loop(size_, [rows = rows_.data()](uint32_t i) { return uint32_t{rows[i]}; });
    }
  }

 private:
  static_assert(Chunk::kRows <= 1 << 16);

  std::array<uint16_t, Chunk::kRows> rows_;
  uint32_t size_ = 0;
  bool is_all_ = true;
};

}  // namespace heng
