// SPDX-License-Identifier: Apache-2.0
#include "storage/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/durable_file.h"

namespace heng {
namespace {

std::string FormatLine() { return absl::StrCat("heng-storage format ", DataDirectory::kFormatVersion, "\n"); }

absl::Status WrongFormat(const std::string& path, absl::string_view got_en, absl::string_view got_zh) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
      {absl::StrCat("data directory ", path, " holds ", got_en, ", want format ",
                    DataDirectory::kFormatVersion,
                    "; use the heng-storage that wrote it, or an empty directory"),
       absl::StrCat("数据目录 ", path, " ", got_zh, "，本程序需要格式 ", DataDirectory::kFormatVersion,
                    "；请使用写入该目录的 heng-storage 版本，或换一个空目录")});
}

absl::Status CheckFormat(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path + "/FORMAT", error)) {
    if (error) return FileError(path, error.value());
    if (std::filesystem::exists(path + "/db", error)) {
      return WrongFormat(path, "files without FORMAT", "缺少 FORMAT 文件");
    }
    return ReplaceFile(path + "/FORMAT", FormatLine());
  }
  HENG_ASSIGN_OR_RETURN(const std::string content, ReadWholeFile(path + "/FORMAT"));
  if (content == FormatLine()) return absl::OkStatus();
  const std::string line = absl::CHexEscape(content.substr(0, content.find('\n')).substr(0, 64));
  return WrongFormat(path, absl::StrCat("\"", line, "\""), absl::StrCat("的格式为“", line, "”"));
}

std::string RestoringPath(absl::string_view path) { return absl::StrCat(path, "/RESTORING"); }

absl::Status CheckIsWhole(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(RestoringPath(path), error)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                   {absl::StrCat("a restore into data directory ", path,
                                 " did not come to its end; remove the directory and restore again"),
                    absl::StrCat("向数据目录 ", path, " 的恢复未完成；请删除该目录后重新恢复")});
}

absl::Status MakeDirectory(const std::string& path) {
  if (::mkdir(path.c_str(), 0750) == 0) return SyncParent(path);
  return errno == EEXIST ? absl::OkStatus() : FileError(path, errno);
}

absl::StatusOr<int> LockDirectory(const std::string& path) {
  const int fd = ::open((path + "/LOCK").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0640);
  if (fd < 0) return FileError(path, errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  const int error = errno;
  ::close(fd);
  if (error != EWOULDBLOCK) return FileError(path, error);
  return MakeError(absl::StatusCode::kUnavailable, "STORAGE_AWAY",
                   {absl::StrCat("data directory ", path, " is in use by another process; stop it first"),
                    absl::StrCat("数据目录 ", path, " 正被另一个进程使用，请先停止该进程")});
}

}  // namespace

absl::StatusOr<std::unique_ptr<DataDirectory>> DataDirectory::Open(absl::string_view directory) {
  const std::string path(directory);
  HENG_RETURN_IF_ERROR(MakeDirectory(path));
  HENG_ASSIGN_OR_RETURN(const int lock_fd, LockDirectory(path));
  std::unique_ptr<DataDirectory> result = absl::WrapUnique(new DataDirectory(path, lock_fd));
  HENG_RETURN_IF_ERROR(CheckFormat(path));
  HENG_RETURN_IF_ERROR(CheckIsWhole(path));
  HENG_RETURN_IF_ERROR(MakeDirectory(result->EnginePath()));
  // Again if it was there: whoever made it may have ended before its name was synced.
  HENG_RETURN_IF_ERROR(SyncParent(result->EnginePath()));
  return result;
}

bool DataDirectory::Exists(absl::string_view path) {
  std::error_code error;
  return std::filesystem::exists(absl::StrCat(path, "/FORMAT"), error);
}

std::string DataDirectory::AnchorPath(absl::string_view path) { return absl::StrCat(path, "/ANCHOR"); }

absl::Status DataDirectory::BeginRestore(absl::string_view path) {
  return ReplaceFile(RestoringPath(path), "a backup is being put in\n");
}

absl::Status DataDirectory::EndRestore(absl::string_view path) { return RemoveFile(RestoringPath(path)); }

DataDirectory::~DataDirectory() { ::close(lock_fd_); }

}  // namespace heng
