// SPDX-License-Identifier: Apache-2.0
//
// An engine that fails when it is told to, over one that works.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "storage/engine.h"

namespace heng::testing {

// When a commit fails: before anything happens, or after everything has.
enum class FaultPoint { kBefore, kAfter };

// Thread-safe.
class FaultEngine final : public Engine {
 public:
  // engine must outlive this one.
  explicit FaultEngine(Engine& engine) : engine_(engine) {}

  // The k-th Commit from now (1: the next one) answers this status for each transaction.
  void FailCommit(int k, absl::Status status, FaultPoint point);
  // The k-th Get from now answers this status.
  void FailGet(int k, absl::Status status);
  // Called at the beginning of every Commit, with how many there were before; may itself use the engine
  // below.
  void BeforeCommit(std::function<void(int)> hook);

  int commit_count() const;

  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override;
  absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) override;
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override { return engine_.Scan(request); }
  void Release(absl::string_view snapshot) override { engine_.Release(snapshot); }
  EngineLimits limits() const override { return engine_.limits(); }
  absl::Status Check() override { return engine_.Check(); }

 private:
  struct Fault {
    int at = 0;  // number of the call; 0: none
    absl::Status status;
    FaultPoint point = FaultPoint::kBefore;
  };
  // Counts a call and takes its fault, if it has one.
  std::optional<Fault> Count(int& calls, std::vector<Fault>& faults);

  Engine& engine_;
  mutable std::mutex mutex_;
  int commits_ = 0;
  int gets_ = 0;
  std::vector<Fault> commit_faults_;
  std::vector<Fault> get_faults_;
  std::function<void(int)> before_commit_;
};

}  // namespace heng::testing
