// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/part_accumulator.h"

#include <tuple>

namespace heng {

WantedParts::WantedParts(const Columns& columns, const ColumnsView& view, storage::v1::PartKind kind,
                         int class_level)
    : places_(view.part_count, kNone) {
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < view.part_count; ++id) {
    const PartKey& key = columns.part_key(id);
    if (key.kind == kind && (class_level == 0 || key.level == class_level)) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end(), [&](uint32_t a, uint32_t b) {
    const PartKey& left = columns.part_key(a);
    const PartKey& right = columns.part_key(b);
    return std::tie(left.level, left.code, left.display_name) <
           std::tie(right.level, right.code, right.display_name);
  });
  for (const uint32_t id : ids) {
    const auto place = static_cast<uint32_t>(keys_.size());
    const PartKey& key = columns.part_key(id);
    const bool only_name_differs =
        place > 0 && keys_.back()->level == key.level && keys_.back()->code == key.code;
    first_places_.push_back(only_name_differs ? first_places_.back() : place);
    keys_.push_back(&key);
    places_[id] = place;
  }
}

PartAccumulator::PartAccumulator(size_t group_count, const WantedParts& parts, size_t max_table,
                                 size_t max_pairs)
    : parts_(&parts),
      has_table_(parts.size() <= max_table / std::max<size_t>(group_count, 1)),
      max_pairs_(max_pairs),
      evaluation_counts_(group_count) {
  if (has_table_) table_.resize(group_count * parts.size());
}

void PartAccumulator::Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups) {
  const Chunk& chunk = *rows.chunk;
  list.Run([&](uint32_t size, const auto& row_at) {
    for (uint32_t i = 0; i < size; ++i) {
      ++row_;
      ++evaluation_counts_[groups[i]];
      chunk.ForEachPart(row_at(i), [&, group = groups[i]](const Part& part) { AddPart(group, part); });
    }
  });
}

void PartAccumulator::AddPart(uint32_t group, const Part& part) {
  const uint32_t place = parts_->PlaceOf(part.part);
  if (place == WantedParts::kNone) return;
  if (hashed_.size() > max_pairs_) return;
  const uint64_t key = KeyOf(group, parts_->FirstPlaceOf(place));
  Totals& totals = has_table_ ? table_[key] : hashed_[key];
  // A row that has a part twice is one evaluation.
  if (totals.last_row != row_) ++totals.evaluation_count;
  totals.last_row = row_;
  totals.row_count += part.row_count;
  totals.points_hundredths += part.points_hundredths;
  totals.weight_tenthousandths += part.weight_tenthousandths;
  totals.name_place = std::min(totals.name_place, place);
}

void PartAccumulator::Merge(const Totals& from, Totals& into) {
  into.evaluation_count += from.evaluation_count;
  into.row_count += from.row_count;
  into.points_hundredths += from.points_hundredths;
  into.weight_tenthousandths += from.weight_tenthousandths;
  into.name_place = std::min(into.name_place, from.name_place);
}

void PartAccumulator::Merge(const PartAccumulator& other) {
  for (size_t i = 0; i < evaluation_counts_.size(); ++i) evaluation_counts_[i] += other.evaluation_counts_[i];
  for (size_t i = 0; i < table_.size(); ++i) Merge(other.table_[i], table_[i]);
  for (const auto& [key, totals] : other.hashed_) Merge(totals, hashed_[key]);
}

size_t PartAccumulator::PairCount() const {
  const auto occurs = [](const Totals& totals) { return totals.evaluation_count > 0; };
  return hashed_.size() + static_cast<size_t>(std::count_if(table_.begin(), table_.end(), occurs));
}

std::vector<PartAccumulator::Pair> PartAccumulator::Pairs() const {
  std::vector<std::pair<uint64_t, const Totals*>> keyed;
  for (uint64_t key = 0; key < table_.size(); ++key) {
    if (table_[key].evaluation_count > 0) keyed.emplace_back(key, &table_[key]);
  }
  for (const auto& [key, totals] : hashed_) keyed.emplace_back(key, &totals);
  std::sort(keyed.begin(), keyed.end());
  std::vector<Pair> pairs;
  pairs.reserve(keyed.size());
  for (const auto& [key, totals] : keyed) {
    pairs.push_back({.group = static_cast<uint32_t>(key / parts_->size()), .totals = *totals});
  }
  return pairs;
}

}  // namespace heng
