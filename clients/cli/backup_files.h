// SPDX-License-Identifier: Apache-2.0
//
// The two ways of a backup: what a server sends becomes a file, and a file goes to a server.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/hash.h"
#include "clients/cli/part_file.h"
#include "heng/v1/admin_service.pb.h"

namespace heng::cli {

class BackupReceiver {
 public:
  // file must outlive the receiver.
  explicit BackupReceiver(PartFile& file) : file_(file) {}

  // False if nothing more can be written; Finish says why.
  bool Take(const v1::BackUpResponse& message);
  int64_t byte_count() const { return byte_count_; }

  // `call`: how the call ended. The file is there under its name if, and only if, it is whole and has the digest that the
  // server says.
  absl::StatusOr<v1::BackupSummary> Finish(const absl::Status& call);

 private:
  PartFile& file_;
  Sha256Stream digest_;
  int64_t byte_count_ = 0;
  absl::Status written_;
  std::optional<v1::BackupSummary> summary_;
};

class BackupSender {
 public:
  // NOT_FOUND, or UNKNOWN if it cannot be read.
  static absl::StatusOr<std::unique_ptr<BackupSender>> Open(const std::string& path);
  ~BackupSender() { std::fclose(file_); }
  BackupSender(const BackupSender&) = delete;
  BackupSender& operator=(const BackupSender&) = delete;

  // The next piece; nothing at the end, and after an error.
  std::optional<std::string> Next();
  int64_t byte_count() const { return byte_count_; }
  // Whether everything could be read so far.
  const absl::Status& status() const { return status_; }

 private:
  BackupSender(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  std::FILE* const file_;
  int64_t byte_count_ = 0;
  absl::Status status_;
};

}  // namespace heng::cli
