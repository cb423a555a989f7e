// SPDX-License-Identifier: Apache-2.0
//
// Adds up what rows earn by their parts, for each group and part.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"
#include "storage/columns/row_list.h"

namespace heng {

// The parts that are asked for, in the order of level, code and name. Those that differ in their names only are one part
// of the answer.
class WantedParts {
 public:
  // class_level 0: of any level.
  WantedParts(const Columns& columns, const ColumnsView& view, storage::v1::PartKind kind, int class_level);

  static constexpr uint32_t kNone = 0xffffffff;

  // Where a part stands by its id in the columns; kNone if it is not asked for.
  uint32_t PlaceOf(uint32_t part) const { return places_[part]; }
  const PartKey& key(uint32_t place) const { return *keys_[place]; }
  // The first place with the same level and code.
  uint32_t FirstPlaceOf(uint32_t place) const { return first_places_[place]; }
  size_t size() const { return keys_.size(); }

 private:
  std::vector<uint32_t> places_;  // by id
  std::vector<const PartKey*> keys_;
  std::vector<uint32_t> first_places_;
};

// One object a thread, merged at the end.
class PartAccumulator {
 public:
  // Of one part in one group.
  struct Totals {
    int64_t evaluation_count = 0;
    int64_t row_count = 0;
    int64_t points_hundredths = 0;
    int64_t weight_tenthousandths = 0;
    uint32_t name_place = WantedParts::kNone;  // place of the first name that occurred
    uint64_t last_row = 0;                     // the row that was counted last
  };

  // parts must outlive this. max_table: up to so many pairs of a group and a part a table of them; beyond, hashing.
  // max_pairs: once there are more pairs than that, nothing is added where they are hashed; whoever asks has too many of
  // them anyway.
  PartAccumulator(size_t group_count, const WantedParts& parts, size_t max_table, size_t max_pairs);

  // groups[i]: of the i-th row of the list.
  void Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups);
  // Of the same groups and parts.
  void Merge(const PartAccumulator& other);

  int64_t EvaluationCount(size_t group) const { return evaluation_counts_[group]; }
  // Pairs of a group and a part that occur.
  size_t PairCount() const;
  // All pairs, in the order of groups and parts.
  struct Pair {
    uint32_t group = 0;
    Totals totals;
  };
  std::vector<Pair> Pairs() const;

 private:
  uint64_t KeyOf(uint64_t group, uint32_t place) const { return group * parts_->size() + place; }
  void AddPart(uint32_t group, const Part& part);
  static void Merge(const Totals& from, Totals& into);

  const WantedParts* parts_;
  bool has_table_;
  size_t max_pairs_;
  std::vector<int64_t> evaluation_counts_;  // by group
  std::vector<Totals> table_;               // by KeyOf
  absl::flat_hash_map<uint64_t, Totals> hashed_;
  uint64_t row_ = 0;  // number of the row that is being added, from 1
};

}  // namespace heng
