// SPDX-License-Identifier: Apache-2.0
//
// Callers that write to a record store as departments do: new forms, updates with etags, catalogue entries, several at once,
// most of them with request ids. An oracle hears of everything.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "storage/record_store.h"
#include "tests/fault/record_oracle.h"

namespace heng::fault {

struct LoadOptions {
  // Bytes of a document, which do not compress.
  size_t min_document_bytes = 20;
  size_t max_document_bytes = 2'000;
  // Writes that a caller sends before it waits, at most.
  int max_batch = 6;
};

// One caller with names of its own; regions are shared with other callers.
class RecordCaller {
 public:
  // oracle must outlive the caller.
  RecordCaller(int number, uint64_t seed, const LoadOptions& options, RecordOracle& oracle);

  // Sends one batch and waits for all answers, which are handed back.
  std::vector<absl::Status> Step(RecordStore& store);

 private:
  storage::v1::RecordWrite NextWrite();
  storage::v1::RecordWrite NewForm();
  std::string Document();
  int64_t Below(int64_t limit) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(limit)); }
  void Remember(const storage::v1::RecordWrite& write, const RecordStore::Outcome& outcome);

  const int number_;
  const LoadOptions options_;
  RecordOracle& oracle_;
  std::mt19937_64 random_;
  int64_t next_ = 0;                          // numbers names and request ids
  std::map<std::string, std::string> etags_;  // of forms with nothing in flight, by name
};

// Each caller in a thread of its own, until one of its batches is not acknowledged as a whole or `stop` says so.
void RunCallers(std::vector<RecordCaller>& callers, RecordStore& store, const std::function<bool()>& stop);

}  // namespace heng::fault
