// SPDX-License-Identifier: Apache-2.0
#include "storage/engine_errors.h"

#include "absl/strings/str_cat.h"
#include "base/errors.h"

namespace heng {

absl::Status GuardFailed() {
  return MakeError(absl::StatusCode::kAborted, "STALE_ETAG",
                   {"a record was changed by someone else meanwhile; nothing was stored, read it again",
                    "记录已被他人修改，本次未写入；请重新读取后再试"});
}

absl::Status BadEngineRequest(absl::string_view what_en, absl::string_view what_zh) {
  return MakeError(absl::StatusCode::kInvalidArgument, "NOT_ALLOWED",
                   {std::string(what_en), std::string(what_zh)});
}

absl::Status OverEngineLimit(absl::string_view what, size_t got, size_t limit) {
  return MakeError(absl::StatusCode::kInvalidArgument, "TOO_LONG",
                   {absl::StrCat(what, " is ", got, ", want at most ", limit),
                    absl::StrCat("超过存储引擎的限制（", what, "）：实际 ", got, "，上限 ", limit)});
}

absl::Status DiskFull() {
  return QuotaExceeded(
      "DISK_FULL", "disk",
      {"the disk of the data directory is full; nothing was stored. Free space, then try again",
       "数据目录所在磁盘已满，本次未写入；请释放空间后重试"});
}

absl::Status EngineAway(absl::string_view cause) {
  return Unavailable(
      "STORAGE_AWAY",
      {absl::StrCat("the storage engine does not answer: ", cause), "存储引擎暂时不可用，请稍后重试"},
      /*retry_after_ms=*/1000);
}

absl::Status CommitOutcomeUnknown(absl::string_view cause) {
  return MakeError(absl::StatusCode::kUnknown, "OUTCOME_UNKNOWN",
                   {absl::StrCat("the write may or may not have happened: ", cause),
                    "写入结果未知，可能已写入，也可能未写入"});
}

absl::Status StoredBytesDamaged(absl::string_view cause) {
  return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                   {absl::StrCat("stored bytes are damaged: ", cause), "存储的数据已损坏，请联系管理员"});
}

absl::Status SnapshotGone() {
  return MakeError(absl::StatusCode::kFailedPrecondition, "SNAPSHOT_GONE",
                   {"the snapshot is gone; begin again", "快照已失效，请重新开始"});
}

}  // namespace heng
