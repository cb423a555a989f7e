// SPDX-License-Identifier: Apache-2.0
//
// Rows of one fiscal year, column by column. Bytes a row:
//
//   region, department, evaluation id, verdict, total, end of parts    6 x 4
//   initial, adjusted, executed                                        3 x 8
//   form (kind and state), category, given amounts, filed name         4 x 1
//                                                                    = 52
//
// and 5.7 to 8.6 in the index of its year (row_index.h). Its parts, one for each class, clause and finding code, have 16 each.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

namespace heng {

// What a row earns by one class, by one clause, or where one finding points to.
struct Part {
  uint32_t part = 0;  // Columns::part_key
  uint32_t row_count = 0;
  int32_t points_hundredths = 0;
  int32_t weight_tenthousandths = 0;
};

// Which amounts a row has. An amount that is not given is 0 in its column.
enum GivenAmount : uint8_t { kInitialGiven = 1, kAdjustedGiven = 2, kExecutedGiven = 4 };

// Kind and state in one byte.
inline constexpr int kMaxKind = 15;
inline constexpr int kMaxState = 15;
inline uint8_t FormOf(int kind, int state) { return static_cast<uint8_t>(kind | state << 4); }
inline int KindOf(uint8_t form) { return form & 15; }
inline int StateOf(uint8_t form) { return form >> 4; }

// One writer appends and ends rows; readers read rows below a count that a ColumnsView gave them. A row is never
// changed: another revision of its evaluation ends it and is appended as a row of its own.
struct Chunk {
  static constexpr size_t kRows = 8192;
  static constexpr size_t kPartBlock = 4096;
  static constexpr size_t kMaxPartBlocks = 512;

  std::array<uint32_t, kRows> region;            // Columns::region_code
  std::array<uint32_t, kRows> department;        // Columns::department
  std::array<uint32_t, kRows> evaluation_id;     // Columns::evaluation_id
  std::array<uint32_t, kRows> verdict;           // Columns::verdict
  std::array<uint32_t, kRows> total_hundredths;  // points
  std::array<uint32_t, kRows> parts_end;  // of this row's parts; they begin where those of the row before end
  std::array<int64_t, kRows> initial_fen;
  std::array<int64_t, kRows> adjusted_fen;
  std::array<int64_t, kRows> executed_fen;
  std::array<uint8_t, kRows> form;        // FormOf
  std::array<uint8_t, kRows> category;    // number of heng.v1.DepartmentCategory
  std::array<uint8_t, kRows> given;       // bits of GivenAmount
  std::array<uint8_t, kRows> filed_name;  // Columns::FiledName
  std::array<std::unique_ptr<Part[]>, kMaxPartBlocks> part_blocks;

  // No row was ever ended: every row below the view's count is live.
  bool all_live() const { return ended_.load(std::memory_order_acquire) == nullptr; }
  // Whether the row was still there after this commit.
  bool IsLive(size_t row, uint64_t commit) const {
    const std::atomic<uint64_t>* ended = ended_.load(std::memory_order_acquire);
    return ended == nullptr || ended[row].load(std::memory_order_relaxed) > commit;
  }
  // For the writer: views of this commit and later ones see the row no more.
  void End(size_t row, uint64_t commit) {
    if (ended_storage_ == nullptr) {
      ended_storage_ = std::make_unique<std::atomic<uint64_t>[]>(kRows);
      for (size_t i = 0; i < kRows; ++i) ended_storage_[i].store(kNever, std::memory_order_relaxed);
      ended_.store(ended_storage_.get(), std::memory_order_release);
    }
    ended_storage_[row].store(commit, std::memory_order_relaxed);
  }

  template <typename Visit>
  void ForEachPart(size_t row, const Visit& visit) const {
    for (uint32_t i = row == 0 ? 0 : parts_end[row - 1]; i < parts_end[row]; ++i) {
      visit(part_blocks[i / kPartBlock][i % kPartBlock]);
    }
  }

 private:
  static constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

  std::unique_ptr<std::atomic<uint64_t>[]> ended_storage_;
  std::atomic<std::atomic<uint64_t>*> ended_ = nullptr;
};

}  // namespace heng
