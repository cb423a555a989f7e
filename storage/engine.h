// SPDX-License-Identifier: Apache-2.0
//
// The seam between the store and what keeps its bytes: ordered keys, atomic transactions with guards,
// snapshots. Each sentence of a comment in this file is a promise that storage/testing/engine_conformance.h
// tests on every engine. Engines see bytes only; what keys and values mean is in keys.h and records.proto.
// All that an engine knows of a key is its space (key_space.h): the first two bytes, by which it may lay out
// its files.
//
// Statuses carry a reason and texts in both languages (engine_errors.h).
//
// What every engine can keep, a replicated one too: versions are compared for equality only, there is no
// global revision and no hot key, transactions have a stated size and are refused rather than split, a
// transaction stays in one partition, and "unknown" is an outcome of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

namespace heng {

// Identifies one write of one key. Equal versions of a key mean equal values; nothing else may be read from
// them. A version is never given twice for a key, not even after the key was deleted.
using Version = uint64_t;
inline constexpr Version kAbsent = 0;  // the key does not exist
// Stands for the version that an earlier transaction of the same Commit call gave to the key. What comes after another
// write of one chain is guarded so: nobody can know that version beforehand.
inline constexpr Version kWrittenEarlier = ~Version{0};

// A condition of a transaction: `key` has this version, or does not exist, or has the value that an earlier transaction of
// the same call gave it.
struct Guard {
  std::string key;
  Version version = kAbsent;
};

// A change of a transaction: `key` gets this value, or is deleted.
struct Write {
  std::string key;
  std::optional<std::string> value;
};

// Happens as a whole or not at all. No key appears twice among the writes.
struct Transaction {
  std::vector<Guard> guards;
  std::vector<Write> writes;
};

struct Row {
  std::string key;
  std::string value;
  Version version = kAbsent;
};

struct ScanRequest {
  std::string begin;  // first key that may be returned; names the space
  std::string end;    // first key that may not, in the same space; empty: the space to its end
  size_t limit =
      100;  // at most this many rows; 0 reads nothing, not even what is next, and only takes a snapshot
  std::string snapshot;  // empty: take one now
};

struct ScanPage {
  std::vector<Row> rows;  // in bytewise order of keys
  std::string snapshot;   // to be used for the next page, and released at the end
  std::string next;       // key at which the next page begins; empty: nothing is left
};

struct EngineLimits {
  size_t max_key_bytes = 0;
  size_t max_transaction_bytes = 0;  // keys and values of guards and writes together
  size_t max_transaction_items = 0;  // guards and writes together
  absl::Duration snapshot_lifetime;  // a snapshot lives this long after its last use, unless it is pushed out
  size_t max_snapshots = 0;          // held at the same time; one more pushes out the one unused for longest
};

// Thread-safe.
class Engine {
 public:
  virtual ~Engine() = default;

  // Runs transactions in their order and answers for each one by itself. A later transaction sees the writes
  // of the earlier ones. When the call returns, every transaction that answered OK is durable.
  //
  // Per transaction:
  //   OK                  all writes happened.
  //   ABORTED             a guard did not hold; nothing happened.
  //   INVALID_ARGUMENT    a key twice among the writes, a key of no space, or over a limit; nothing happened.
  //   RESOURCE_EXHAUSTED  the disk is full; nothing happened. Reads go on, and writes work again once there is room.
  //   UNAVAILABLE         the engine cannot write now; nothing happened.
  //   DATA_LOSS           what a guard rests on is damaged, or the engine met damage and writes nothing more; nothing happened.
  //   UNKNOWN             the transaction may or may not have happened. Whoever asked reads its own record to find out.
  virtual std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) = 0;

  // The newest rows of these keys, all at one instant, in the order of the keys; nothing for a key that does
  // not exist. A committed transaction is seen by every Get that begins after its Commit returned. Errors:
  // INVALID_ARGUMENT for a key of no space; UNAVAILABLE; DATA_LOSS if stored bytes are damaged. An error is
  // never reported as an absent key.
  virtual absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) = 0;

  // One page of the keys in [begin, end). All pages of one snapshot show the same instant, whatever is
  // committed between them. Errors: INVALID_ARGUMENT if the range is not within one space;
  // FAILED_PRECONDITION if the snapshot is gone (released, expired, pushed out by newer ones, or of another
  // process): begin again; UNAVAILABLE; DATA_LOSS.
  virtual absl::StatusOr<ScanPage> Scan(const ScanRequest& request) = 0;

  // Gives a snapshot back. Unknown snapshots are ignored.
  virtual void Release(absl::string_view snapshot) = 0;

  virtual EngineLimits limits() const = 0;

  // OK if the engine can read and write now; otherwise why not.
  virtual absl::Status Check() = 0;

  // Convenience: one transaction.
  absl::Status CommitOne(const Transaction& transaction) {
    return Commit(absl::MakeConstSpan(&transaction, 1)).front();
  }
};

}  // namespace heng
