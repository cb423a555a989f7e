// SPDX-License-Identifier: Apache-2.0
//
// A disk below RocksDB that fails where it is told to: writes, syncs, creations, renames and deletions, by their number.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/rocksdb/testing/disk_operation.h"

namespace rocksdb {
class Env;
}

namespace heng::testing {

struct IoFault {
  // What may fail; empty: every change.
  std::vector<DiskOperation> operations;
  // Of the paths that may fail, such as ".log"; empty: all.
  std::string path_ending;
  // Which of those from now on, 1 being the next one.
  int64_t number = 1;
  // Every later one fails too.
  bool lasting = false;
  // A failed append leaves the first half of its bytes.
  bool torn = false;
  // Answers OK all the same and does nothing, as the negative control of a test.
  bool unnoticed = false;
};

// Thread-safe.
class IoFaultFileSystem {
 public:
  IoFaultFileSystem();
  ~IoFaultFileSystem();

  rocksdb::Env* env() const;

  // Replaces the fault that was set before.
  void Fail(IoFault fault);
  // Nothing fails from now on.
  void Heal();
  // What failed so far, as "sync 000008.log".
  std::vector<std::string> failures() const;
  // Changes of any kind since the beginning.
  int64_t change_count() const;

 private:
  class Impl;
  const std::shared_ptr<Impl> impl_;
  const std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace heng::testing
