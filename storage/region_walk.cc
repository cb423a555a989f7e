// SPDX-License-Identifier: Apache-2.0
#include "storage/region_walk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr int kMaxScansPerPage = 512;

struct KeyRange {
  std::string begin;
  std::string end;
};

// Everything that the walk may touch.
KeyRange WholeRange(const WalkRange& range) {
  if (range.regions.is_prefix) {
    return {RegionsBegin(range.space, range.regions.code), RegionsEnd(range.space, range.regions.code)};
  }
  return {RegionPrefix(range.space, range.regions.code), RegionEnd(range.space, range.regions.code)};
}

// What the walk wants of one region.
KeyRange WantedOf(const WalkRange& range, const std::string& region) {
  std::string begin = absl::StrCat(RegionPrefix(range.space, region), range.prefix);
  std::string end = EndOfPrefix(begin);
  return {std::move(begin), std::move(end)};
}

class Walk {
 public:
  Walk(Engine& engine, const WalkRange& range, absl::string_view start, absl::string_view snapshot,
       size_t limit)
      : engine_(engine), range_(range), snapshot_(snapshot), limit_(limit), whole_(WholeRange(range)) {
    position_ = std::max(whole_.begin, std::string(start));
  }

  absl::StatusOr<WalkPage> Run() {
    while (!position_.empty() && page_.rows.size() < limit_ && scans_ < kMaxScansPerPage) {
      HENG_RETURN_IF_ERROR(Step());
    }
    page_.next = position_;
    return std::move(page_);
  }

 private:
  // Takes rows of one region and moves the position behind them.
  absl::Status Step() {
    if (range_.prefix.empty()) return Take(whole_.end, /*behind=*/"");
    if (!range_.regions.is_prefix) {
      KeyRange wanted = WantedOf(range_, range_.regions.code);
      position_ = std::max(position_, wanted.begin);
      return Take(wanted.end, /*behind=*/"");
    }
    HENG_ASSIGN_OR_RETURN(ScanPage probe, Scan(whole_.end, 1));
    if (probe.rows.empty()) {
      position_.clear();
      return absl::OkStatus();
    }
    HENG_ASSIGN_OR_RETURN(const std::string region, RegionOfKey(probe.rows[0].key));
    const KeyRange wanted = WantedOf(range_, region);
    const std::string behind = RegionEnd(range_.space, region);
    if (probe.rows[0].key >= wanted.end) {
      position_ = behind;
      return absl::OkStatus();
    }
    position_ = std::max(probe.rows[0].key, wanted.begin);
    return Take(wanted.end, behind);
  }

  // Takes rows up to `end`; where all were taken, the position is then `behind`.
  absl::Status Take(const std::string& end, const std::string& behind) {
    HENG_ASSIGN_OR_RETURN(ScanPage scanned, Scan(end, limit_ - page_.rows.size()));
    std::move(scanned.rows.begin(), scanned.rows.end(), std::back_inserter(page_.rows));
    position_ = scanned.next.empty() ? behind : scanned.next;
    return absl::OkStatus();
  }

  absl::StatusOr<ScanPage> Scan(const std::string& end, size_t limit) {
    ++scans_;
    return engine_.Scan({.begin = position_, .end = end, .limit = limit, .snapshot = snapshot_});
  }

  Engine& engine_;
  const WalkRange& range_;
  const std::string snapshot_;
  const size_t limit_;
  const KeyRange whole_;
  std::string position_;  // where to go on; empty: nothing is left
  int scans_ = 0;
  WalkPage page_;
};

}  // namespace

absl::StatusOr<std::string> TakeSnapshot(Engine& engine, const WalkRange& range) {
  const KeyRange whole = WholeRange(range);
  HENG_ASSIGN_OR_RETURN(const ScanPage page,
                        engine.Scan({.begin = whole.begin, .end = whole.end, .limit = 0}));
  return page.snapshot;
}

absl::StatusOr<WalkPage> WalkRegions(Engine& engine, const WalkRange& range, absl::string_view start,
                                     absl::string_view snapshot, size_t limit) {
  return Walk(engine, range, start, snapshot, limit).Run();
}

}  // namespace heng
