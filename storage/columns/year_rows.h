// SPDX-License-Identifier: Apache-2.0
//
// The rows of one fiscal year as their writer sees them: chunks, and an index by evaluation.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "storage/columns/chunk.h"
#include "storage/columns/columns.h"
#include "storage/columns/row_index.h"

namespace heng {

// A row before it is in its columns; see Chunk.
struct RowValues {
  uint32_t region = 0;
  uint32_t department = 0;
  uint32_t evaluation_id = 0;
  uint32_t verdict = 0;
  uint32_t total_hundredths = 0;
  int64_t initial_fen = 0;
  int64_t adjusted_fen = 0;
  int64_t executed_fen = 0;
  uint8_t form = 0;
  uint8_t category = 0;
  uint8_t given = 0;
  uint8_t filed_name = 0;
};

// For the writer's thread alone; what Publish returns is for everybody.
class YearRows {
 public:
  explicit YearRows(int year) : year_(year) {}
  YearRows(const YearRows&) = delete;
  YearRows& operator=(const YearRows&) = delete;

  int year() const { return year_; }

  // Appends a row and ends that of the same evaluation, if there is one, with this commit.
  void Put(const RowValues& row, absl::Span<const Part> parts, uint64_t commit);

  // What views of this commit see. First moves the rows that are left in chunks of which most have ended, so that the
  // memory of replaced revisions is given back once no older view needs it.
  YearView Publish(uint64_t commit);

  void AddMemory(ColumnsMemory& memory) const;

 private:
  // A chunk and the counts that only the writer needs.
  struct Counted {
    std::shared_ptr<Chunk> chunk;  // null: nothing was left in it
    uint32_t rows = 0;
    uint32_t ended = 0;

    bool MostlyEnded() const { return chunk != nullptr && ended * 2 > rows; }
  };

  uint64_t HashOf(uint32_t row) const;
  uint32_t Append(const RowValues& row, absl::Span<const Part> parts);
  Counted& RoomFor(size_t part_count);
  void End(uint32_t row, uint64_t commit);
  void Empty(size_t chunk, uint64_t commit);
  void CloseGaps();

  const int year_;
  std::vector<Counted> chunks_;
  RowIndex index_;  // live rows: chunk * Chunk::kRows + row in it
  size_t live_count_ = 0;
  uint32_t greatest_hundredths_ = 0;
  std::vector<size_t> mostly_ended_;  // closed chunks that are to be emptied
  size_t gap_count_ = 0;              // chunks in which nothing was left
  bool chunks_changed_ = false;
  std::shared_ptr<const std::vector<YearView::ClosedChunk>> published_;
};

}  // namespace heng
