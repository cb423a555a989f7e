// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/io_watch.h"

#include "absl/strings/match.h"

namespace heng {

void IoWatch::Forget() {
  log_append_failed_ = false;
  log_sync_failed_ = false;
  writes_stopped_ = false;
}

void IoWatch::OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* status) {
  WritesStopped();
  // Those of the log itself leave tables alone.
  if (reason != rocksdb::BackgroundErrorReason::kWriteCallback && !status->IsNoSpace()) flush_failed_ = true;
}

void IoWatch::OnIOError(const rocksdb::IOErrorInfo& info) {
  if (!absl::EndsWith(info.file_path, ".log")) return;
  switch (info.operation) {
    case rocksdb::FileOperationType::kSync:
    case rocksdb::FileOperationType::kFsync:
    case rocksdb::FileOperationType::kRangeSync:
      log_sync_failed_ = true;
      break;
    case rocksdb::FileOperationType::kRead:
      break;
    default:
      log_append_failed_ = true;
  }
}

}  // namespace heng
