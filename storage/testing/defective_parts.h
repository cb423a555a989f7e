// SPDX-License-Identifier: Apache-2.0
//
// What the parts of the defective engine share; see defective_engine.h.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "storage/engine_checks.h"
#include "storage/key_space.h"
#include "storage/testing/defective_engine.h"

namespace heng::testing {

struct Entry {
  std::string value;
  Version version = kAbsent;
};
using Entries = std::map<std::string, Entry>;

struct Snapshot {
  std::shared_ptr<const Entries> entries;
  KeySpace space;
  int number = 0;
  absl::Time taken;
  absl::Time last_use;
};

// What outlives an engine.
struct World {
  explicit World(Defect d) : defect(d) {}

  const Defect defect;
  std::mutex mutex;
  std::condition_variable changed;
  Entries entries;
  Entries before_last_commit;
  Entries after_first_commit;
  int commit_count = 0;
  int waiting_count = 0;  // commits between their guards and their writes
  int get_count = 0;
  Version last_version = kAbsent;
  std::thread::id last_committer;
  std::map<std::string, Snapshot> snapshots;
  int snapshot_count = 0;
  std::set<std::string> damaged_keys;
  bool disk_full = false;
  bool away = false;
  bool next_is_unknown = false;
  bool unknown_happens = false;
};

class DefectiveEngine final : public Engine {
 public:
  DefectiveEngine(World& world, const Clock& clock) : world_(world), clock_(clock) {}

  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override;
  absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) override;
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override;
  void Release(absl::string_view snapshot) override;
  EngineLimits limits() const override { return EmbeddedEngineLimits(); }
  absl::Status Check() override;

 private:
  using Lock = std::unique_lock<std::mutex>;
  // One call of Commit.
  struct Call {
    Entries before;
    std::set<std::string> written;
    std::set<std::string> deleted;
    std::set<std::string> refused;
  };

  bool Has(Defect defect) const { return world_.defect == defect; }
  absl::Status Told(const absl::Status& status) const;
  // Until somebody else has committed, or for a moment.
  void WaitForACommit(Lock& lock);

  std::vector<absl::Status> CommitLocked(absl::Span<const Transaction> transactions, Lock& lock);
  absl::Status Run(const Transaction& transaction, Call& call, Lock& lock);
  absl::Status CheckSize(Transaction transaction) const;
  absl::Status CheckGuards(const Transaction& transaction, const Call& call) const;
  bool Holds(const Guard& guard, const Call& call) const;
  bool HoldsAsWrittenEarlier(const std::string& key, const Call& call) const;
  void Apply(const Write& write, Call& call);
  Version NewVersion(const std::string& key, const std::string& value);
  std::string Stored(const std::string& key) const;
  absl::Status WritesRefused() const;

  const Entries& EntriesForGet();
  absl::StatusOr<std::optional<Row>> Find(const Entries& entries, const std::string& key) const;

  std::string Hold(const ScanRequest& request);
  absl::StatusOr<Snapshot*> FindSnapshot(std::string& token, const ScanRequest& request);
  std::map<std::string, Snapshot>::iterator ToPushOut();
  absl::Status CheckRange(const ScanRequest& request) const;
  std::string EndOf(const ScanRequest& request) const;
  absl::Status FillPage(const Entries& entries, const ScanRequest& request, ScanPage& page) const;

  World& world_;
  const Clock& clock_;
};

}  // namespace heng::testing
