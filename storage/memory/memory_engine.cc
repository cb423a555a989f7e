// SPDX-License-Identifier: Apache-2.0
#include "storage/memory/memory_engine.h"

#include <utility>

#include "base/status_macros.h"
#include "storage/engine_checks.h"
#include "storage/engine_errors.h"

namespace heng {

MemoryEngine::MemoryEngine(const Clock& clock)
    : snapshots_(clock, EmbeddedEngineLimits().max_snapshots, EmbeddedEngineLimits().snapshot_lifetime) {}

EngineLimits MemoryEngine::limits() const { return EmbeddedEngineLimits(); }

std::vector<absl::Status> MemoryEngine::Commit(absl::Span<const Transaction> transactions) {
  std::vector<absl::Status> outcomes;
  outcomes.reserve(transactions.size());
  std::lock_guard<std::mutex> lock(mutex_);
  const Version first_of_call = last_version_ + 1;
  for (const Transaction& transaction : transactions)
    outcomes.push_back(CommitLocked(transaction, first_of_call));
  return outcomes;
}

absl::Status MemoryEngine::CommitLocked(const Transaction& transaction, Version first_of_call) {
  HENG_RETURN_IF_ERROR(CheckTransaction(transaction, limits()));
  for (const Guard& guard : transaction.guards) {
    auto found = entries_.find(guard.key);
    const Version version = found == entries_.end() ? kAbsent : found->second.version;
    if (!GuardHolds(guard, version, first_of_call)) return GuardFailed();
  }
  for (const Write& write : transaction.writes) {
    ++last_version_;
    if (write.value) {
      entries_[write.key] = {std::make_shared<const std::string>(*write.value), last_version_};
    } else {
      entries_.erase(write.key);
    }
  }
  return absl::OkStatus();
}

std::shared_ptr<const MemoryEngine::Entries> MemoryEngine::CopyOfEntries() {
  std::lock_guard<std::mutex> lock(mutex_);
  return std::make_shared<const Entries>(entries_);
}

absl::StatusOr<std::vector<std::optional<Row>>> MemoryEngine::Get(absl::Span<const std::string> keys) {
  HENG_RETURN_IF_ERROR(CheckKeys(keys));
  std::vector<std::optional<Row>> rows(keys.size());
  std::lock_guard<std::mutex> lock(mutex_);
  for (size_t i = 0; i < keys.size(); ++i) {
    auto found = entries_.find(keys[i]);
    if (found == entries_.end()) continue;
    rows[i] = Row{.key = keys[i], .value = *found->second.value, .version = found->second.version};
  }
  return rows;
}

absl::StatusOr<ScanPage> MemoryEngine::Scan(const ScanRequest& request) {
  HENG_RETURN_IF_ERROR(CheckScan(request));
  ScanPage page{.snapshot = request.snapshot};
  if (page.snapshot.empty()) {
    page.snapshot = snapshots_.Hold(CopyOfEntries());
  }
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const Entries> entries, snapshots_.Find(page.snapshot));
  if (request.limit == 0) return page;
  const std::string end = EndOfScan(request);
  for (auto it = entries->lower_bound(request.begin); it != entries->end() && it->first < end; ++it) {
    if (page.rows.size() == request.limit) {
      page.next = it->first;
      break;
    }
    page.rows.push_back({.key = it->first, .value = *it->second.value, .version = it->second.version});
  }
  return page;
}

void MemoryEngine::Release(absl::string_view snapshot) { snapshots_.Release(snapshot); }

}  // namespace heng
