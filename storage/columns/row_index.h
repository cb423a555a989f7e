// SPDX-License-Identifier: Apache-2.0
//
// Finds rows by their keys, which stay in the columns: a slot has a row number and 8 bits of its key's hash. Between 58 and
// 87 % of the slots are used, so a row costs 5.7 to 8.6 bytes; a hash table of the library would be up to twice as large.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace heng {

// For one thread. Rows are found, replaced and added, never removed. Hashes must be mixed well in all their bits.
class RowIndex {
 public:
  // The slot of the row that same(row) is true for; nullptr if there is none. Valid until the next Add.
  template <typename Same>
  uint32_t* Find(uint64_t hash, const Same& same) {
    if (rows_.empty()) return nullptr;
    const uint8_t tag = TagOf(hash);
    for (size_t slot = SlotOf(hash); tags_[slot] != kEmpty; slot = Next(slot)) {
      if (tags_[slot] == tag && same(rows_[slot])) return &rows_[slot];
    }
    return nullptr;
  }

  // Adds a row that Find does not find. hash_of: the hash of any row that was added.
  template <typename HashOf>
  void Add(uint64_t hash, uint32_t row, const HashOf& hash_of) {
    if ((size_ + 1) * 8 > rows_.size() * 7) Grow(hash_of);
    Place(hash, row);
    ++size_;
  }

  // Gives every row another number, which must not change its key.
  template <typename NewNumber>
  void Renumber(const NewNumber& new_number) {
    for (size_t slot = 0; slot < rows_.size(); ++slot) {
      if (tags_[slot] != kEmpty) rows_[slot] = new_number(rows_[slot]);
    }
  }

  size_t bytes() const { return rows_.capacity() * sizeof(uint32_t) + tags_.capacity(); }

 private:
  static constexpr uint8_t kEmpty = 0;

  static uint8_t TagOf(uint64_t hash) { return std::max<uint8_t>(1, static_cast<uint8_t>(hash)); }
  size_t SlotOf(uint64_t hash) const { return ((hash >> 32) * rows_.size()) >> 32; }
  size_t Next(size_t slot) const { return slot + 1 == rows_.size() ? 0 : slot + 1; }

  void Place(uint64_t hash, uint32_t row) {
    size_t slot = SlotOf(hash);
    while (tags_[slot] != kEmpty) slot = Next(slot);
    tags_[slot] = TagOf(hash);
    rows_[slot] = row;
  }

  template <typename HashOf>
  void Grow(const HashOf& hash_of) {
    std::vector<uint32_t> old_rows(rows_.size() + rows_.size() / 2 + 64);
    std::vector<uint8_t> old_tags(old_rows.size(), kEmpty);
    old_rows.swap(rows_);
    old_tags.swap(tags_);
    for (size_t slot = 0; slot < old_rows.size(); ++slot) {
      if (old_tags[slot] != kEmpty) Place(hash_of(old_rows[slot]), old_rows[slot]);
    }
  }

  std::vector<uint32_t> rows_;
  std::vector<uint8_t> tags_;
  size_t size_ = 0;
};

}  // namespace heng
