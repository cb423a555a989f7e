// SPDX-License-Identifier: Apache-2.0
//
// The suite of every engine on RocksDB, over disks that fail, fill up and lose their power.
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/rocksdb/rocksdb_engine.h"
#include "storage/rocksdb/testing/io_fault_file_system.h"
#include "storage/rocksdb/testing/power_loss_file_system.h"
#include "storage/testing/engine_conformance.h"
#include "storage/testing/small_disk.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {
namespace {

constexpr int kSmallDiskMib = 48;
constexpr uint64_t kReserveBytes = 8 * 1024 * 1024;

class RocksDbGround final : public EngineGround {
 public:
  std::unique_ptr<Engine> Open(const Clock& clock) override {
    absl::StatusOr<std::unique_ptr<Engine>> engine =
        OpenRocksDbEngine({.data_dir = data_dir_,
                           .free_space_reserve_bytes = prepared_ == Trouble::kDiskFull ? kReserveBytes : 0,
                           .clock = &clock,
                           .env = env_});
    HENG_CHECK(engine.ok());
    return *std::move(engine);
  }

  absl::Status PrepareFor(Trouble trouble) override {
    prepared_ = trouble;
    switch (trouble) {
      case Trouble::kDiskFull:
        data_dir_ = disk_.path() + "/data";
        return disk_.Mount(kSmallDiskMib);
      case Trouble::kCannotWrite:
      case Trouble::kUnknownOutcome:
        env_ = faults_.env();
        return absl::OkStatus();
      case Trouble::kDamage:
        return absl::OkStatus();
      case Trouble::kPowerCut:
        std::filesystem::create_directory(data_dir_);
        power_ = std::make_unique<PowerLossFileSystem>(data_dir_);
        env_ = power_->env();
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  void Begin(Engine* engine) override {
    switch (*prepared_) {
      case Trouble::kDiskFull:
        return disk_.Fill();
      case Trouble::kCannotWrite:
        FailNextSync();
        // What the sync failed under has an unknown outcome; the engine writes nothing from then on.
        EXPECT_THAT(engine->CommitOne({.writes = {{K("unknown"), "1"}}}), IsOutcomeUnknown());
        return;
      case Trouble::kUnknownOutcome:
        return FailNextSync();
      case Trouble::kDamage:
        return DamageTables();
      case Trouble::kPowerCut:
        return CutPower();
    }
  }

  void End() override { disk_.Free(); }

 private:
  void FailNextSync() { faults_.Fail({.operations = {DiskOperation::kSync}, .path_ending = ".log"}); }

  // The first block of each table; opening a database moves what its log holds into tables.
  void DamageTables() {
    Open(Clock::System());
    int table_count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data_dir_ + "/db")) {
      if (entry.path().extension() != ".sst") continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(3);
      file.put('!');
      ++table_count;
    }
    EXPECT_EQ(table_count, 2) << "one for documents and one for the other spaces";
  }

  // Survivors lie in another directory, which the engine is opened in from now on.
  void CutPower() {
    power_->Cut();
    const std::string survivors = directory_.path() + "/survivors";
    power_->WriteSurvivors(survivors, Unsynced::kLost, /*seed=*/0);
    data_dir_ = survivors;
    env_ = nullptr;
  }

  // In the order in which they are needed below the engine.
  TemporaryDirectory directory_;
  SmallDisk disk_;
  IoFaultFileSystem faults_;
  std::unique_ptr<PowerLossFileSystem> power_;
  std::string data_dir_ = directory_.path() + "/data";
  rocksdb::Env* env_ = nullptr;
  std::optional<Trouble> prepared_;
};

INSTANTIATE_TEST_SUITE_P(RocksDb, EngineConformance,
                         ::testing::Values(EngineUnderTest{.name = "rocksdb", .lay_ground = [] {
                                                             return std::make_unique<RocksDbGround>();
                                                           }}));

}  // namespace
}  // namespace heng::testing
