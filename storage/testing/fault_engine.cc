// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/fault_engine.h"

#include <utility>

#include "base/status_macros.h"
#include "storage/engine_errors.h"

namespace heng::testing {

void HeldCall::AwaitArrival() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return arrived_; });
}

void HeldCall::LetGo() {
  std::lock_guard<std::mutex> lock(mutex_);
  may_go_ = true;
  changed_.notify_all();
}

void HeldCall::Arrive() {
  std::unique_lock<std::mutex> lock(mutex_);
  arrived_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return may_go_; });
}

void FaultEngine::Add(Calls& calls, int k, Fault fault) {
  std::lock_guard<std::mutex> lock(mutex_);
  fault.at = calls.count + k;
  calls.faults.push_back(std::move(fault));
}

void FaultEngine::FailCommit(int k, absl::Status status, FaultPoint point) {
  Add(commits_, k, {.status = std::move(status), .point = point});
}
void FaultEngine::FailGet(int k, absl::Status status) { Add(gets_, k, {.status = std::move(status)}); }
void FaultEngine::FailScan(int k, absl::Status status) { Add(scans_, k, {.status = std::move(status)}); }

std::shared_ptr<HeldCall> FaultEngine::HoldCommit(int k, FaultPoint point) {
  const auto held = std::make_shared<HeldCall>();
  Add(commits_, k, {.held = held, .point = point});
  return held;
}
std::shared_ptr<HeldCall> FaultEngine::HoldGet(int k) {
  const auto held = std::make_shared<HeldCall>();
  Add(gets_, k, {.held = held});
  return held;
}
std::shared_ptr<HeldCall> FaultEngine::HoldScan(int k) {
  const auto held = std::make_shared<HeldCall>();
  Add(scans_, k, {.held = held});
  return held;
}

void FaultEngine::FailAtRandom(const std::optional<RandomFaults>& faults) {
  std::lock_guard<std::mutex> lock(mutex_);
  random_faults_ = faults;
  late_.clear();
  if (faults) random_.seed(faults->seed);
}

RandomFaultCounts FaultEngine::random_counts() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return random_counts_;
}

void FaultEngine::BeforeCommit(std::function<void(int)> hook) {
  std::lock_guard<std::mutex> lock(mutex_);
  before_commit_ = std::move(hook);
}

int FaultEngine::commit_count() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return commits_.count;
}

std::optional<FaultEngine::Fault> FaultEngine::Count(Calls& calls) {
  ++calls.count;
  for (const Fault& fault : calls.faults) {
    if (fault.at == calls.count) return fault;
  }
  return std::nullopt;
}

bool FaultEngine::Draw(int percent) { return random_() % 100 < static_cast<uint64_t>(percent); }

bool FaultEngine::DrawUnavailable() {
  if (!random_faults_ || !Draw(random_faults_->unavailable_percent)) return false;
  ++random_counts_.unavailable;
  return true;
}

FaultEngine::Fate FaultEngine::DrawFate() {
  if (!Draw(random_faults_->unknown_percent)) return Fate::kHappens;
  switch (random_() % 3) {
    case 0:
      ++random_counts_.unknown_happened;
      return Fate::kUnknownButHappens;
    case 1:
      ++random_counts_.unknown_lost;
      return Fate::kLost;
    default:
      return Fate::kLate;
  }
}

std::vector<absl::Status> FaultEngine::Commit(absl::Span<const Transaction> transactions) {
  std::function<void(int)> hook;
  std::optional<Fault> fault;
  int before = 0;
  bool at_random = false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    before = commits_.count;
    hook = before_commit_;
    fault = Count(commits_);
    at_random = random_faults_.has_value();
  }
  if (hook) hook(before);
  if (!fault) return at_random ? CommitAtRandom(transactions) : engine_.Commit(transactions);
  if (fault->held && fault->point == FaultPoint::kBefore) fault->held->Arrive();
  std::vector<absl::Status> statuses(transactions.size(), fault->status);
  if (fault->held || fault->point == FaultPoint::kAfter) {
    std::vector<absl::Status> happened = engine_.Commit(transactions);
    if (fault->held) statuses = std::move(happened);
  }
  if (fault->held && fault->point == FaultPoint::kAfter) fault->held->Arrive();
  return statuses;
}

std::vector<absl::Status> FaultEngine::CommitAtRandom(absl::Span<const Transaction> transactions) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (DrawUnavailable()) return std::vector<absl::Status>(transactions.size(), EngineAway("test"));
  LetLateOnesCome();
  std::vector<absl::Status> statuses(transactions.size());
  std::vector<Transaction> passed;
  std::vector<size_t> indexes;  // of those passed on
  for (size_t i = 0; i < transactions.size(); ++i) {
    const Fate fate = DrawFate();
    if (fate != Fate::kHappens) statuses[i] = CommitOutcomeUnknown("test");
    if (fate == Fate::kLate) late_.push_back(transactions[i]);
    if (fate == Fate::kLate || fate == Fate::kLost) continue;
    passed.push_back(transactions[i]);
    indexes.push_back(i);
  }
  const std::vector<absl::Status> happened = engine_.Commit(passed);
  for (size_t i = 0; i < indexes.size(); ++i) {
    if (statuses[indexes[i]].ok()) statuses[indexes[i]] = happened[i];
  }
  return statuses;
}

void FaultEngine::LetLateOnesCome() {
  std::vector<Transaction> still_late;
  for (Transaction& transaction : late_) {
    if (!Draw(30)) {
      still_late.push_back(std::move(transaction));
    } else if (engine_.CommitOne(transaction).ok()) {
      ++random_counts_.unknown_late;
    }
  }
  late_ = std::move(still_late);
}

absl::Status FaultEngine::BeforeReading(Calls& calls) {
  std::optional<Fault> fault;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    fault = Count(calls);
    if (!fault && DrawUnavailable()) return EngineAway("test");
  }
  if (fault && fault->held) fault->held->Arrive();
  return fault ? fault->status : absl::OkStatus();
}

absl::StatusOr<std::vector<std::optional<Row>>> FaultEngine::Get(absl::Span<const std::string> keys) {
  HENG_RETURN_IF_ERROR(BeforeReading(gets_));
  return engine_.Get(keys);
}

absl::StatusOr<ScanPage> FaultEngine::Scan(const ScanRequest& request) {
  HENG_RETURN_IF_ERROR(BeforeReading(scans_));
  return engine_.Scan(request);
}

}  // namespace heng::testing
