// SPDX-License-Identifier: Apache-2.0
//
// Reads everything that is stored and compares it with the history: each chain from its first entry to its end, and against
// the history each document, head, row of the summary space and request record (but for those that request_expiry.h has removed). What is stored and has no entry does not
// fit either. Documents are bytes here: whether a score follows from its form is for the services to say.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/errors.h"
#include "storage/engine.h"
#include "storage/history/checkpoint.h"

namespace heng {

// A record that does not fit.
struct Misfit {
  std::string region;  // its code; empty: schemes
  int64_t entry = 0;   // number of the history entry that it belongs to; 0: it has none
  std::string name;    // with revision; of the region itself for chains; the key where there is no name
  std::string reason;  // code, such as DOCUMENT_CHANGED; all are in verify.cc
  Problem problem;
};

struct VerifyOptions {
  // Regions whose codes begin so, without schemes; empty: everything.
  std::string region_prefix;
  // What was true once: a checkpoint that was kept elsewhere. Regions outside the prefix are left out.
  std::vector<ChainMark> marks;
  // More misfits are counted, but not kept.
  size_t max_misfits = 100;
};

struct VerifyCounts {
  int64_t region_count = 0;
  int64_t entry_count = 0;
  int64_t document_count = 0;
  int64_t document_bytes = 0;
  int64_t row_count = 0;  // heads, request records and rows of the summary space
};

struct VerifyReport {
  VerifyCounts counts;
  int64_t misfit_count = 0;
  std::vector<Misfit> misfits;  // by region and entry
  std::vector<ChainMark> ends;  // of all chains that were read
};

// Everything at one instant, page by page; other work goes on meanwhile. Needs memory for one region's entries.
// on_progress: called after each page, may be null; false ends the verification with CANCELLED.
// Errors: those of Engine::Scan but DATA_LOSS, which is a misfit; FAILED_PRECONDITION (SNAPSHOT_GONE) if others pushed out
// the snapshot.
absl::StatusOr<VerifyReport> VerifyRecords(
    Engine& engine, const VerifyOptions& options,
    const std::function<bool(const VerifyCounts&)>& on_progress = nullptr);

}  // namespace heng
