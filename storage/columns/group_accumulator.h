// SPDX-License-Identifier: Apache-2.0
//
// Adds up the rows of each group of one grouping; one object a thread, merged at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/amount_accumulator.h"
#include "storage/columns/columns.h"
#include "storage/columns/row_list.h"
#include "storage/columns/value_counts.h"

namespace heng {

struct Measures {
  bool points = false;
  bool histogram = false;
  bool grades = false;
  bool amounts = false;
  std::vector<int64_t> percents_millionths;

  bool counts_totals() const { return histogram || !percents_millionths.empty(); }
};

// The grades that rows of a view can have, in the order of code and text.
class GradeTexts {
 public:
  GradeTexts(const Columns& columns, const ColumnsView& view);

  size_t size() const { return grades_.size(); }
  const Verdict& operator[](size_t place) const { return *grades_[place]; }
  // Places by id of a verdict.
  const uint32_t* places() const { return places_.data(); }

 private:
  std::vector<const Verdict*> grades_;
  std::vector<uint32_t> places_;
};

class GroupAccumulator {
 public:
  struct Options {
    size_t group_count = 0;
    Measures measures;
    uint32_t greatest_hundredths = 0;    // of all rows
    const GradeTexts* grades = nullptr;  // must outlive this
    size_t max_counters = 0;             // of 4 bytes, for each measure that counts values
  };
  explicit GroupAccumulator(const Options& options);

  // groups[i]: of the i-th row of the list.
  void Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups);
  // Of the same options.
  void Merge(const GroupAccumulator& other);

  int64_t RowCount(size_t group) const;
  // Everything but the keys. Once a group.
  void Write(size_t group, storage::v1::GroupSums& out);

 private:
  // Of a group, where its totals are not counted.
  struct Totals {
    int64_t row_count = 0;
    int64_t sum_hundredths = 0;
    uint32_t min_hundredths = 0xffffffff;
    uint32_t max_hundredths = 0;
  };

  void AddTotals(const ChunkRows& rows, const RowList& list, const uint32_t* groups);
  Totals WriteTotalCounts(size_t group, storage::v1::GroupSums& out);
  void WriteGrades(size_t group, storage::v1::ScoreSums& sums);

  Options options_;
  std::vector<Totals> totals_;
  std::optional<ValueCounts> total_counts_;
  std::optional<ValueCounts> grade_counts_;  // by place in the texts
  std::optional<AmountAccumulator> amounts_;
};

}  // namespace heng
