// SPDX-License-Identifier: Apache-2.0
//
// Consecutive numbers for the groups of a grouping, so that sums can be kept in plain arrays. Where the codes are many, the
// rows are read once beforehand and only the groups that occur get numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/numeric/int128.h"
#include "base/int128.h"
#include "storage/columns/grouping.h"
#include "storage/columns/row_list.h"

namespace heng {

// First Note all rows, on one object a thread, Merge these and Number the one that is left; or NumberAll. Then Fill, on
// any thread.
class OccurringGroups {
 public:
  // codes must outlive this. max_table: up to so many codes a table by code; beyond, hashing. max_noted: once more groups
  // than that occur, no further ones are noted where they are hashed; whoever asks has too many of them anyway.
  OccurringGroups(const GroupCodes& codes, size_t max_table, size_t max_noted);

  void Note(const ChunkRows& rows, const RowList& list);
  void Merge(OccurringGroups&& other);
  void Number();

  // Every code is a number, whether it occurs or not.
  void NumberAll();
  bool numbers_all() const { return all_; }

  size_t size() const { return size_; }
  UInt128 CodeOf(uint32_t number) const { return all_ ? number : codes_of_numbers_[number]; }
  // The numbers of the groups of the rows, all of which were noted.
  void Fill(const ChunkRows& rows, const RowList& list, uint32_t* numbers) const;

 private:
  const GroupCodes* codes_;
  bool has_table_;
  size_t max_noted_;
  size_t size_ = 0;
  bool all_ = false;
  std::vector<uint8_t> occurs_;  // by code
  absl::flat_hash_set<absl::uint128> occurring_;
  std::vector<UInt128> codes_of_numbers_;
  std::vector<uint32_t> numbers_;  // by code
  absl::flat_hash_map<absl::uint128, uint32_t> hashed_numbers_;
};

}  // namespace heng
