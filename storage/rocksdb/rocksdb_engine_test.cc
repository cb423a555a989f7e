// SPDX-License-Identifier: Apache-2.0
//
// What RocksDB has beside the suite of every engine (rocksdb_conformance_test.cc): damage, a full disk, a failed sync.
#include "storage/rocksdb/rocksdb_engine.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "storage/rocksdb/testing/io_fault_file_system.h"
#include "storage/testing/small_disk.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {
namespace {

using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Optional;

std::string K(absl::string_view rest) { return absl::StrCat("\x01r", rest); }
std::string D(absl::string_view rest) {
  return absl::StrCat(
      "\x01"
      "d",
      rest);
}

auto HasValue(const std::string& value) { return Optional(Field(&Row::value, value)); }

std::optional<Row> Read(Engine& engine, const std::string& key) {
  auto rows = engine.Get({key});
  EXPECT_OK(rows);
  return rows.ok() ? (*rows)[0] : std::nullopt;
}

class RocksDbEngineTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Engine>> Open() {
    return OpenRocksDbEngine({.data_dir = directory_.path(), .free_space_reserve_bytes = 0});
  }
  std::string DatabasePath() const { return directory_.path() + "/db"; }

  TemporaryDirectory directory_;
};

std::string LogFile(const std::string& database) {
  for (const auto& entry : std::filesystem::directory_iterator(database)) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path().string();
  }
  return "";
}

// Copies a database as a crash would leave it: with its log, before anything was flushed.
void CopyTree(const std::string& from, const std::string& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

TEST_F(RocksDbEngineTest, RefusesToOpenALogDamagedBeforeItsTail) {
  TemporaryDirectory crashed;
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, Open());
    for (int i = 0; i < 100; ++i) {
      ASSERT_OK(engine->CommitOne({.writes = {{K(absl::StrCat(i)), std::string(500, 'v')}}}));
    }
    CopyTree(directory_.path(), crashed.path() + "/data");
  }
  const std::string log = LogFile(crashed.path() + "/data/db");
  ASSERT_FALSE(log.empty());
  std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(20'000);
  file.put('!');
  file.close();
  EXPECT_THAT(OpenRocksDbEngine({.data_dir = crashed.path() + "/data"}),
              HasCode(absl::StatusCode::kDataLoss));
}

TEST_F(RocksDbEngineTest, DropsATornTailThatNobodyWasToldOf) {
  TemporaryDirectory crashed;
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, Open());
    ASSERT_OK(engine->CommitOne({.writes = {{K("acknowledged"), "1"}}}));
    CopyTree(directory_.path(), crashed.path() + "/data");
  }
  std::ofstream(LogFile(crashed.path() + "/data/db"), std::ios::app | std::ios::binary)
      << std::string("\x12\x34\x56\x78\x40\x00\x01half a record", 20);
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine,
                       OpenRocksDbEngine({.data_dir = crashed.path() + "/data"}));
  EXPECT_THAT(Read(*engine, K("acknowledged")), HasValue("1"));
}

TEST_F(RocksDbEngineTest, AFailedSyncIsUnknownAndStopsWritingUntilARestart) {
  IoFaultFileSystem disk;
  const RocksDbEngineOptions options = {
      .data_dir = directory_.path(), .free_space_reserve_bytes = 0, .env = disk.env()};
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenRocksDbEngine(options));
    ASSERT_OK(engine->CommitOne({.writes = {{K("before"), "1"}}}));
    disk.Fail({.operations = {DiskOperation::kSync}, .path_ending = ".log"});
    EXPECT_THAT(engine->CommitOne({.writes = {{K("unknown"), "1"}}}), HasCode(absl::StatusCode::kUnknown));
    EXPECT_THAT(engine->CommitOne({.writes = {{K("after"), "1"}}}), HasCode(absl::StatusCode::kUnavailable));
    EXPECT_THAT(engine->Check(), HasReason("STORAGE_AWAY"));
    EXPECT_THAT(Read(*engine, K("before")), HasValue("1"));
  }
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenRocksDbEngine(options));
  EXPECT_THAT(Read(*engine, K("before")), HasValue("1"));
  EXPECT_FALSE(Read(*engine, K("after")).has_value());
  EXPECT_OK(engine->CommitOne({.writes = {{K("after"), "1"}}}));
}

// The first commit to a log syncs the folder that the log was made in. Its record is in the log by then.
TEST_F(RocksDbEngineTest, AFailedSyncOfTheFolderIsUnknownToo) {
  IoFaultFileSystem disk;
  const RocksDbEngineOptions options = {
      .data_dir = directory_.path(), .free_space_reserve_bytes = 0, .env = disk.env()};
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenRocksDbEngine(options));
    disk.Fail({.operations = {DiskOperation::kSyncDirectory}});
    EXPECT_THAT(engine->CommitOne({.writes = {{K("unknown"), "1"}}}), HasCode(absl::StatusCode::kUnknown));
    EXPECT_THAT(engine->CommitOne({.writes = {{K("after"), "1"}}}), HasCode(absl::StatusCode::kUnavailable));
  }
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, OpenRocksDbEngine(options));
  EXPECT_THAT(Read(*engine, K("unknown")), HasValue("1"));
  EXPECT_FALSE(Read(*engine, K("after")).has_value());
}

// A disk of 48 MiB that is filled and freed; how the engine is told to meet the end differs.
class FullDiskTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  void SetUp() override {
    if (const absl::Status mounted = disk_.Mount(48); !mounted.ok()) GTEST_SKIP() << mounted;
  }
  absl::StatusOr<std::unique_ptr<Engine>> Open() {
    return OpenRocksDbEngine({.data_dir = disk_.path() + "/data", .free_space_reserve_bytes = GetParam()});
  }
  SmallDisk disk_;
};

TEST_P(FullDiskTest, LosesNothingGoesOnReadingAndWritesAgainOnceThereIsRoom) {
  const std::string value(20'000, 'v');
  std::vector<std::string> acknowledged;
  const auto write = [&](Engine& engine) {
    const std::string key = D(absl::StrCat("k", acknowledged.size()));
    const absl::Status status = engine.CommitOne({.writes = {{key, value}, {K(key), "head"}}});
    if (status.ok()) acknowledged.push_back(key);
    return status;
  };
  const auto all_readable = [&](Engine& engine) {
    for (const std::string& key : acknowledged) EXPECT_THAT(Read(engine, key), HasValue(value));
  };
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, Open());
    for (int round = 0; round < 4; ++round) {
      for (int i = 0; i < 20; ++i) ASSERT_OK(write(*engine)) << "round " << round;
      disk_.Fill();
      absl::Status status;
      for (int i = 0; i < 2000 && status.ok(); ++i) status = write(*engine);
      EXPECT_THAT(status, HasReason("DISK_FULL"));
      EXPECT_THAT(write(*engine), HasCode(absl::StatusCode::kResourceExhausted));
      if (GetParam() > 0) {
        EXPECT_THAT(engine->Check(), HasReason("DISK_FULL"));
      }
      all_readable(*engine);
      disk_.Free();
    }
    EXPECT_OK(write(*engine));
    EXPECT_OK(engine->Check());
    all_readable(*engine);
  }
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<Engine> engine, Open());
  all_readable(*engine);
  ASSERT_OK_AND_ASSIGN(const ScanPage page, engine->Scan({.begin = D(""), .limit = 100'000}));
  EXPECT_EQ(page.rows.size(), acknowledged.size()) << "what was refused did not happen";
}

// With a reserve nothing is touched on a full disk; without one RocksDB meets the end of the disk itself.
INSTANTIATE_TEST_SUITE_P(Reserve, FullDiskTest, ::testing::Values(8 * 1024 * 1024, 0));

}  // namespace
}  // namespace heng::testing
