// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/defective_engine.h"

#include <utility>

#include "storage/engine_errors.h"
#include "storage/testing/defective_parts.h"

namespace heng::testing {

absl::Status DefectiveEngine::Check() {
  Lock lock(world_.mutex);
  if (Has(Defect::kIsAlwaysHealthy)) return absl::OkStatus();
  return Told(Has(Defect::kIsNeverHealthy) ? EngineAway("test") : WritesRefused());
}

namespace {

class DefectiveGround final : public EngineGround {
 public:
  DefectiveGround(Defect defect, bool unknown_happens) : world_(defect) {
    world_.unknown_happens = unknown_happens;
  }

  std::unique_ptr<Engine> Open(const Clock& clock) override {
    const bool is_first = std::exchange(is_first_, false);
    if (!is_first && Has(Defect::kLosesWhatWasCommittedAtTheEnd)) world_.entries.clear();
    if (Has(Defect::kBeginsVersionsAnewAfterReopening)) world_.last_version = kAbsent;
    if (!Has(Defect::kKeepsSnapshotsAcrossReopening)) world_.snapshots.clear();
    world_.away = false;
    return std::make_unique<DefectiveEngine>(world_, clock);
  }

  absl::Status PrepareFor(Trouble trouble) override {
    prepared_ = trouble;
    return absl::OkStatus();
  }

  void Begin(Engine*) override {
    switch (prepared_) {
      case Trouble::kDiskFull:
        world_.disk_full = true;
        return;
      case Trouble::kCannotWrite:
        world_.away = true;
        return;
      case Trouble::kUnknownOutcome:
        world_.next_is_unknown = true;
        return;
      case Trouble::kDamage:
        for (const auto& [key, entry] : world_.entries) world_.damaged_keys.insert(key);
        return;
      case Trouble::kPowerCut:
        if (Has(Defect::kLosesTheLastCommitInAPowerCut)) world_.entries = world_.before_last_commit;
        return;
    }
  }
  void End() override { world_.disk_full = Has(Defect::kStaysFull); }

 private:
  bool Has(Defect defect) const { return world_.defect == defect; }

  World world_;
  Trouble prepared_ = Trouble::kDiskFull;
  bool is_first_ = true;
};

}  // namespace

EngineUnderTest EngineWithDefect(Defect defect, std::string name) {
  // Of two grounds in a row an unknown outcome has happened on one.
  const auto ground_count = std::make_shared<int>(0);
  return {.name = std::move(name),
          .lay_ground = [=] { return std::make_unique<DefectiveGround>(defect, ++*ground_count % 2 == 0); }};
}

}  // namespace heng::testing
