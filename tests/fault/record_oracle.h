// SPDX-License-Identifier: Apache-2.0
//
// Knows of every write that was sent to a record store what its caller knows: acknowledged, refused or still in flight.
// Compares it with what a store holds after a fault.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "heng/storage/v1/storage_service.pb.h"
#include "storage/engine.h"
#include "storage/record_store.h"

namespace heng::fault {

// Outcome of a comparison.
struct Comparison {
  int64_t acknowledged = 0;  // writes that must be there
  int64_t lost = 0;          // of those: gone, or not as they were acknowledged
  int64_t survived = 0;      // writes in flight that are there as a whole
  int64_t vanished = 0;      // writes in flight that are not there at all
  int64_t misfits = 0;       // of the history
  int64_t data_losses = 0;   // reads that said so
  // What is wrong, the first ones in words.
  int64_t problem_count = 0;
  std::vector<std::string> problems;

  bool ok() const { return problem_count == 0; }
  std::string ToString() const;
};

// Thread-safe. A name has at most one write in flight, and none follows one whose outcome is unknown until the next
// Compare.
class RecordOracle {
 public:
  // To be called before the write is sent; returns what to call Answered with.
  size_t Sent(const storage::v1::RecordWrite& write);
  void Answered(size_t ticket, const RecordStore::Outcome& outcome);

  int64_t acknowledged_count() const;

  // Reads everything back, without writing: each acknowledged revision as it was acknowledged, its request id found with
  // the first answer; each write in flight there as a whole or not at all; everything as the history says, and not an
  // entry more.
  Comparison Compare(RecordStore& store, Engine& engine);

  // Sends every write with a request id once more, as callers do that heard nothing: what was acknowledged gets its first
  // answer, what was in flight happens exactly once. Then compares again; writes in flight are settled by it.
  Comparison CompareAndRetry(RecordStore& store, Engine& engine);

  // Reads one acknowledged write back, chosen by `number`; says what is wrong, or nothing.
  std::string ReadOne(RecordStore& store, uint64_t number) const;

  // For another process that compares: everything must have been answered.
  void Save(const std::string& path) const;
  static void Load(const std::string& path, RecordOracle& oracle);

 private:
  enum class State { kInFlight, kAcknowledged, kRefused };
  struct SentWrite {
    storage::v1::RecordWrite write;
    State state = State::kInFlight;
    storage::v1::RecordInfo info;  // if acknowledged
  };
  class Reading;

  mutable std::mutex mutex_;
  std::vector<SentWrite> writes_;
};

}  // namespace heng::fault
