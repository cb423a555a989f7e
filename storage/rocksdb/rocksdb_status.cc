// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/rocksdb_status.h"

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "storage/engine_errors.h"

namespace heng {

absl::Status FromRocksDb(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption()) return StoredBytesDamaged(status.ToString());
  if (status.IsNoSpace()) return DiskFull();
  return EngineAway(status.ToString());
}

absl::Status FromRocksDbOpen(const rocksdb::Status& status) {
  if (!status.IsCorruption()) return FromRocksDb(status);
  return MakeError(
      absl::StatusCode::kDataLoss, "DATA_LOSS",
      {absl::StrCat("the database is damaged and was not opened, so that nothing is lost silently: ",
                    status.ToString(), "; restore a backup"),
       "数据库已损坏，为避免数据静默丢失而拒绝打开，请从备份恢复"});
}

}  // namespace heng
