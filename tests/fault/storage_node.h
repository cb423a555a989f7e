// SPDX-License-Identifier: Apache-2.0
//
// What heng-storage puts together when it starts, in this process: engine, anchor and record store on one data directory.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/engine.h"
#include "storage/history/anchor.h"
#include "storage/record_store.h"
#include "storage/rocksdb/rocksdb_engine.h"

namespace heng::fault {

struct NodeOptions {
  std::string data_dir;
  // As in RocksDbEngineOptions.
  rocksdb::Env* env = nullptr;
  uint64_t free_space_reserve_bytes = 0;
  absl::Duration anchor_interval = absl::Milliseconds(20);
  // False: opens although the anchor says that history was lost.
  bool heed_anchor = true;
};

class StorageNode {
 public:
  // Errors: those of OpenRocksDbEngine, Anchor::Open and CheckMarks.
  static absl::StatusOr<std::unique_ptr<StorageNode>> Start(const NodeOptions& options);

  Engine& engine() { return *engine_; }
  RecordStore& store() { return *store_; }

 private:
  StorageNode() = default;

  // In the order of heng-storage: the store ends first, the engine last.
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Anchor> anchor_;
  std::unique_ptr<RecordStore> store_;
};

}  // namespace heng::fault
