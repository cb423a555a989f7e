// SPDX-License-Identifier: Apache-2.0
//
// An engine that forgets everything when it ends: for tests and trials, and the plainest reading of engine.h.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/engine.h"
#include "storage/snapshot_registry.h"

namespace heng {

// "Durable" means here: as long as the object lives.
class MemoryEngine final : public Engine {
 public:
  // clock must outlive the engine.
  explicit MemoryEngine(const Clock& clock = Clock::System());

  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override;
  absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) override;
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override;
  void Release(absl::string_view snapshot) override;
  EngineLimits limits() const override;
  absl::Status Check() override { return absl::OkStatus(); }

 private:
  struct Entry {
    std::shared_ptr<const std::string> value;
    Version version = kAbsent;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  absl::Status CommitLocked(const Transaction& transaction, Version first_of_call);
  std::shared_ptr<const Entries> CopyOfEntries();

  std::mutex mutex_;
  Entries entries_;
  Version last_version_ = kAbsent;
  SnapshotRegistry<Entries> snapshots_;
};

}  // namespace heng
