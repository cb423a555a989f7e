// SPDX-License-Identifier: Apache-2.0
#include "storage/request_expiry.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "heng/storage/v1/records.pb.h"
#include "storage/keys.h"
#include "storage/record_info.h"
#include "storage/region_walk.h"

namespace heng {
namespace {

using storage::v1::StoredRequest;
using storage::v1::StoredRequestExpiry;

constexpr size_t kRowsInPage = 1000;

// How many records one transaction may remove: each is guarded and written, and so is how far they were removed.
size_t MostRemovedAtOnce(const Engine& engine) { return engine.limits().max_transaction_items / 2 - 1; }

absl::StatusOr<std::vector<Row>> ExpiredAmong(std::vector<Row> rows, int64_t kept_since_unix_ms) {
  std::vector<Row> expired;
  for (Row& row : rows) {
    HENG_ASSIGN_OR_RETURN(const StoredRequest request, ParseStored<StoredRequest>(row));
    if (request.unix_ms() < kept_since_unix_ms) expired.push_back(std::move(row));
  }
  return expired;
}

// Removes these records of one region, unless somebody else has changed them.
absl::Status Remove(Engine& engine, const std::string& region, absl::Span<const Row> expired,
                    int64_t kept_since_unix_ms) {
  const std::string expiry_key = RequestExpiryKey(region);
  HENG_ASSIGN_OR_RETURN(const std::vector<std::optional<Row>> before, engine.Get({expiry_key}));
  StoredRequestExpiry expiry;
  if (before.front()) {
    HENG_ASSIGN_OR_RETURN(expiry, ParseStored<StoredRequestExpiry>(*before.front()));
  }
  expiry.set_kept_since_unix_ms(std::max(expiry.kept_since_unix_ms(), kept_since_unix_ms));
  Transaction transaction;
  transaction.guards.push_back({expiry_key, before.front() ? before.front()->version : kAbsent});
  transaction.writes.push_back({expiry_key, expiry.SerializeAsString()});
  for (const Row& row : expired) {
    transaction.guards.push_back({row.key, row.version});
    transaction.writes.push_back({row.key, std::nullopt});
  }
  return engine.CommitOne(transaction);
}

// The requests of one page, which may span regions.
absl::StatusOr<int64_t> RemoveExpired(Engine& engine, std::vector<Row> rows, int64_t kept_since_unix_ms) {
  HENG_ASSIGN_OR_RETURN(const std::vector<Row> expired, ExpiredAmong(std::move(rows), kept_since_unix_ms));
  const absl::Span<const Row> all(expired);
  for (size_t begin = 0; begin < all.size();) {
    HENG_ASSIGN_OR_RETURN(const std::string region, RegionOfKey(all[begin].key));
    size_t end = begin;
    while (end < all.size() && end - begin < MostRemovedAtOnce(engine)) {
      HENG_ASSIGN_OR_RETURN(const std::string next, RegionOfKey(all[end].key));
      if (next != region) break;
      ++end;
    }
    HENG_RETURN_IF_ERROR(Remove(engine, region, all.subspan(begin, end - begin), kept_since_unix_ms));
    begin = end;
  }
  return static_cast<int64_t>(expired.size());
}

// The requests of schemes, which belong to no region, or of all regions.
WalkRange RequestsOf(bool schemes) {
  return {.space = KeySpace::kRows, .regions = {.is_prefix = !schemes}, .prefix = RequestsInRegion()};
}

}  // namespace

absl::StatusOr<int64_t> ExpireRequests(Engine& engine, absl::Time kept_since,
                                       const std::function<bool()>& stop) {
  int64_t removed = 0;
  for (const bool schemes : {true, false}) {
    const WalkRange range = RequestsOf(schemes);
    std::string start;
    do {
      if (stop && stop()) return removed;
      // Each page at an instant of its own: what is removed is guarded, and what comes meanwhile is young.
      HENG_ASSIGN_OR_RETURN(const std::string snapshot, TakeSnapshot(engine, range));
      absl::StatusOr<WalkPage> page = WalkRegions(engine, range, start, snapshot, kRowsInPage);
      engine.Release(snapshot);
      HENG_RETURN_IF_ERROR(page.status());
      HENG_ASSIGN_OR_RETURN(const int64_t count,
                            RemoveExpired(engine, std::move(page->rows), absl::ToUnixMillis(kept_since)));
      removed += count;
      start = std::move(page->next);
    } while (!start.empty());
  }
  return removed;
}

RequestExpiry::RequestExpiry(Engine& engine, const Clock& clock, absl::Duration retention)
    : engine_(engine), clock_(clock), retention_(retention), thread_([this] { Run(); }) {}

RequestExpiry::~RequestExpiry() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool RequestExpiry::Closed() {
  std::lock_guard<std::mutex> lock(mutex_);
  return closed_;
}

void RequestExpiry::Run() {
  const absl::Duration interval = std::clamp(retention_ / 24, absl::Minutes(1), absl::Hours(24));
  for (;;) {
    const absl::StatusOr<int64_t> removed =
        ExpireRequests(engine_, clock_.Now() - retention_, [this] { return Closed(); });
    if (!removed.ok()) {
      // Nothing depends on it; the next round tries again.
      Log(LogLevel::kWarning, "requests_not_expired", {{"error", std::string(removed.status().message())}});
    } else if (*removed > 0) {
      Log(LogLevel::kInfo, "requests_expired", {{"requests", absl::StrCat(*removed)}});
    }
    std::unique_lock<std::mutex> lock(mutex_);
    if (changed_.wait_for(lock, absl::ToChronoNanoseconds(interval), [this] { return closed_; })) return;
  }
}

}  // namespace heng
