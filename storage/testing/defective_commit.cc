// SPDX-License-Identifier: Apache-2.0
//
// Defects of writing.
#include <algorithm>
#include <chrono>
#include <utility>

#include "storage/engine_errors.h"
#include "storage/testing/defective_parts.h"

namespace heng::testing {

absl::Status DefectiveEngine::Told(const absl::Status& status) const {
  return Has(Defect::kSaysNoReason) ? absl::Status(status.code(), status.message()) : status;
}

void DefectiveEngine::WaitForACommit(Lock& lock) {
  const int seen = world_.commit_count;
  world_.changed.wait_for(lock, std::chrono::milliseconds(2), [&] { return world_.commit_count > seen; });
}

std::vector<absl::Status> DefectiveEngine::Commit(absl::Span<const Transaction> transactions) {
  Lock lock(world_.mutex);
  std::vector<absl::Status> statuses = CommitLocked(transactions, lock);
  for (absl::Status& status : statuses) status = Told(status);
  return statuses;
}

absl::Status DefectiveEngine::WritesRefused() const {
  if (world_.disk_full) return DiskFull();
  return world_.away ? EngineAway("test") : absl::OkStatus();
}

std::vector<absl::Status> DefectiveEngine::CommitLocked(absl::Span<const Transaction> transactions,
                                                        Lock& lock) {
  std::vector<absl::Status> statuses(transactions.size(), WritesRefused());
  const bool writes_all_the_same =
      (world_.disk_full && Has(Defect::kWritesToAFullDisk)) || (world_.away && Has(Defect::kWritesWhileAway));
  if (!WritesRefused().ok() && !writes_all_the_same) return statuses;
  size_t call_bytes = 0;
  for (const Transaction& transaction : transactions) {
    for (const Write& write : transaction.writes) call_bytes += write.value ? write.value->size() : 0;
  }
  if (Has(Defect::kLimitsCallsInsteadOfTransactions) && call_bytes > limits().max_transaction_bytes) {
    return std::vector<absl::Status>(transactions.size(), OverEngineLimit("bytes", call_bytes, 0));
  }
  Call call{.before = world_.entries};
  world_.before_last_commit = world_.entries;
  for (size_t i = 0; i < transactions.size(); ++i) {
    const size_t index = Has(Defect::kRunsBackwards) ? transactions.size() - 1 - i : i;
    if (Has(Defect::kAnswersOkAndDoesNothing) && i > 0 && i + 1 == transactions.size()) continue;
    const absl::Status status = Run(transactions[index], call, lock);
    if (statuses[index].ok()) statuses[index] = status;
    const bool stops = (Has(Defect::kRefusesAllForOne) && !status.ok()) ||
                       (Has(Defect::kReportsDamageForWhatHappened) && absl::IsDataLoss(status));
    if (!stops) continue;
    if (!Has(Defect::kReportsDamageForWhatHappened)) world_.entries = call.before;
    return std::vector<absl::Status>(transactions.size(), status);
  }
  if (std::exchange(world_.next_is_unknown, false)) {
    if (!world_.unknown_happens && !Has(Defect::kUnknownIsHalf)) world_.entries = call.before;
    for (absl::Status& status : statuses) {
      if (status.ok() && !Has(Defect::kAnswersOkForUnknown)) status = CommitOutcomeUnknown("test");
    }
  }
  if (Has(Defect::kChangesAllVersionsWithEachCommit)) {
    for (auto& [key, entry] : world_.entries) entry.version = world_.last_version;
  }
  if (world_.commit_count++ == 0) world_.after_first_commit = world_.entries;
  world_.last_committer = std::this_thread::get_id();
  world_.changed.notify_all();
  return statuses;
}

absl::Status DefectiveEngine::Run(const Transaction& transaction, Call& call, Lock& lock) {
  const bool writes_too_many =
      Has(Defect::kWritesWhatHasTooManyItems) &&
      transaction.guards.size() + transaction.writes.size() > limits().max_transaction_items;
  if (Has(Defect::kRefusesToDoNothing) && transaction.guards.empty() && transaction.writes.empty()) {
    return BadEngineRequest("nothing to do", "无事可做");
  }
  absl::Status status = CheckSize(transaction);
  if (!status.ok() && !writes_too_many) return status;
  const absl::Status guarded = CheckGuards(transaction, call);
  if (!guarded.ok()) {
    for (const Write& write : transaction.writes) call.refused.insert(write.key);
    if (Has(Defect::kWritesHalfOfWhatItRefuses) && !transaction.writes.empty())
      Apply(transaction.writes[0], call);
    return guarded;
  }
  if (Has(Defect::kChecksGuardsWithoutLock) && !transaction.guards.empty()) {
    ++world_.waiting_count;
    world_.changed.notify_all();
    world_.changed.wait_for(lock, std::chrono::milliseconds(5), [&] { return world_.waiting_count > 1; });
    // Those that have met go on together.
    world_.changed.notify_all();
    lock.unlock();
    std::this_thread::yield();
    lock.lock();
    --world_.waiting_count;
  }
  for (const Write& write : transaction.writes) {
    if (Has(Defect::kWritesOneSpaceOnly) && SpaceOf(write.key) != SpaceOf(transaction.writes[0].key))
      continue;
    if (Has(Defect::kRefusesToDeleteTheAbsent) && !write.value && world_.entries.count(write.key) == 0) {
      return GuardFailed();
    }
    Apply(write, call);
    if (Has(Defect::kUnknownIsHalf) && world_.next_is_unknown) break;
  }
  return status;
}

absl::Status DefectiveEngine::CheckSize(Transaction transaction) const {
  EngineLimits checked = limits();
  if (Has(Defect::kTakesKeysThatAreTooLong)) ++checked.max_key_bytes;
  if (Has(Defect::kRefusesTheLongestKey)) --checked.max_key_bytes;
  if (Has(Defect::kDoesNotCountGuards)) checked.max_transaction_items += transaction.guards.size();
  if (Has(Defect::kDoesNotCountBytesOfGuards)) {
    for (const Guard& guard : transaction.guards) checked.max_transaction_bytes += guard.key.size();
  }
  auto& guards = transaction.guards;
  auto& writes = transaction.writes;
  if (Has(Defect::kTakesKeysOfNoSpace)) {
    const auto of_no_space = [](const auto& item) { return !SpaceOf(item.key).has_value(); };
    guards.erase(std::remove_if(guards.begin(), guards.end(), of_no_space), guards.end());
    writes.erase(std::remove_if(writes.begin(), writes.end(), of_no_space), writes.end());
  }
  if (Has(Defect::kTakesKeysTwice)) {
    std::set<std::string> seen;
    const auto again = [&](const Write& write) { return !seen.insert(write.key).second; };
    writes.erase(std::remove_if(writes.begin(), writes.end(), again), writes.end());
  }
  return CheckTransaction(transaction, checked);
}

absl::Status DefectiveEngine::CheckGuards(const Transaction& transaction, const Call& call) const {
  if (Has(Defect::kIgnoresGuards)) return absl::OkStatus();
  for (const Guard& guard : transaction.guards) {
    if (world_.damaged_keys.count(guard.key) > 0) {
      if (!Has(Defect::kGuardsTakeDamageForAbsence)) return StoredBytesDamaged("test");
      if (guard.version != kAbsent) return GuardFailed();
      continue;
    }
    const bool is_written = std::any_of(transaction.writes.begin(), transaction.writes.end(),
                                        [&](const Write& write) { return write.key == guard.key; });
    if (Has(Defect::kIgnoresGuardsOnKeysThatAreNotWritten) && !is_written) continue;
    if (!Holds(guard, call)) return GuardFailed();
    if (Has(Defect::kChecksTheFirstGuardOnly)) break;
  }
  return absl::OkStatus();
}

bool DefectiveEngine::Holds(const Guard& guard, const Call& call) const {
  if (guard.version == kWrittenEarlier) return HoldsAsWrittenEarlier(guard.key, call);
  if (guard.version == kAbsent && Has(Defect::kIgnoresAbsentGuards)) return true;
  const Entries& entries = Has(Defect::kGuardsSeeTheStateBeforeTheCall) ? call.before : world_.entries;
  const auto found = entries.find(guard.key);
  return guard.version == (found == entries.end() ? kAbsent : found->second.version);
}

bool DefectiveEngine::HoldsAsWrittenEarlier(const std::string& key, const Call& call) const {
  if (Has(Defect::kWrittenEarlierAlwaysHolds)) return true;
  if (Has(Defect::kWrittenEarlierNeverHolds)) return false;
  if (Has(Defect::kWrittenEarlierHoldsInLaterCalls) && world_.entries.count(key) > 0) return true;
  if (Has(Defect::kWrittenEarlierHoldsForDeletions) && call.deleted.count(key) > 0) return true;
  if (Has(Defect::kWrittenEarlierHoldsForRefusals) && call.refused.count(key) > 0) return true;
  return call.written.count(key) > 0;
}

std::string DefectiveEngine::Stored(const std::string& key) const {
  return Has(Defect::kEndsKeysAtZeroBytes) ? key.substr(0, key.find('\0')) : key;
}

void DefectiveEngine::Apply(const Write& write, Call& call) {
  const std::string key = Stored(write.key);
  call.written.erase(key);
  call.deleted.erase(key);
  if (write.value) {
    world_.entries[key] = {*write.value, NewVersion(key, *write.value)};
    call.written.insert(key);
  } else {
    world_.entries.erase(key);
    call.deleted.insert(key);
  }
}

Version DefectiveEngine::NewVersion(const std::string& key, const std::string& value) {
  if (Has(Defect::kGivesVersionsToValues)) return std::hash<std::string>()(value) | 1;
  if (Has(Defect::kBeginsVersionsAnewAfterDeletion)) return world_.entries[key].version + 1;
  return ++world_.last_version;
}

}  // namespace heng::testing
