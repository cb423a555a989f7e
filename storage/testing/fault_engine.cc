// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/fault_engine.h"

#include <utility>

namespace heng::testing {

void FaultEngine::FailCommit(int k, absl::Status status, FaultPoint point) {
  std::lock_guard<std::mutex> lock(mutex_);
  commit_faults_.push_back({commits_ + k, std::move(status), point});
}

void FaultEngine::FailGet(int k, absl::Status status) {
  std::lock_guard<std::mutex> lock(mutex_);
  get_faults_.push_back({gets_ + k, std::move(status), FaultPoint::kBefore});
}

void FaultEngine::BeforeCommit(std::function<void(int)> hook) {
  std::lock_guard<std::mutex> lock(mutex_);
  before_commit_ = std::move(hook);
}

int FaultEngine::commit_count() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return commits_;
}

std::optional<FaultEngine::Fault> FaultEngine::Count(int& calls, std::vector<Fault>& faults) {
  ++calls;
  for (const Fault& fault : faults) {
    if (fault.at == calls) return fault;
  }
  return std::nullopt;
}

std::vector<absl::Status> FaultEngine::Commit(absl::Span<const Transaction> transactions) {
  std::function<void(int)> hook;
  std::optional<Fault> fault;
  int before = 0;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    before = commits_;
    hook = before_commit_;
    fault = Count(commits_, commit_faults_);
  }
  if (hook) hook(before);
  if (!fault) return engine_.Commit(transactions);
  if (fault->point == FaultPoint::kAfter) engine_.Commit(transactions);
  return std::vector<absl::Status>(transactions.size(), fault->status);
}

absl::StatusOr<std::vector<std::optional<Row>>> FaultEngine::Get(absl::Span<const std::string> keys) {
  std::optional<Fault> fault;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    fault = Count(gets_, get_faults_);
  }
  if (fault) return fault->status;
  return engine_.Get(keys);
}

}  // namespace heng::testing
