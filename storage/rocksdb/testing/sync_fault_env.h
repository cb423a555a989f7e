// SPDX-License-Identifier: Apache-2.0
//
// A RocksDB environment whose next sync of a log can be made to fail.
#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

namespace heng::testing {

class SyncFaultEnv {
 public:
  SyncFaultEnv();

  rocksdb::Env* env() const { return env_.get(); }
  void FailNextLogSync() { *fail_next_ = true; }

 private:
  const std::shared_ptr<std::atomic<bool>> fail_next_ = std::make_shared<std::atomic<bool>>(false);
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace heng::testing
