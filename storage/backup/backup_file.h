// SPDX-License-Identifier: Apache-2.0
//
// The file of a backup, which needs no engine to be read:
//
//   backup  = header *block end digest
//   header  = "heng-backup 1" LF
//   block   = "B" length zstd(BackupBlock)     rows in the order of keys, across blocks too
//   end     = "E" length BackupEnd
//   length  = 4OCTET                           big-endian, of what follows
//   digest  = 32OCTET                          SHA-256 of everything before it
//
// Blocks and end are messages of records.proto. A file is read only after its digest was found right.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/hash.h"
#include "heng/storage/v1/records.pb.h"

namespace heng {

// What is in a backup.
struct BackupContent {
  storage::v1::BackupEnd end;
  int64_t file_bytes = 0;
  std::string file_sha256;  // of the whole file, 32 bytes
};

// Makes the bytes of a file. For one thread.
class BackupWriter {
 public:
  // Takes the next bytes of the file, at most 1 MiB; an error ends the backup.
  using Sink = std::function<absl::Status(absl::string_view bytes)>;

  explicit BackupWriter(Sink sink) : sink_(std::move(sink)) {}

  // Rows come in the order of their keys.
  absl::Status Add(std::string key, std::string value);
  // What is written of `end` is filled in but for row_count, which the writer knows.
  absl::StatusOr<BackupContent> Finish(storage::v1::BackupEnd end);

 private:
  absl::Status WriteBlock();
  absl::Status WritePart(char kind, absl::string_view bytes);
  absl::Status Write(absl::string_view bytes);

  const Sink sink_;
  Sha256Stream digest_;
  storage::v1::BackupBlock block_;
  size_t block_bytes_ = 0;
  int64_t row_count_ = 0;
  int64_t file_bytes_ = 0;
};

// A whole, unchanged file. For one thread.
class BackupFile {
 public:
  // Reads the file once to its end. INVALID_ARGUMENT, reason BAD_BACKUP, if it is no backup, of another format, not whole or
  // was changed; NOT_FOUND; PERMISSION_DENIED.
  static absl::StatusOr<std::unique_ptr<BackupFile>> Open(const std::string& path);

  ~BackupFile();
  BackupFile(const BackupFile&) = delete;
  BackupFile& operator=(const BackupFile&) = delete;

  const BackupContent& content() const { return content_; }

  // Hands on one block after the other; the first error ends it. INVALID_ARGUMENT (BAD_BACKUP) for a block that does not
  // parse, rows out of order, or another number of rows than the end says.
  absl::Status ForEachBlock(const std::function<absl::Status(const storage::v1::BackupBlock&)>& on_block);

 private:
  BackupFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  absl::Status CheckWhole();
  absl::Status ReadEnd();
  // The part at `offset`, which moves behind it.
  absl::StatusOr<std::string> ReadPart(int64_t& offset, char& kind) const;
  absl::StatusOr<std::string> ReadBytes(int64_t offset, size_t count) const;
  absl::Status Bad(absl::string_view en, absl::string_view zh) const;

  const std::string path_;
  const int fd_;
  BackupContent content_;
};

}  // namespace heng
