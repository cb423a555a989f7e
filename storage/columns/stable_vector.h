// SPDX-License-Identifier: Apache-2.0
//
// A vector that one thread appends to while others read: elements never move.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>

namespace heng {

// One writer. A reader may read elements below a size that the writer has handed to it through a lock or an atomic; it
// must not ask for size(). Elements are kept in blocks of 1,024, 1,024, 2,048, 4,096 ... of them.
template <typename T>
class StableVector {
 public:
  size_t size() const { return size_; }

  const T& operator[](size_t index) const {
    const size_t block = BlockOf(index);
    return blocks_[block][index - FirstOf(block)];
  }
  // For the writer; what it may change while others read is for it to know.
  T& operator[](size_t index) { return const_cast<T&>(std::as_const(*this)[index]); }

  // The new element's index.
  size_t PushBack(T value) {
    const size_t block = BlockOf(size_);
    if (blocks_[block] == nullptr) blocks_[block] = std::make_unique<T[]>(SizeOf(block));
    blocks_[block][size_ - FirstOf(block)] = std::move(value);
    return size_++;
  }

  // For the writer: with the room that is not used yet.
  size_t bytes() const {
    return size_ == 0 ? 0 : (FirstOf(BlockOf(size_ - 1)) + SizeOf(BlockOf(size_ - 1))) * sizeof(T);
  }

 private:
  static constexpr int kFirstBits = 10;
  static size_t BlockOf(size_t index) { return std::bit_width(index >> kFirstBits); }
  static size_t FirstOf(size_t block) { return block == 0 ? 0 : size_t{1} << (kFirstBits + block - 1); }
  static size_t SizeOf(size_t block) { return block == 0 ? size_t{1} << kFirstBits : FirstOf(block); }

  std::array<std::unique_ptr<T[]>, 48> blocks_;
  size_t size_ = 0;
};

}  // namespace heng
