// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/occurring_groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace heng {

OccurringGroups::OccurringGroups(const GroupCodes& codes, size_t max_table, size_t max_noted)
    : codes_(&codes), has_table_(codes.size() <= max_table), max_noted_(max_noted) {}

void OccurringGroups::Note(const ChunkRows& rows, const RowList& list) {
  if (has_table_) {
    if (occurs_.empty()) occurs_.resize(static_cast<size_t>(codes_->size()));
    std::array<uint32_t, Chunk::kRows> codes;
    codes_->Fill(rows, list, codes.data());
    for (uint32_t i = 0; i < list.size(); ++i) occurs_[codes[i]] = 1;
    return;
  }
  if (occurring_.size() > max_noted_) return;
  std::vector<UInt128> codes(list.size());
  codes_->Fill(rows, list, codes.data());
  for (const UInt128 code : codes) occurring_.insert(code);
}

void OccurringGroups::Merge(OccurringGroups&& other) {
  if (occurs_.empty()) occurs_.swap(other.occurs_);
  for (size_t code = 0; code < other.occurs_.size(); ++code) occurs_[code] |= other.occurs_[code];
  if (occurring_.size() < other.occurring_.size()) occurring_.swap(other.occurring_);
  occurring_.insert(other.occurring_.begin(), other.occurring_.end());
}

void OccurringGroups::Number() {
  numbers_.resize(occurs_.size());
  for (size_t code = 0; code < occurs_.size(); ++code) {
    if (occurs_[code] == 0) continue;
    numbers_[code] = static_cast<uint32_t>(codes_of_numbers_.size());
    codes_of_numbers_.push_back(code);
  }
  hashed_numbers_.reserve(occurring_.size());
  for (const absl::uint128 code : occurring_) {
    hashed_numbers_.emplace(code, codes_of_numbers_.size());
    codes_of_numbers_.push_back(static_cast<UInt128>(code));
  }
  occurs_ = {};
  occurring_ = {};
  size_ = codes_of_numbers_.size();
}

void OccurringGroups::NumberAll() {
  all_ = true;
  has_table_ = true;
  size_ = static_cast<size_t>(codes_->size());
}

void OccurringGroups::Fill(const ChunkRows& rows, const RowList& list, uint32_t* numbers) const {
  if (has_table_) {
    codes_->Fill(rows, list, numbers);
    if (all_) return;
    for (uint32_t i = 0; i < list.size(); ++i) numbers[i] = numbers_[numbers[i]];
    return;
  }
  std::vector<UInt128> codes(list.size());
  codes_->Fill(rows, list, codes.data());
  for (uint32_t i = 0; i < list.size(); ++i) numbers[i] = hashed_numbers_.find(codes[i])->second;
}

}  // namespace heng
