// SPDX-License-Identifier: Apache-2.0
//
// Sums of amounts by group, in 128 bits.
#pragma once

#include <cstdint>
#include <vector>

#include "base/int128.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/row_list.h"

namespace heng {

// Most rows have all amounts, so what is counted is the rows that lack one.
class AmountAccumulator {
 public:
  explicit AmountAccumulator(size_t group_count) : sums_(group_count), lacking_(group_count) {}

  // groups[i]: of the i-th row of the list.
  void Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups);
  // Of the same groups.
  void Merge(const AmountAccumulator& other);
  // row_count: of the group.
  void Write(size_t group, int64_t row_count, storage::v1::AmountSums& sums) const;

 private:
  // An amount that is not given is 0 in its column.
  struct Sums {
    UInt128 initial_fen = 0;
    UInt128 adjusted_fen = 0;
    UInt128 executed_fen = 0;
    UInt128 weighted_hundredths = 0;
  };
  // Of rows that lack an amount.
  struct Lacking {
    int64_t initial_count = 0;
    int64_t adjusted_count = 0;
    int64_t executed_count = 0;
    int64_t rated_count = 0;  // rows without a rate
    UInt128 rated_adjusted_fen = 0;
    UInt128 rated_executed_fen = 0;
  };

  void AddLacking(const Chunk& chunk, uint32_t row, Lacking& lacking);

  std::vector<Sums> sums_;
  std::vector<Lacking> lacking_;
};

}  // namespace heng
