// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/group_accumulator.h"

#include <algorithm>
#include <tuple>

#include "analysis/statistics.h"

namespace heng {

using storage::v1::GradeCount;
using storage::v1::Histogram;
using storage::v1::ScoreSums;

namespace {

// Fills a histogram whose size is known.
class HistogramWriter {
 public:
  void Begin(size_t entry_count, Histogram& histogram) {
    const auto count = static_cast<int>(entry_count);
    histogram.mutable_hundredths_deltas()->Reserve(count);
    histogram.mutable_counts()->Reserve(count);
    delta_ = histogram.mutable_hundredths_deltas()->AddNAlreadyReserved(count);
    count_ = histogram.mutable_counts()->AddNAlreadyReserved(count);
  }
  void Add(uint32_t delta, int64_t count) {
    *delta_++ = delta;
    *count_++ = count;
  }

 private:
  uint32_t* delta_ = nullptr;
  int64_t* count_ = nullptr;
};

}  // namespace

GradeTexts::GradeTexts(const Columns& columns, const ColumnsView& view) : places_(view.verdict_count) {
  const auto before = [](const Verdict* a, const Verdict* b) {
    return std::tie(a->grade_code, a->grade) < std::tie(b->grade_code, b->grade);
  };
  for (uint32_t i = 0; i < view.verdict_count; ++i) grades_.push_back(&columns.verdict(i));
  std::sort(grades_.begin(), grades_.end(), before);
  const auto same = [&](const Verdict* a, const Verdict* b) { return !before(a, b); };
  grades_.erase(std::unique(grades_.begin(), grades_.end(), same), grades_.end());
  for (uint32_t i = 0; i < view.verdict_count; ++i) {
    const auto place = std::lower_bound(grades_.begin(), grades_.end(), &columns.verdict(i), before);
    places_[i] = static_cast<uint32_t>(place - grades_.begin());
  }
}

GroupAccumulator::GroupAccumulator(const Options& options) : options_(options) {
  const Measures& measures = options.measures;
  if (measures.counts_totals()) {
    total_counts_.emplace(options.group_count, uint64_t{options.greatest_hundredths} + 1,
                          options.max_counters);
  } else {
    totals_.resize(options.group_count);
  }
  if (measures.grades) {
    grade_counts_.emplace(options.group_count, options.grades->size(), options.max_counters);
  }
  if (measures.amounts) amounts_.emplace(options.group_count);
}

void GroupAccumulator::Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups) {
  const Chunk& chunk = *rows.chunk;
  if (total_counts_) {
    total_counts_->Add(list, groups, [&chunk](uint32_t row) { return chunk.total_hundredths[row]; });
  } else {
    AddTotals(rows, list, groups);
  }
  if (grade_counts_) {
    const uint32_t* const places = options_.grades->places();
    grade_counts_->Add(list, groups, [&chunk, places](uint32_t row) { return places[chunk.verdict[row]]; });
  }
  if (amounts_) amounts_->Add(rows, list, groups);
}

void GroupAccumulator::AddTotals(const ChunkRows& rows, const RowList& list, const uint32_t* groups) {
  const Chunk& chunk = *rows.chunk;
  list.Run([&, totals = totals_.data()](uint32_t size, const auto& row_at) {
    if (!options_.measures.points) {
      for (uint32_t i = 0; i < size; ++i) ++totals[groups[i]].row_count;
      return;
    }
    for (uint32_t i = 0; i < size; ++i) {
      const uint32_t hundredths = chunk.total_hundredths[row_at(i)];
      Totals& group = totals[groups[i]];
      ++group.row_count;
      group.sum_hundredths += hundredths;
      group.min_hundredths = std::min(group.min_hundredths, hundredths);
      group.max_hundredths = std::max(group.max_hundredths, hundredths);
    }
  });
}

void GroupAccumulator::Merge(const GroupAccumulator& other) {
  for (size_t i = 0; i < totals_.size(); ++i) {
    const Totals& from = other.totals_[i];
    totals_[i].row_count += from.row_count;
    totals_[i].sum_hundredths += from.sum_hundredths;
    totals_[i].min_hundredths = std::min(totals_[i].min_hundredths, from.min_hundredths);
    totals_[i].max_hundredths = std::max(totals_[i].max_hundredths, from.max_hundredths);
  }
  if (total_counts_) total_counts_->Merge(*other.total_counts_);
  if (grade_counts_) grade_counts_->Merge(*other.grade_counts_);
  if (amounts_) amounts_->Merge(*other.amounts_);
}

int64_t GroupAccumulator::RowCount(size_t group) const {
  return total_counts_ ? total_counts_->RowCount(group) : totals_[group].row_count;
}

void GroupAccumulator::Write(size_t group, storage::v1::GroupSums& out) {
  const Totals totals = total_counts_ ? WriteTotalCounts(group, out) : totals_[group];
  ScoreSums& sums = *out.mutable_sums();
  sums.set_evaluation_count(totals.row_count);
  if (options_.measures.points && totals.row_count > 0) {
    sums.set_total_hundredths(totals.sum_hundredths);
    sums.set_min_hundredths(totals.min_hundredths);
    sums.set_max_hundredths(totals.max_hundredths);
  }
  if (grade_counts_) WriteGrades(group, sums);
  if (amounts_) amounts_->Write(group, totals.row_count, *sums.mutable_amounts());
}

GroupAccumulator::Totals GroupAccumulator::WriteTotalCounts(size_t group, storage::v1::GroupSums& out) {
  HistogramWriter histogram;
  if (options_.measures.histogram) {
    histogram.Begin(total_counts_->DistinctCount(group), *out.mutable_sums()->mutable_histogram());
  }
  PercentilePicker percentiles(options_.measures.percents_millionths, total_counts_->RowCount(group));
  Totals totals;
  total_counts_->ForEach(group, [&](uint32_t hundredths, int64_t count) {
    if (options_.measures.histogram) histogram.Add(hundredths - totals.max_hundredths, count);
    percentiles.Add(hundredths, count);
    totals.row_count += count;
    totals.sum_hundredths += hundredths * count;
    totals.min_hundredths = std::min(totals.min_hundredths, hundredths);
    totals.max_hundredths = hundredths;
  });
  out.mutable_percentile_hundredths()->Add(percentiles.percentiles().begin(),
                                           percentiles.percentiles().end());
  return totals;
}

void GroupAccumulator::WriteGrades(size_t group, ScoreSums& sums) {
  grade_counts_->ForEach(group, [&](uint32_t place, int64_t count) {
    const Verdict& grade = (*options_.grades)[place];
    const bool another_text =
        !sums.grades().empty() && sums.grades().rbegin()->grade_code() == grade.grade_code;
    GradeCount& sum = another_text ? *sums.mutable_grades()->rbegin() : *sums.add_grades();
    if (!another_text) {
      sum.set_grade_code(grade.grade_code);
      sum.set_grade(grade.grade);
    }
    sum.set_evaluation_count(sum.evaluation_count() + count);
  });
}

}  // namespace heng
