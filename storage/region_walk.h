// SPDX-License-Identifier: Apache-2.0
//
// Scans the same range of keys in one region after another. What lies between is skipped by seeking behind
// it, so a page costs no more than it holds, plus two seeks for each region on the way; how many of those is
// bounded.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine.h"
#include "storage/key_space.h"

namespace heng {

// One region, or all whose code begins with a prefix.
struct RegionPattern {
  std::string code;
  bool is_prefix = false;
};

struct WalkRange {
  KeySpace space = KeySpace::kRows;
  RegionPattern regions;
  std::string prefix;  // of what lies behind the region in the keys; empty: all of it
};

struct WalkPage {
  std::vector<Row> rows;
  std::string next;  // key at which the next page begins; empty: nothing is left
};

// Takes a snapshot for a walk; it must be released.
absl::StatusOr<std::string> TakeSnapshot(Engine& engine, const WalkRange& range);

// At most `limit` rows from `start` on (empty: from the beginning). A page may be short, even empty, with
// `next` set. Errors: those of Engine::Scan.
absl::StatusOr<WalkPage> WalkRegions(Engine& engine, const WalkRange& range, absl::string_view start,
                                     absl::string_view snapshot, size_t limit);

}  // namespace heng
