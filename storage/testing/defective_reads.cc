// SPDX-License-Identifier: Apache-2.0
//
// Defects of reading.
#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "storage/engine_errors.h"
#include "storage/testing/defective_parts.h"

namespace heng::testing {

const Entries& DefectiveEngine::EntriesForGet() {
  if (Has(Defect::kReadsTheStateBeforeTheLastCommit)) return world_.before_last_commit;
  if (Has(Defect::kReadsOldStateOnOtherThreads) && world_.get_count++ % 2 == 1 &&
      world_.last_committer != std::this_thread::get_id()) {
    return world_.after_first_commit;
  }
  if (Has(Defect::kReadsAtTheLastSnapshot)) {
    for (const auto& [token, snapshot] : world_.snapshots) {
      if (snapshot.number == world_.snapshot_count) return *snapshot.entries;
    }
  }
  return world_.entries;
}

absl::StatusOr<std::optional<Row>> DefectiveEngine::Find(const Entries& entries,
                                                         const std::string& key) const {
  if (world_.damaged_keys.count(key) > 0) {
    if (Has(Defect::kReportsDamageAsAbsence)) return std::optional<Row>();
    return StoredBytesDamaged("test");
  }
  const auto found = entries.find(Stored(key));
  if (found == entries.end()) return std::optional<Row>();
  if (Has(Defect::kTakesEmptyValuesForAbsent) && found->second.value.empty()) return std::optional<Row>();
  return std::optional<Row>(Row{.key = Has(Defect::kNamesNoKeys) ? "" : key,
                                .value = found->second.value,
                                .version = found->second.version});
}

absl::StatusOr<std::vector<std::optional<Row>>> DefectiveEngine::Get(absl::Span<const std::string> keys) {
  Lock lock(world_.mutex);
  if (world_.disk_full && Has(Defect::kStopsReadingOnAFullDisk)) return Told(DiskFull());
  if (Has(Defect::kRefusesToDoNothing) && keys.empty()) return Told(BadEngineRequest("no keys", "没有键"));
  if (!Has(Defect::kTakesKeysOfNoSpace)) {
    if (const absl::Status checked = CheckKeys(keys); !checked.ok()) return Told(checked);
  }
  std::vector<std::string> ordered(keys.begin(), keys.end());
  if (Has(Defect::kAnswersInTheOrderOfItsKeys)) std::sort(ordered.begin(), ordered.end());
  const Entries entries = EntriesForGet();
  std::set<std::string> seen;
  std::vector<std::optional<Row>> rows;
  for (const std::string& key : ordered) {
    if (Has(Defect::kReadsKeyByKey) && rows.size() == 1) WaitForACommit(lock);
    absl::StatusOr<std::optional<Row>> row =
        Find(Has(Defect::kReadsKeyByKey) ? world_.entries : entries, key);
    if (!row.ok()) return Told(row.status());
    const bool again = !seen.insert(key).second;
    rows.push_back(again && Has(Defect::kAnswersKeysOnce) ? std::nullopt : *std::move(row));
  }
  return rows;
}

absl::Status DefectiveEngine::CheckRange(const ScanRequest& request) const {
  if (Has(Defect::kTakesAnyRange) || (Has(Defect::kTakesKeysOfNoSpace) && SpaceOf(request.begin))) {
    return CheckScan({.begin = request.begin});
  }
  return CheckScan(request);
}

std::string DefectiveEngine::EndOf(const ScanRequest& request) const {
  if (request.end.empty() && Has(Defect::kLeavesTheSpace)) return std::string(1, kKeyLayoutVersion + 1);
  if (!request.end.empty() && Has(Defect::kReturnsTheEnd)) return request.end + std::string(1, '\0');
  return EndOfScan(request);
}

absl::StatusOr<ScanPage> DefectiveEngine::Scan(const ScanRequest& request) {
  Lock lock(world_.mutex);
  if (world_.disk_full && Has(Defect::kStopsReadingOnAFullDisk)) return Told(DiskFull());
  if (const absl::Status checked = CheckRange(request); !checked.ok()) return Told(checked);
  ScanPage page{.snapshot = request.snapshot.empty() ? Hold(request) : request.snapshot};
  const absl::StatusOr<Snapshot*> snapshot = FindSnapshot(page.snapshot, request);
  if (!snapshot.ok()) return Told(snapshot.status());
  std::shared_ptr<const Entries> entries = (*snapshot)->entries;
  const bool moves_on =
      (Has(Defect::kReadsPagesAtDifferentInstants) && !request.snapshot.empty()) ||
      (Has(Defect::kReadsSpacesAtDifferentInstants) && (*snapshot)->space != *SpaceOf(request.begin));
  if (moves_on) {
    WaitForACommit(lock);
    entries = std::make_shared<Entries>(world_.entries);
  }
  if (const absl::Status filled = FillPage(*entries, request, page); !filled.ok()) return Told(filled);
  if (Has(Defect::kScansBackwards)) std::reverse(page.rows.begin(), page.rows.end());
  return page;
}

absl::Status DefectiveEngine::FillPage(const Entries& entries, const ScanRequest& request,
                                       ScanPage& page) const {
  if (request.limit == 0 && !Has(Defect::kReadsForLimitZero)) return absl::OkStatus();
  size_t limit = request.limit;
  if (Has(Defect::kReturnsOneRowTooMany) && limit < entries.size()) ++limit;
  auto it = entries.lower_bound(request.begin);
  const bool is_later_page =
      !request.snapshot.empty() && request.begin.size() > SpacePrefix(KeySpace::kRows).size();
  if (Has(Defect::kSkipsTheFirstRowOfLaterPages) && is_later_page && it != entries.end()) ++it;
  for (const std::string end = EndOf(request); it != entries.end() && it->first < end; ++it) {
    const auto& [key, entry] = *it;
    if (page.rows.size() == limit) {
      page.next = Has(Defect::kRepeatsTheLastRowOfThePage) && limit > 0 ? page.rows.back().key : key;
      return absl::OkStatus();
    }
    if (world_.damaged_keys.count(key) > 0) {
      return Has(Defect::kEndsScansAtDamage) ? absl::OkStatus() : StoredBytesDamaged("test");
    }
    const Version version = Has(Defect::kShowsOtherVersionsInScans) ? entry.version + 1 : entry.version;
    page.rows.push_back({.key = key, .value = entry.value, .version = version});
  }
  if (Has(Defect::kSaysThatSomethingIsLeft) && page.rows.size() == limit && limit > 0) {
    page.next = page.rows.back().key + std::string(1, '\0');
  }
  return absl::OkStatus();
}

std::map<std::string, Snapshot>::iterator DefectiveEngine::ToPushOut() {
  const auto sooner = [this](const auto& a, const auto& b) {
    if (Has(Defect::kPushesOutTheOldest)) return a.second.taken < b.second.taken;
    if (Has(Defect::kPushesOutTheNewest)) return a.second.taken > b.second.taken;
    return a.second.last_use < b.second.last_use;
  };
  return std::min_element(world_.snapshots.begin(), world_.snapshots.end(), sooner);
}

std::string DefectiveEngine::Hold(const ScanRequest& request) {
  if (world_.snapshots.size() >= limits().max_snapshots && !Has(Defect::kPushesOutNothing)) {
    world_.snapshots.erase(ToPushOut());
  }
  const Entries& entries =
      Has(Defect::kScansTheStateBeforeTheLastCommit) ? world_.before_last_commit : world_.entries;
  const int number = ++world_.snapshot_count;
  const std::string token =
      Has(Defect::kNumbersSnapshots) ? absl::StrCat(number) : absl::BytesToHexString(RandomBytes(16));
  const absl::Time now = clock_.Now();
  world_.snapshots[token] = {std::make_shared<Entries>(entries), *SpaceOf(request.begin), number, now, now};
  return token;
}

absl::StatusOr<Snapshot*> DefectiveEngine::FindSnapshot(std::string& token, const ScanRequest& request) {
  const absl::Time now = clock_.Now();
  for (auto it = world_.snapshots.begin(); it != world_.snapshots.end();) {
    const absl::Time since = Has(Defect::kSnapshotsExpireByAge) ? it->second.taken : it->second.last_use;
    const bool expired = now - since > limits().snapshot_lifetime && !Has(Defect::kSnapshotsNeverExpire);
    it = expired ? world_.snapshots.erase(it) : std::next(it);
  }
  if (Has(Defect::kTakesAnotherSnapshotForOneThatIsGone) && world_.snapshots.count(token) == 0)
    token = Hold(request);
  const auto found = world_.snapshots.find(token);
  if (found == world_.snapshots.end()) return SnapshotGone();
  if (request.limit > 0 || !Has(Defect::kSnapshotsOfLimitZeroAreNotUsed)) found->second.last_use = now;
  return &found->second;
}

void DefectiveEngine::Release(absl::string_view snapshot) {
  Lock lock(world_.mutex);
  if (Has(Defect::kIgnoresRelease)) return;
  const bool known = world_.snapshots.erase(std::string(snapshot)) > 0;
  if (!known && Has(Defect::kReleasesAnyForUnknown)) world_.snapshots.clear();
}

}  // namespace heng::testing
