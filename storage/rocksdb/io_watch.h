// SPDX-License-Identifier: Apache-2.0
//
// Hears of RocksDB's I/O errors as they happen, so that the engine can say what a failed write has done.
// RocksDB's status alone does not tell a log that could not be written from one that could not be synced.
#pragma once

#include <rocksdb/listener.h>

#include <atomic>

namespace heng {

// Thread-safe.
class IoWatch final : public rocksdb::EventListener {
 public:
  // Whether any log file failed since the last Forget(). A failed append leaves at most a torn record, which
  // is never read back; a record whose sync failed may be in the log whole.
  bool log_append_failed() const { return log_append_failed_; }
  bool log_sync_failed() const { return log_sync_failed_; }
  // Whether RocksDB has stopped writing since the last Forget().
  bool writes_stopped() const { return writes_stopped_; }

  void Forget();

  bool ShouldBeNotifiedOnFileIO() override { return true; }
  void OnIOError(const rocksdb::IOErrorInfo& info) override;
  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status*) override {
    writes_stopped_ = true;
  }
  // The engine recovers by itself, before the next commit.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  std::atomic<bool> log_append_failed_ = false;
  std::atomic<bool> log_sync_failed_ = false;
  std::atomic<bool> writes_stopped_ = false;
};

}  // namespace heng
