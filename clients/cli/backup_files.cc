// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/backup_files.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"

namespace heng::cli {
namespace {

constexpr size_t kPieceBytes = 1024 * 1024;

absl::Status CannotRead(const std::string& path, int error) {
  const std::string why = std::strerror(error);
  return MakeError(
      error == ENOENT ? absl::StatusCode::kNotFound : absl::StatusCode::kUnknown, "",
      {.en = absl::StrCat(path, " cannot be read: ", why), .zh = absl::StrCat(path, " 无法读取：", why)});
}

}  // namespace

bool BackupReceiver::Take(const v1::BackUpResponse& message) {
  digest_.Update(message.data());
  byte_count_ += static_cast<int64_t>(message.data().size());
  written_ = file_.Append(message.data());
  if (message.has_summary()) summary_ = message.summary();
  return written_.ok();
}

absl::StatusOr<v1::BackupSummary> BackupReceiver::Finish(const absl::Status& call) {
  HENG_RETURN_IF_ERROR(written_);
  HENG_RETURN_IF_ERROR(call);
  const bool whole = summary_ && summary_->file_bytes() == byte_count_ &&
                     summary_->sha256() == absl::BytesToHexString(digest_.Digest());
  if (!whole) {
    return MakeError(
        absl::StatusCode::kDataLoss, "",
        {.en = "what arrived is not the backup that the server sent; nothing was kept, try again",
         .zh = "收到的内容与服务端发出的备份不一致；未保留文件，请重试"});
  }
  HENG_RETURN_IF_ERROR(file_.Finish());
  return *std::move(summary_);
}

absl::StatusOr<std::unique_ptr<BackupSender>> BackupSender::Open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return CannotRead(path, errno);
  return absl::WrapUnique(new BackupSender(path, file));
}

std::optional<std::string> BackupSender::Next() {
  if (!status_.ok()) return std::nullopt;
  std::string piece(kPieceBytes, '\0');
  piece.resize(std::fread(piece.data(), 1, piece.size(), file_));
  if (std::ferror(file_) != 0) status_ = CannotRead(path_, errno);
  if (piece.empty() || !status_.ok()) return std::nullopt;
  byte_count_ += static_cast<int64_t>(piece.size());
  return piece;
}

}  // namespace heng::cli
