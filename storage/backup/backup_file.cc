// SPDX-License-Identifier: Apache-2.0
#include "storage/backup/backup_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/durable_file.h"

namespace heng {
namespace {

constexpr absl::string_view kHeader = "heng-backup 1\n";
constexpr absl::string_view kHeaderOfAnyFormat = "heng-backup ";
constexpr size_t kDigestBytes = 32;
constexpr size_t kPartHeadBytes = 5;  // kind and length
constexpr char kBlock = 'B';
constexpr char kEnd = 'E';
// A block is closed when its rows exceed this; one row may be larger.
constexpr size_t kBlockBytes = 1024 * 1024;
// More than the largest row comes to.
constexpr uint64_t kMaxPartBytes = 64 * 1024 * 1024;
constexpr size_t kPieceBytes = 1024 * 1024;
// Fast; higher levels gain a tenth on forms.
constexpr int kZstdLevel = 3;

std::string Length(size_t bytes) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(bytes >> shift));
  return text;
}

uint32_t LengthIn(absl::string_view bytes) {
  uint32_t length = 0;
  for (char byte : bytes) length = length << 8 | static_cast<unsigned char>(byte);
  return length;
}

std::string Compress(absl::string_view bytes) {
  std::string compressed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size =
      ZSTD_compress(compressed.data(), compressed.size(), bytes.data(), bytes.size(), kZstdLevel);
  HENG_CHECK(ZSTD_isError(size) == 0);
  compressed.resize(size);
  return compressed;
}

// Nothing if the bytes are not what Compress makes.
std::optional<std::string> Decompress(absl::string_view compressed) {
  const unsigned long long size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kMaxPartBytes) {
    return std::nullopt;
  }
  std::string bytes(size, '\0');
  const size_t got = ZSTD_decompress(bytes.data(), bytes.size(), compressed.data(), compressed.size());
  if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
  return bytes;
}

}  // namespace

absl::Status BackupWriter::Add(std::string key, std::string value) {
  block_bytes_ += key.size() + value.size();
  ++row_count_;
  storage::v1::BackupBlock::Row& row = *block_.add_rows();
  row.set_key(std::move(key));
  row.set_value(std::move(value));
  return block_bytes_ < kBlockBytes ? absl::OkStatus() : WriteBlock();
}

absl::Status BackupWriter::WriteBlock() {
  const std::string compressed = Compress(block_.SerializeAsString());
  block_.Clear();
  block_bytes_ = 0;
  return WritePart(kBlock, compressed);
}

absl::Status BackupWriter::WritePart(char kind, absl::string_view bytes) {
  if (file_bytes_ == 0) HENG_RETURN_IF_ERROR(Write(kHeader));
  HENG_CHECK(bytes.size() <= kMaxPartBytes);
  HENG_RETURN_IF_ERROR(Write(absl::StrCat(absl::string_view(&kind, 1), Length(bytes.size()))));
  return Write(bytes);
}

absl::Status BackupWriter::Write(absl::string_view bytes) {
  digest_.Update(bytes);
  file_bytes_ += static_cast<int64_t>(bytes.size());
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kPieceBytes))) {
    HENG_RETURN_IF_ERROR(sink_(bytes.substr(0, kPieceBytes)));
  }
  return absl::OkStatus();
}

absl::StatusOr<BackupContent> BackupWriter::Finish(storage::v1::BackupEnd end) {
  if (block_.rows_size() > 0) HENG_RETURN_IF_ERROR(WriteBlock());
  end.set_row_count(row_count_);
  HENG_RETURN_IF_ERROR(WritePart(kEnd, end.SerializeAsString()));
  HENG_RETURN_IF_ERROR(Write(digest_.Digest()));
  return BackupContent{.end = std::move(end), .file_bytes = file_bytes_, .file_sha256 = digest_.Digest()};
}

absl::StatusOr<std::unique_ptr<BackupFile>> BackupFile::Open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) {
    return MakeError(absl::StatusCode::kNotFound, "NOT_FOUND",
                     {absl::StrCat("there is no file ", path), absl::StrCat("文件 ", path, " 不存在")});
  }
  if (fd < 0) return FileError(path, errno);
  std::unique_ptr<BackupFile> file = absl::WrapUnique(new BackupFile(path, fd));
  HENG_RETURN_IF_ERROR(file->CheckWhole());
  HENG_RETURN_IF_ERROR(file->ReadEnd());
  return file;
}

BackupFile::~BackupFile() { ::close(fd_); }

absl::Status BackupFile::Bad(absl::string_view en, absl::string_view zh) const {
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_BACKUP",
                   {absl::StrCat("the backup ", path_, " ", en, "; nothing was restored, use another copy"),
                    absl::StrCat("备份 ", path_, " ", zh, "；未恢复任何数据，请换用其他副本")});
}

absl::StatusOr<std::string> BackupFile::ReadBytes(int64_t offset, size_t count) const {
  std::string bytes(count, '\0');
  for (size_t have = 0; have < count;) {
    const ssize_t got = ::pread(fd_, bytes.data() + have, count - have, offset + static_cast<int64_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(path_, errno);
    if (got == 0) return Bad("ends too early", "不完整");
    have += static_cast<size_t>(got);
  }
  return bytes;
}

absl::Status BackupFile::CheckWhole() {
  struct stat stat = {};
  if (::fstat(fd_, &stat) != 0) return FileError(path_, errno);
  const int64_t size = stat.st_size;
  HENG_ASSIGN_OR_RETURN(const std::string header,
                        ReadBytes(0, std::min<size_t>(kHeader.size(), static_cast<size_t>(size))));
  if (header != kHeader && absl::StartsWith(header, kHeaderOfAnyFormat)) {
    return Bad("is of another format, want format 1: use the heng-storage of its time or a newer one",
               "格式不同（本程序读取格式 1），请使用写入该备份的或更新的 heng-storage 版本");
  }
  if (header != kHeader) return Bad("does not begin as a backup of heng does", "不是 heng 的备份文件");
  const int64_t digest_at = size - static_cast<int64_t>(kDigestBytes);
  if (digest_at < static_cast<int64_t>(kHeader.size())) return Bad("ends too early", "不完整");
  Sha256Stream digest;
  for (int64_t offset = 0; offset < digest_at;) {
    const int64_t count = std::min<int64_t>(kPieceBytes, digest_at - offset);
    HENG_ASSIGN_OR_RETURN(const std::string piece, ReadBytes(offset, static_cast<size_t>(count)));
    digest.Update(piece);
    offset += count;
  }
  HENG_ASSIGN_OR_RETURN(const std::string written, ReadBytes(digest_at, kDigestBytes));
  if (digest.Digest() != written)
    return Bad("is not whole or was changed: its digest is another", "不完整或被改动：摘要不符");
  digest.Update(written);
  content_.file_bytes = size;
  content_.file_sha256 = digest.Digest();
  return absl::OkStatus();
}

absl::StatusOr<std::string> BackupFile::ReadPart(int64_t& offset, char& kind) const {
  const int64_t end = content_.file_bytes - static_cast<int64_t>(kDigestBytes);
  const auto head_bytes = static_cast<int64_t>(kPartHeadBytes);
  if (end - offset < head_bytes) return Bad("has no end", "缺少结尾");
  HENG_ASSIGN_OR_RETURN(const std::string head, ReadBytes(offset, kPartHeadBytes));
  const int64_t length = LengthIn(absl::string_view(head).substr(1));
  if (length > end - offset - head_bytes) return Bad("has a part that is too long", "某一部分长度有误");
  kind = head[0];
  HENG_ASSIGN_OR_RETURN(std::string part, ReadBytes(offset + head_bytes, static_cast<size_t>(length)));
  offset += head_bytes + length;
  return part;
}

absl::Status BackupFile::ReadEnd() {
  const int64_t end = content_.file_bytes - static_cast<int64_t>(kDigestBytes);
  char kind = kBlock;
  std::string part;
  int64_t offset = kHeader.size();
  while (kind == kBlock) {
    HENG_ASSIGN_OR_RETURN(part, ReadPart(offset, kind));
  }
  if (kind != kEnd || offset != end || !content_.end.ParseFromString(part)) {
    return Bad("has no end", "缺少结尾");
  }
  return absl::OkStatus();
}

absl::Status BackupFile::ForEachBlock(
    const std::function<absl::Status(const storage::v1::BackupBlock&)>& on_block) {
  int64_t offset = kHeader.size();
  int64_t row_count = 0;
  std::string last_key;
  for (;;) {
    char kind = kEnd;
    HENG_ASSIGN_OR_RETURN(const std::string part, ReadPart(offset, kind));
    if (kind == kEnd) break;
    const std::optional<std::string> bytes = Decompress(part);
    storage::v1::BackupBlock block;
    if (!bytes || !block.ParseFromString(*bytes))
      return Bad("has a block that does not parse", "有无法解析的数据块");
    for (const storage::v1::BackupBlock::Row& row : block.rows()) {
      if (row.key() <= last_key) return Bad("has rows out of order", "数据顺序有误");
      last_key = row.key();
    }
    row_count += block.rows_size();
    HENG_RETURN_IF_ERROR(on_block(block));
  }
  if (row_count != content_.end.row_count())
    return Bad("has not as many rows as its end says", "行数与结尾登记不符");
  return absl::OkStatus();
}

}  // namespace heng
