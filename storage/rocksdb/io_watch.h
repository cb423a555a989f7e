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
  // Whether a table or the manifest could not be written, for another reason than a full disk, since the database was opened.
  bool flush_failed() const { return flush_failed_; }

  void Forget();
  void WritesStopped() { writes_stopped_ = true; }

  bool ShouldBeNotifiedOnFileIO() override { return true; }
  void OnIOError(const rocksdb::IOErrorInfo& info) override;
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) override;
  // The engine recovers by itself, before the next commit.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  std::atomic<bool> log_append_failed_ = false;
  std::atomic<bool> log_sync_failed_ = false;
  std::atomic<bool> writes_stopped_ = false;
  std::atomic<bool> flush_failed_ = false;
};

}  // namespace heng
