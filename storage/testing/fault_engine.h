// SPDX-License-Identifier: Apache-2.0
//
// An engine that fails or waits when it is told to, over one that works.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "storage/engine.h"

namespace heng::testing {

// When a commit fails or is held: before anything happens, or after everything has.
enum class FaultPoint { kBefore, kAfter };

// Faults of every call, by chance. Each transaction draws for itself.
struct RandomFaults {
  uint64_t seed = 0;
  // UNKNOWN. A third of these transactions has happened, a third never will, and a third comes late: before a later Commit,
  // if its guards still hold then.
  int unknown_percent = 0;
  // Calls of Commit, Get and Scan that answer UNAVAILABLE and do nothing.
  int unavailable_percent = 0;
};

// What came of RandomFaults so far.
struct RandomFaultCounts {
  int unknown_happened = 0;
  int unknown_lost = 0;
  int unknown_late = 0;  // and has come
  int unavailable = 0;
};

// A call that waits. Thread-safe.
class HeldCall {
 public:
  // Until the call has come to where it is held.
  void AwaitArrival();
  void LetGo();

 private:
  friend class FaultEngine;
  void Arrive();

  std::mutex mutex_;
  std::condition_variable changed_;
  bool arrived_ = false;
  bool may_go_ = false;
};

// Thread-safe.
class FaultEngine final : public Engine {
 public:
  // engine must outlive this one.
  explicit FaultEngine(Engine& engine) : engine_(engine) {}

  // The k-th Commit from now (1: the next one) answers this status for each transaction.
  void FailCommit(int k, absl::Status status, FaultPoint point);
  // The k-th Get or Scan from now answers this status.
  void FailGet(int k, absl::Status status);
  void FailScan(int k, absl::Status status);
  // The k-th call from now waits until it is let go; a test that ends must have let it go.
  std::shared_ptr<HeldCall> HoldCommit(int k, FaultPoint point);
  std::shared_ptr<HeldCall> HoldGet(int k);
  std::shared_ptr<HeldCall> HoldScan(int k);
  // From now on; nothing: no more. Transactions that would still have come late never come.
  void FailAtRandom(const std::optional<RandomFaults>& faults);
  RandomFaultCounts random_counts() const;
  // Called at the beginning of every Commit, with how many there were before; may itself use the engine
  // below.
  void BeforeCommit(std::function<void(int)> hook);

  int commit_count() const;

  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override;
  absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) override;
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override;
  void Release(absl::string_view snapshot) override { engine_.Release(snapshot); }
  EngineLimits limits() const override { return engine_.limits(); }
  absl::Status Check() override { return engine_.Check(); }

 private:
  struct Fault {
    int at = 0;  // number of the call
    absl::Status status;
    std::shared_ptr<HeldCall> held;
    FaultPoint point = FaultPoint::kBefore;
  };
  // Calls of one kind.
  struct Calls {
    int count = 0;
    std::vector<Fault> faults;
  };
  enum class Fate { kHappens, kUnknownButHappens, kLost, kLate };

  void Add(Calls& calls, int k, Fault fault);
  // Counts a call and takes its fault, if it has one.
  std::optional<Fault> Count(Calls& calls);
  // Counts a call that reads, waits where it is held, and answers its fault.
  absl::Status BeforeReading(Calls& calls);
  bool Draw(int percent);
  bool DrawUnavailable();
  Fate DrawFate();
  std::vector<absl::Status> CommitAtRandom(absl::Span<const Transaction> transactions);
  void LetLateOnesCome();

  Engine& engine_;
  mutable std::mutex mutex_;
  Calls commits_;
  Calls gets_;
  Calls scans_;
  std::function<void(int)> before_commit_;
  std::optional<RandomFaults> random_faults_;
  std::mt19937_64 random_;
  RandomFaultCounts random_counts_;
  std::vector<Transaction> late_;
};

}  // namespace heng::testing
