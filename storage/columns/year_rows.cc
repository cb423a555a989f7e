// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/year_rows.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"

namespace heng {
namespace {

constexpr size_t kMaxParts = Chunk::kPartBlock * Chunk::kMaxPartBlocks;
constexpr size_t kMaxChunks = (size_t{1} << 32) / Chunk::kRows;

size_t ChunkOf(uint32_t row) { return row / Chunk::kRows; }
size_t PlaceOf(uint32_t row) { return row % Chunk::kRows; }

// The finalizer of MurmurHash3: every bit of the key changes every bit of the hash.
uint64_t HashOfKey(uint32_t department, uint32_t evaluation_id) {
  uint64_t hash = uint64_t{department} << 32 | evaluation_id;
  hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
  hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53;
  return hash ^ hash >> 33;
}

uint32_t PartsEnd(const Chunk& chunk, size_t rows) { return rows == 0 ? 0 : chunk.parts_end[rows - 1]; }

RowValues ValuesOf(const Chunk& chunk, size_t row) {
  return {.region = chunk.region[row],
          .department = chunk.department[row],
          .evaluation_id = chunk.evaluation_id[row],
          .verdict = chunk.verdict[row],
          .total_hundredths = chunk.total_hundredths[row],
          .initial_fen = chunk.initial_fen[row],
          .adjusted_fen = chunk.adjusted_fen[row],
          .executed_fen = chunk.executed_fen[row],
          .form = chunk.form[row],
          .category = chunk.category[row],
          .given = chunk.given[row],
          .filed_name = chunk.filed_name[row]};
}

void Store(Chunk& chunk, size_t at, const RowValues& row, absl::Span<const Part> parts) {
  chunk.region[at] = row.region;
  chunk.department[at] = row.department;
  chunk.evaluation_id[at] = row.evaluation_id;
  chunk.verdict[at] = row.verdict;
  chunk.total_hundredths[at] = row.total_hundredths;
  chunk.initial_fen[at] = row.initial_fen;
  chunk.adjusted_fen[at] = row.adjusted_fen;
  chunk.executed_fen[at] = row.executed_fen;
  chunk.form[at] = row.form;
  chunk.category[at] = row.category;
  chunk.given[at] = row.given;
  chunk.filed_name[at] = row.filed_name;
  uint32_t end = PartsEnd(chunk, at);
  for (const Part& part : parts) {
    std::unique_ptr<Part[]>& block = chunk.part_blocks[end / Chunk::kPartBlock];
    if (block == nullptr) block = std::make_unique<Part[]>(Chunk::kPartBlock);
    block[end++ % Chunk::kPartBlock] = part;
  }
  chunk.parts_end[at] = end;
}

}  // namespace

void YearRows::Put(const RowValues& row, absl::Span<const Part> parts, uint64_t commit) {
  const uint64_t hash = HashOfKey(row.department, row.evaluation_id);
  uint32_t* const old = index_.Find(hash, [&](uint32_t other) {
    const Chunk& chunk = *chunks_[ChunkOf(other)].chunk;
    return chunk.department[PlaceOf(other)] == row.department &&
           chunk.evaluation_id[PlaceOf(other)] == row.evaluation_id;
  });
  const uint32_t added = Append(row, parts);
  if (old == nullptr) {
    index_.Add(hash, added, [&](uint32_t other) { return HashOf(other); });
    ++live_count_;
  } else {
    End(*old, commit);
    *old = added;
  }
}

YearView YearRows::Publish(uint64_t commit) {
  // Moving rows closes chunks, which may then be mostly ended themselves.
  while (!mostly_ended_.empty()) {
    const size_t chunk = mostly_ended_.back();
    mostly_ended_.pop_back();
    Empty(chunk, commit);
  }
  if (gap_count_ * 2 > chunks_.size()) CloseGaps();
  if (chunks_changed_) {
    auto chunks = std::make_shared<std::vector<YearView::ClosedChunk>>();
    chunks->reserve(chunks_.size());
    for (const Counted& counted : chunks_) chunks->push_back({counted.chunk, counted.rows});
    published_ = std::move(chunks);
    chunks_changed_ = false;
  }
  return {.year = year_,
          .chunks = published_,
          .last_chunk_rows = chunks_.back().rows,
          .row_count = live_count_,
          .greatest_hundredths = greatest_hundredths_};
}

void YearRows::AddMemory(ColumnsMemory& memory) const {
  for (const Counted& counted : chunks_) {
    if (counted.chunk == nullptr) continue;
    memory.row_count += counted.rows;
    memory.row_bytes += sizeof(Chunk);
    if (!counted.chunk->all_live()) memory.row_bytes += Chunk::kRows * sizeof(uint64_t);
    const size_t parts = PartsEnd(*counted.chunk, counted.rows);
    memory.part_count += parts;
    memory.part_bytes +=
        (parts + Chunk::kPartBlock - 1) / Chunk::kPartBlock * Chunk::kPartBlock * sizeof(Part);
  }
  memory.row_bytes += index_.bytes() + chunks_.capacity() * sizeof(Counted);
}

uint64_t YearRows::HashOf(uint32_t row) const {
  const Chunk& chunk = *chunks_[ChunkOf(row)].chunk;
  return HashOfKey(chunk.department[PlaceOf(row)], chunk.evaluation_id[PlaceOf(row)]);
}

uint32_t YearRows::Append(const RowValues& row, absl::Span<const Part> parts) {
  Counted& last = RoomFor(parts.size());
  Store(*last.chunk, last.rows, row, parts);
  greatest_hundredths_ = std::max(greatest_hundredths_, row.total_hundredths);
  return static_cast<uint32_t>((chunks_.size() - 1) * Chunk::kRows + last.rows++);
}

// The last chunk, if it takes another row with so many parts; else a new one behind it.
YearRows::Counted& YearRows::RoomFor(size_t part_count) {
  HENG_CHECK(part_count <= kMaxParts);
  if (!chunks_.empty()) {
    Counted& last = chunks_.back();
    const bool fits = last.rows < Chunk::kRows && PartsEnd(*last.chunk, last.rows) + part_count <= kMaxParts;
    if (fits) return last;
    if (last.MostlyEnded()) mostly_ended_.push_back(chunks_.size() - 1);
  }
  HENG_CHECK(chunks_.size() < kMaxChunks);
  // Not make_shared: that would write zeros over columns that nobody reads before they are filled.
  chunks_.push_back({.chunk = std::shared_ptr<Chunk>(new Chunk)});
  chunks_changed_ = true;
  return chunks_.back();
}

void YearRows::End(uint32_t row, uint64_t commit) {
  Counted& counted = chunks_[ChunkOf(row)];
  const bool was_mostly_ended = counted.MostlyEnded();
  counted.chunk->End(PlaceOf(row), commit);
  ++counted.ended;
  const bool closed = ChunkOf(row) + 1 < chunks_.size();
  if (closed && !was_mostly_ended && counted.MostlyEnded()) mostly_ended_.push_back(ChunkOf(row));
}

// Appends the chunk's live rows again, ends them here and lets the chunk go.
void YearRows::Empty(size_t chunk, uint64_t commit) {
  const std::shared_ptr<Chunk> from = chunks_[chunk].chunk;
  std::vector<Part> parts;
  for (size_t row = 0; row < chunks_[chunk].rows; ++row) {
    if (!from->IsLive(row, commit)) continue;
    parts.clear();
    from->ForEachPart(row, [&](const Part& part) { parts.push_back(part); });
    Put(ValuesOf(*from, row), parts, commit);
  }
  chunks_[chunk].chunk = nullptr;
  ++gap_count_;
  chunks_changed_ = true;
}

// Without this the list of chunks would grow with every revision ever written.
void YearRows::CloseGaps() {
  std::vector<uint32_t> moved_to;
  std::vector<Counted> left;
  for (Counted& counted : chunks_) {
    moved_to.push_back(static_cast<uint32_t>(left.size()));
    if (counted.chunk != nullptr) left.push_back(std::move(counted));
  }
  chunks_ = std::move(left);
  index_.Renumber([&](uint32_t row) {
    return static_cast<uint32_t>(moved_to[ChunkOf(row)] * Chunk::kRows + PlaceOf(row));
  });
  gap_count_ = 0;
}

}  // namespace heng
