// SPDX-License-Identifier: Apache-2.0
//
// How many rows of each group have each value: totals for histograms, texts of grades. A counter for each value where
// these are few; otherwise the values themselves, to be sorted at the end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "storage/columns/radix_sort.h"
#include "storage/columns/row_list.h"

namespace heng {

class ValueCounts {
 public:
  // Values are below `width`; it keeps at most max_counters counters of 4 bytes.
  ValueCounts(size_t group_count, uint64_t width, size_t max_counters)
      : width_(width), has_counters_(width <= max_counters / std::max<size_t>(group_count, 1)) {
    if (has_counters_) {
      counters_.resize(group_count * width);
    } else {
      lists_.resize(group_count);
    }
  }

  // groups[i]: of the i-th row of the list.
  template <typename ValueOfRow>
  void Add(const RowList& list, const uint32_t* groups, const ValueOfRow& value_of_row) {
    list.Run([&, width = width_, counters = counters_.data()](uint32_t size, const auto& row_at) {
      if (has_counters_) {
        for (uint32_t i = 0; i < size; ++i) ++counters[groups[i] * width + value_of_row(row_at(i))];
      } else {
        for (uint32_t i = 0; i < size; ++i) lists_[groups[i]].push_back(value_of_row(row_at(i)));
      }
    });
  }

  // Of the same groups and width.
  void Merge(const ValueCounts& other) {
    for (size_t i = 0; i < counters_.size(); ++i) counters_[i] += other.counters_[i];
    for (size_t i = 0; i < lists_.size(); ++i) {
      lists_[i].insert(lists_[i].end(), other.lists_[i].begin(), other.lists_[i].end());
    }
  }

  int64_t RowCount(size_t group) const {
    if (!has_counters_) return static_cast<int64_t>(lists_[group].size());
    const auto begin = counters_.begin() + static_cast<ptrdiff_t>(group * width_);
    return std::accumulate(begin, begin + static_cast<ptrdiff_t>(width_), int64_t{0});
  }

  // How many values occur. Sorts what has no counters.
  size_t DistinctCount(size_t group) {
    if (has_counters_) {
      const auto begin = counters_.begin() + static_cast<ptrdiff_t>(group * width_);
      return width_ - std::count(begin, begin + static_cast<ptrdiff_t>(width_), 0U);
    }
    size_t count = 0;
    ForEach(group, [&count](uint32_t, int64_t) { ++count; });
    return count;
  }

  // Calls visit(value, count) for each value that occurs, in ascending order.
  template <typename Visit>
  void ForEach(size_t group, const Visit& visit) {
    if (has_counters_) {
      const uint32_t* const counters = counters_.data() + group * width_;
      for (uint64_t value = 0; value < width_; ++value) {
        if (counters[value] != 0) visit(static_cast<uint32_t>(value), int64_t{counters[value]});
      }
      return;
    }
    std::vector<uint32_t>& list = lists_[group];
    if (!std::is_sorted(list.begin(), list.end())) SortNumbers(list, scratch_);
    for (auto begin = list.begin(); begin != list.end();) {
      const auto end = std::find_if(begin, list.end(), [value = *begin](uint32_t v) { return v != value; });
      visit(*begin, int64_t{end - begin});
      begin = end;
    }
  }

 private:
  uint64_t width_;
  bool has_counters_;
  std::vector<uint32_t> counters_;            // group * width + value
  std::vector<std::vector<uint32_t>> lists_;  // by group
  std::vector<uint32_t> scratch_;
};

}  // namespace heng
