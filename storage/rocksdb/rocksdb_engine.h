// SPDX-License-Identifier: Apache-2.0
//
// The embedded engine: one process, one directory, RocksDB. "Durable" means here: in RocksDB's log, and the
// log synced to the disk. Every value on disk begins with its version:
//
//   value = version bytes    version: 8 bytes, big-endian
//
// A version is the sequence number that RocksDB gives to the entry. Sequence numbers grow with every entry, a
// deletion too, and are found again at open (in the manifest and the log), so none is given twice, not even
// across restarts.
//
// A full disk. Commits are refused while less than free_space_reserve_bytes are free, before anything is
// touched: the reserve keeps RocksDB's flushes and compactions out of trouble. If the disk fills up all the
// same, the write that met the end has not happened (its record in the log is torn, and torn records are not
// read back), and the engine resumes by itself before the next commit. Should the log have to be replaced and
// RocksDB be unable to (it replaces logs only along with data to flush), the engine stays readable and asks
// for a restart.
//
// A failed sync is different: the record may be on the disk or not, and the kernel may have dropped the
// pages. Its commits are UNKNOWN, and nothing is written any more until a restart reads the log back.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "storage/engine.h"

namespace rocksdb {
class Env;
}

namespace heng {

struct RocksDbEngineOptions {
  // Made if it is missing; its parent must exist. See data_directory.h.
  std::string data_dir;
  // Commits are refused while less than this is free on the disk of data_dir.
  uint64_t free_space_reserve_bytes = 64 * 1024 * 1024;
  // Memory for blocks that were read.
  size_t block_cache_bytes = 128 * 1024 * 1024;
  // Must outlive the engine.
  const Clock* clock = &Clock::System();
  // For tests that make the disk fail; must outlive the engine. Null: the real one.
  rocksdb::Env* env = nullptr;
};

// Errors: those of DataDirectory::Open; DATA_LOSS if the database is damaged; UNAVAILABLE.
absl::StatusOr<std::unique_ptr<Engine>> OpenRocksDbEngine(const RocksDbEngineOptions& options);

}  // namespace heng
