// SPDX-License-Identifier: Apache-2.0
//
// A disk below RocksDB that can lose its power. It lies over a real directory and remembers what was synced: of each
// file how many bytes, of the directory which names. What was not synced, bytes and names alike, may be gone after the cut.
//
// From the cut on nothing changes any more: whatever the database still asks for fails. What survived is then written
// to another directory. Nothing is really synced, so that thousands of cuts take no longer than their writes.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

namespace rocksdb {
class Env;
}

namespace heng::testing {

// What of the bytes and names that were never synced survives a cut.
enum class Unsynced {
  kLost,
  kKept,
  kRandom,  // of each file a part from its beginning, of the changes of names the first ones
  // The same, but of the changes of names any: POSIX promises no order. Journals of file systems keep it.
  kReordered,
};

// Syncs that answer OK and do nothing, as the negative control of a test.
enum class IgnoredSyncs { kNone, kLogs, kDirectories };

// Thread-safe.
class PowerLossFileSystem {
 public:
  // data_dir: of data_directory.h. What it holds now counts as synced. The files beside the database are written with
  // durable_file.h, which has its own test: they are taken as they are at the cut.
  explicit PowerLossFileSystem(std::string data_dir, IgnoredSyncs ignored = IgnoredSyncs::kNone);
  ~PowerLossFileSystem();

  rocksdb::Env* env() const;

  // Changes of any kind, and syncs of files and directories, since the beginning.
  int64_t change_count() const;
  int64_t sync_count() const;

  void Cut();
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();
  // Cuts by itself when the count is reached, before anybody hears of that change.
  void CutAtChange(int64_t change_count);
  void CutAtSync(int64_t sync_count);
  bool is_off() const;

  // After a cut: makes data directory `to`, which must not exist, hold what survived.
  void WriteSurvivors(const std::string& to, Unsynced unsynced, uint64_t seed) const;

 private:
  class Impl;
  const std::shared_ptr<Impl> impl_;
  const std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace heng::testing
