// SPDX-License-Identifier: Apache-2.0
//
// A log that ends too early. Cut in what was never synced, the store opens and only unacknowledged writes are gone. Cut in what
// was synced and acknowledged, the anchor tells: the store never opens as if nothing were missing.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "storage/rocksdb/testing/power_loss_file_system.h"
#include "storage/testing/temporary_directory.h"
#include "tests/fault/count.h"
#include "tests/fault/record_load.h"
#include "tests/fault/record_oracle.h"
#include "tests/fault/storage_node.h"

namespace heng::fault {
namespace {

namespace fs = std::filesystem;
using ::heng::testing::HasReason;
using ::heng::testing::PowerLossFileSystem;
using ::heng::testing::TemporaryDirectory;
using ::heng::testing::Unsynced;

constexpr uint64_t kBlockBytes = 32 * 1024;  // of RocksDB's log
constexpr uint64_t kTailBytes = 4096;

int CutCount() { return CountFromEnvironment("HENG_TORN_CUTS", 256); }

// The newest log, which is the one that is written to.
std::string LogOf(const std::string& data_dir) {
  std::string newest;
  for (const fs::directory_entry& entry : fs::directory_iterator(data_dir + "/db")) {
    if (entry.path().extension() == ".log") newest = std::max(newest, entry.path().string());
  }
  return newest;
}

// A copy of a data directory whose log has `bytes` bytes.
class CutCopy {
 public:
  CutCopy(const std::string& data_dir, uint64_t bytes) {
    fs::copy(data_dir, path(), fs::copy_options::recursive);
    fs::resize_file(LogOf(path()), bytes);
  }
  std::string path() const { return directory_.path() + "/data"; }

 private:
  const TemporaryDirectory directory_;
};

// A store whose power was cut between the append of a write and its sync.
struct InFlight {
  TemporaryDirectory directory;
  TemporaryDirectory survivors;
  RecordOracle oracle;
  uint64_t synced_bytes = 0;
  uint64_t written_bytes = 0;

  std::string data_dir() const { return survivors.path() + "/kept"; }

  void Make() {
    PowerLossFileSystem disk(directory.path());
    {
      ASSERT_OK_AND_ASSIGN(const auto node,
                           StorageNode::Start({.data_dir = directory.path(), .env = disk.env()}));
      RecordCaller small(0, /*seed=*/3, {}, oracle);
      for (int i = 0; i < 20; ++i) small.Step(node->store());
      // Over two blocks of the log at least.
      RecordCaller large(1, /*seed=*/3,
                         {.min_document_bytes = 70'000, .max_document_bytes = 70'000, .max_batch = 1},
                         oracle);
      disk.CutAtChange(disk.change_count() + 1);
      EXPECT_FALSE(large.Step(node->store())[0].ok());
    }
    disk.WriteSurvivors(data_dir(), Unsynced::kKept, /*seed=*/1);
    disk.WriteSurvivors(survivors.path() + "/lost", Unsynced::kLost, /*seed=*/1);
    written_bytes = fs::file_size(LogOf(data_dir()));
    synced_bytes = fs::file_size(LogOf(survivors.path() + "/lost"));
  }

  // Spread evenly, and every one around the borders of blocks.
  std::set<uint64_t> Lengths() const {
    std::set<uint64_t> lengths;
    const uint64_t rest = written_bytes - synced_bytes;
    const auto count = static_cast<uint64_t>(CutCount());
    for (uint64_t i = 0; i <= count; ++i) lengths.insert(synced_bytes + rest * i / count);
    for (uint64_t border = 0; border <= written_bytes; border += kBlockBytes) {
      for (uint64_t length = border < 9 ? 0 : border - 9; length <= border + 9; ++length) {
        if (length >= synced_bytes && length <= written_bytes) lengths.insert(length);
      }
    }
    return lengths;
  }
};

TEST(TornLog, OpensAfterACutInWhatWasNotSyncedAndLosesOnlyThat) {
  InFlight store;
  store.Make();
  ASSERT_GT(store.written_bytes, store.synced_bytes + 2 * kBlockBytes);
  int cuts = 0;
  int64_t there = 0;
  for (const uint64_t length : store.Lengths()) {
    SCOPED_TRACE(absl::StrCat("log of ", length, " bytes, synced ", store.synced_bytes));
    const CutCopy copy(store.data_dir(), length);
    ASSERT_OK_AND_ASSIGN(const auto node, StorageNode::Start({.data_dir = copy.path()}));
    const Comparison comparison = store.oracle.Compare(node->store(), node->engine());
    ASSERT_TRUE(comparison.ok()) << comparison.ToString();
    ++cuts;
    there += comparison.survived;
  }
  EXPECT_EQ(there, 1) << "only the whole log holds the write that was in flight";
  std::printf("cuts in unsynced bytes %d, acknowledged %s, lost 0\n", cuts,
              absl::StrCat(store.oracle.acknowledged_count()).c_str());
}

// Pages are written back in any order: one may be missing with later ones there. The engine cannot tell that from damage, and may
// refuse; what it opens is whole.
TEST(TornLog, IsNeverSilentAboutAMissingPageOfWhatWasNotSynced) {
  constexpr uint64_t kPageBytes = 4096;
  InFlight store;
  store.Make();
  int opened = 0;
  int refused = 0;
  for (uint64_t page = store.synced_bytes / kPageBytes + 1; (page + 1) * kPageBytes < store.written_bytes;
       ++page) {
    const CutCopy copy(store.data_dir(), store.written_bytes);
    std::fstream log(LogOf(copy.path()), std::ios::in | std::ios::out | std::ios::binary);
    log.seekp(static_cast<std::streamoff>(page * kPageBytes)) << std::string(kPageBytes, '\0');
    log.close();
    const auto node = StorageNode::Start({.data_dir = copy.path()});
    ++(node.ok() ? opened : refused);
    if (!node.ok()) {
      EXPECT_THAT(node, HasReason("DATA_LOSS"));
      continue;
    }
    const Comparison comparison = store.oracle.Compare((*node)->store(), (*node)->engine());
    EXPECT_TRUE(comparison.ok()) << comparison.ToString();
  }
  std::printf("missing pages of unsynced bytes %d: opened and nothing lost %d, refused %d\n",
              opened + refused, opened, refused);
  EXPECT_GT(opened + refused, 10);
}

// A store that was stopped in order: log and anchor hold everything.
void MakeStoppedStore(const std::string& data_dir, RecordOracle& oracle) {
  RecordCaller caller(0, /*seed=*/5, {}, oracle);
  for (const int steps : {10, 30}) {
    ASSERT_OK_AND_ASSIGN(const auto node, StorageNode::Start({.data_dir = data_dir}));
    for (int i = 0; i < steps; ++i) caller.Step(node->store());
  }
}

TEST(TornLog, IsNeverSilentAfterACutInWhatWasAcknowledged) {
  const TemporaryDirectory directory;
  RecordOracle oracle;
  MakeStoppedStore(directory.path(), oracle);
  const uint64_t whole = fs::file_size(LogOf(directory.path()));
  ASSERT_GT(whole, kTailBytes);
  const auto count = static_cast<uint64_t>(CutCount());
  int refused_by_engine = 0;
  int refused_by_anchor = 0;
  int nothing_lost = 0;
  int silent = 0;
  for (uint64_t i = 1; i <= count; ++i) {
    const uint64_t length = whole - std::max<uint64_t>(1, kTailBytes * i / count);
    const CutCopy copy(directory.path(), length);
    const auto node = StorageNode::Start({.data_dir = copy.path()});
    if (!node.ok()) {
      EXPECT_FALSE(ReasonOf(node.status()).empty()) << node.status();
      ++(ReasonOf(node.status()) == "HISTORY_LOST" ? refused_by_anchor : refused_by_engine);
      continue;
    }
    const Comparison comparison = oracle.Compare((*node)->store(), (*node)->engine());
    ++(comparison.ok() ? nothing_lost : silent);
    EXPECT_TRUE(comparison.ok()) << "log of " << length << " bytes instead of " << whole << ": "
                                 << comparison.ToString();
  }
  std::printf(
      "cuts in acknowledged bytes %d: refused by the engine %d, by the anchor %d, nothing lost %d, silent "
      "%d\n",
      static_cast<int>(count), refused_by_engine, refused_by_anchor, nothing_lost, silent);
  EXPECT_EQ(silent, 0);
}

// What the checker must find: the same cut where nobody asks the anchor.
TEST(TornLog, WouldBeSilentWithoutTheAnchor) {
  const TemporaryDirectory directory;
  RecordOracle oracle;
  MakeStoppedStore(directory.path(), oracle);
  const CutCopy copy(directory.path(), fs::file_size(LogOf(directory.path())) - 1);
  ASSERT_OK_AND_ASSIGN(const auto node, StorageNode::Start({.data_dir = copy.path(), .heed_anchor = false}));
  const Comparison comparison = oracle.Compare(node->store(), node->engine());
  EXPECT_GT(comparison.lost, 0);
  EXPECT_EQ(comparison.misfits, 0) << "what is left is consistent in itself";
}

}  // namespace
}  // namespace heng::fault
