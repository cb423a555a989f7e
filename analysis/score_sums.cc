// SPDX-License-Identifier: Apache-2.0
#include "analysis/score_sums.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace heng {

using google::protobuf::RepeatedField;
using google::protobuf::RepeatedPtrField;
using storage::v1::AmountSums;
using storage::v1::GradeCount;
using storage::v1::GroupedSums;
using storage::v1::GroupParts;
using storage::v1::GroupSums;
using storage::v1::Histogram;
using storage::v1::PartSums;
using storage::v1::ScoreSums;
using storage::v1::WideSum;

namespace {

// Merges two sorted lists into `into`. before(a, b): whether a comes before b; what is in neither order is one element of
// both lists, and add(from, into) makes one of it.
template <typename Element, typename Before, typename Add>
void MergeSorted(const RepeatedPtrField<Element>& from, const Before& before, const Add& add,
                 RepeatedPtrField<Element>& into) {
  if (from.empty()) return;
  RepeatedPtrField<Element> merged;
  merged.Reserve(std::max(from.size(), into.size()));
  auto left = from.begin();
  auto right = into.begin();
  while (left != from.end() || right != into.end()) {
    if (right == into.end() || (left != from.end() && before(*left, *right))) {
      *merged.Add() = *left++;
      continue;
    }
    if (left != from.end() && !before(*right, *left)) add(*left++, *right);
    *merged.Add() = std::move(*right++);
  }
  into.Swap(&merged);
}

void KeepFirst(const std::string& from, std::string& into) {
  if (from < into) into = from;
}

void AddWide(const WideSum& from, WideSum& into) { SetWide(FromWide(from) + FromWide(into), into); }

// Reads the totals of a histogram one after another.
class HistogramReader {
 public:
  explicit HistogramReader(const Histogram& histogram) : histogram_(histogram) { Read(); }

  bool at_end() const { return place_ == histogram_.counts_size(); }
  int64_t total() const { return total_; }
  int64_t count() const { return histogram_.counts(place_); }
  void Next() {
    ++place_;
    Read();
  }

 private:
  void Read() {
    if (!at_end()) total_ += histogram_.hundredths_deltas(place_);
  }

  const Histogram& histogram_;
  int place_ = 0;
  int64_t total_ = 0;
};

void MergeHistograms(const Histogram& from, Histogram& into) {
  Histogram merged;
  int64_t last = 0;
  const auto append = [&](int64_t total, int64_t count) {
    merged.add_hundredths_deltas(static_cast<uint32_t>(total - last));
    merged.add_counts(count);
    last = total;
  };
  HistogramReader left(from);
  HistogramReader right(into);
  while (!left.at_end() || !right.at_end()) {
    if (right.at_end() || (!left.at_end() && left.total() < right.total())) {
      append(left.total(), left.count());
      left.Next();
    } else if (left.at_end() || right.total() < left.total()) {
      append(right.total(), right.count());
      right.Next();
    } else {
      append(left.total(), left.count() + right.count());
      left.Next();
      right.Next();
    }
  }
  into.Swap(&merged);
}

void MergeGrades(const RepeatedPtrField<GradeCount>& from, RepeatedPtrField<GradeCount>& into) {
  const auto before = [](const GradeCount& a, const GradeCount& b) {
    return a.grade_code() < b.grade_code();
  };
  const auto add = [](const GradeCount& a, GradeCount& b) {
    KeepFirst(a.grade(), *b.mutable_grade());
    b.set_evaluation_count(b.evaluation_count() + a.evaluation_count());
  };
  MergeSorted(from, before, add, into);
}

void MergeAmounts(const AmountSums& from, AmountSums& into) {
  into.set_initial_count(into.initial_count() + from.initial_count());
  AddWide(from.initial_fen(), *into.mutable_initial_fen());
  into.set_adjusted_count(into.adjusted_count() + from.adjusted_count());
  AddWide(from.adjusted_fen(), *into.mutable_adjusted_fen());
  into.set_executed_count(into.executed_count() + from.executed_count());
  AddWide(from.executed_fen(), *into.mutable_executed_fen());
  into.set_rated_count(into.rated_count() + from.rated_count());
  AddWide(from.rated_adjusted_fen(), *into.mutable_rated_adjusted_fen());
  AddWide(from.rated_executed_fen(), *into.mutable_rated_executed_fen());
  AddWide(from.weighted_hundredths(), *into.mutable_weighted_hundredths());
}

void MergePoints(const ScoreSums& from, ScoreSums& into) {
  if (from.evaluation_count() == 0) return;
  const bool first = into.evaluation_count() == 0;
  into.set_min_hundredths(first ? from.min_hundredths()
                                : std::min(from.min_hundredths(), into.min_hundredths()));
  into.set_max_hundredths(first ? from.max_hundredths()
                                : std::max(from.max_hundredths(), into.max_hundredths()));
  into.set_total_hundredths(into.total_hundredths() + from.total_hundredths());
}

bool KeysBefore(const GroupSums& a, const GroupSums& b) {
  return std::lexicographical_compare(a.keys().begin(), a.keys().end(), b.keys().begin(), b.keys().end());
}

}  // namespace

Int128 FromWide(const WideSum& sum) {
  return static_cast<Int128>(static_cast<UInt128>(static_cast<uint64_t>(sum.high())) << 64 | sum.low());
}

void SetWide(Int128 value, WideSum& sum) {
  const auto bits = static_cast<UInt128>(value);
  sum.set_high(static_cast<int64_t>(static_cast<uint64_t>(bits >> 64)));
  sum.set_low(static_cast<uint64_t>(bits));
}

void MergeSums(const ScoreSums& from, ScoreSums& into) {
  MergePoints(from, into);  // reads the count of `into`
  into.set_evaluation_count(into.evaluation_count() + from.evaluation_count());
  if (from.has_histogram()) MergeHistograms(from.histogram(), *into.mutable_histogram());
  MergeGrades(from.grades(), *into.mutable_grades());
  if (from.has_amounts()) MergeAmounts(from.amounts(), *into.mutable_amounts());
}

void MergeGroups(const GroupedSums& from, GroupedSums& into) {
  const auto add = [](const GroupSums& a, GroupSums& b) { MergeSums(a.sums(), *b.mutable_sums()); };
  MergeSorted(from.groups(), KeysBefore, add, *into.mutable_groups());
}

void MergeParts(const GroupParts& from, GroupParts& into) {
  const auto before = [](const PartSums& a, const PartSums& b) {
    return std::forward_as_tuple(a.level(), a.code()) < std::forward_as_tuple(b.level(), b.code());
  };
  const auto add = [](const PartSums& a, PartSums& b) {
    KeepFirst(a.display_name(), *b.mutable_display_name());
    b.set_evaluation_count(b.evaluation_count() + a.evaluation_count());
    b.set_row_count(b.row_count() + a.row_count());
    b.set_points_hundredths(b.points_hundredths() + a.points_hundredths());
    b.set_weight_tenthousandths(b.weight_tenthousandths() + a.weight_tenthousandths());
  };
  if (into.keys().empty()) *into.mutable_keys() = from.keys();
  into.set_evaluation_count(into.evaluation_count() + from.evaluation_count());
  MergeSorted(from.parts(), before, add, *into.mutable_parts());
}

}  // namespace heng
