// SPDX-License-Identifier: Apache-2.0
//
// Under which department, and so in which region, an evaluation counts: the one that filed it, or the one that
// continues that one today.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "storage/columns/columns.h"
#include "storage/columns/row_list.h"

namespace heng {

// Columns of one chunk as they count, where they are not those of the chunk.
struct ContinuedColumns {
  std::array<uint32_t, Chunk::kRows> region;
  std::array<uint32_t, Chunk::kRows> department;
};

// Immutable.
class Continuation {
 public:
  // As filed.
  Continuation() = default;
  // As continued: from follower to follower up to the last. Where that runs in a circle, a department stays what it was.
  Continuation(const Columns& columns, const ColumnsView& view);

  // Points `rows` at the columns that count: the chunk's own, or `buffer` after writing them there.
  void Resolve(ChunkRows& rows, ContinuedColumns& buffer) const;

  // False: Resolve writes nothing.
  bool changes_rows() const { return !current_.empty(); }

 private:
  // By department of the view; empty if there is none that another one continues.
  std::vector<uint32_t> current_;
  std::vector<uint32_t> moved_to_;  // region of the current one; kNoRegion: the one that was filed
};

}  // namespace heng
