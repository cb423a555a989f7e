// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/amount_accumulator.h"

#include "analysis/score_sums.h"

namespace heng {
namespace {

constexpr int kAllGiven = kInitialGiven | kAdjustedGiven | kExecutedGiven;
constexpr int kRateGiven = kAdjustedGiven | kExecutedGiven;

uint64_t Unsigned(int64_t fen) { return static_cast<uint64_t>(fen); }

void Set(UInt128 value, storage::v1::WideSum& sum) { SetWide(static_cast<Int128>(value), sum); }

}  // namespace

void AmountAccumulator::Add(const ChunkRows& rows, const RowList& list, const uint32_t* groups) {
  const Chunk& chunk = *rows.chunk;
  list.Run([&, sums = sums_.data()](uint32_t size, const auto& row_at) {
    for (uint32_t i = 0; i < size; ++i) {
      const uint32_t row = row_at(i);
      const uint64_t adjusted_fen = Unsigned(chunk.adjusted_fen[row]);
      Sums& sum = sums[groups[i]];
      sum.initial_fen += Unsigned(chunk.initial_fen[row]);
      sum.adjusted_fen += adjusted_fen;
      sum.executed_fen += Unsigned(chunk.executed_fen[row]);
      sum.weighted_hundredths += UInt128{adjusted_fen} * uint64_t{chunk.total_hundredths[row]};
      if (chunk.given[row] != kAllGiven) AddLacking(chunk, row, lacking_[groups[i]]);
    }
  });
}

void AmountAccumulator::AddLacking(const Chunk& chunk, uint32_t row, Lacking& lacking) {
  const int given = chunk.given[row];
  lacking.initial_count += (given & kInitialGiven) == 0;
  lacking.adjusted_count += (given & kAdjustedGiven) == 0;
  lacking.executed_count += (given & kExecutedGiven) == 0;
  if ((given & kRateGiven) == kRateGiven) return;
  ++lacking.rated_count;
  lacking.rated_adjusted_fen += Unsigned(chunk.adjusted_fen[row]);
  lacking.rated_executed_fen += Unsigned(chunk.executed_fen[row]);
}

void AmountAccumulator::Merge(const AmountAccumulator& other) {
  for (size_t i = 0; i < sums_.size(); ++i) {
    sums_[i].initial_fen += other.sums_[i].initial_fen;
    sums_[i].adjusted_fen += other.sums_[i].adjusted_fen;
    sums_[i].executed_fen += other.sums_[i].executed_fen;
    sums_[i].weighted_hundredths += other.sums_[i].weighted_hundredths;
    lacking_[i].initial_count += other.lacking_[i].initial_count;
    lacking_[i].adjusted_count += other.lacking_[i].adjusted_count;
    lacking_[i].executed_count += other.lacking_[i].executed_count;
    lacking_[i].rated_count += other.lacking_[i].rated_count;
    lacking_[i].rated_adjusted_fen += other.lacking_[i].rated_adjusted_fen;
    lacking_[i].rated_executed_fen += other.lacking_[i].rated_executed_fen;
  }
}

void AmountAccumulator::Write(size_t group, int64_t row_count, storage::v1::AmountSums& sums) const {
  const Sums& sum = sums_[group];
  const Lacking& lacking = lacking_[group];
  sums.set_initial_count(row_count - lacking.initial_count);
  Set(sum.initial_fen, *sums.mutable_initial_fen());
  sums.set_adjusted_count(row_count - lacking.adjusted_count);
  Set(sum.adjusted_fen, *sums.mutable_adjusted_fen());
  sums.set_executed_count(row_count - lacking.executed_count);
  Set(sum.executed_fen, *sums.mutable_executed_fen());
  sums.set_rated_count(row_count - lacking.rated_count);
  Set(sum.adjusted_fen - lacking.rated_adjusted_fen, *sums.mutable_rated_adjusted_fen());
  Set(sum.executed_fen - lacking.rated_executed_fen, *sums.mutable_rated_executed_fen());
  Set(sum.weighted_hundredths, *sums.mutable_weighted_hundredths());
}

}  // namespace heng
