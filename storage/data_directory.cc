// SPDX-License-Identifier: Apache-2.0
#include "storage/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/engine_errors.h"

namespace heng {
namespace {

std::string FormatLine() { return absl::StrCat("heng-storage format ", DataDirectory::kFormatVersion, "\n"); }

// What errno says about work on `path`.
absl::Status ErrnoStatus(absl::string_view path, int error) {
  if (error == ENOSPC || error == EDQUOT) return DiskFull();
  const std::string why = std::strerror(error);
  if (error == ENOENT) {
    return MakeError(
        absl::StatusCode::kNotFound, "NOT_FOUND",
        {absl::StrCat("data directory ", path, ": ", why, "; create the directory above it first"),
         absl::StrCat("数据目录 ", path, " 的上级目录不存在，请先创建")});
  }
  return MakeError(absl::StatusCode::kPermissionDenied, "PERMISSION",
                   {absl::StrCat("data directory ", path, " cannot be used: ", why,
                                 "; give the service's user the right to write there"),
                    absl::StrCat("数据目录 ", path, " 无法读写（", why, "），请授予服务用户写权限")});
}

absl::Status WriteSynced(const std::string& path, absl::string_view content) {
  const int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0640);
  if (fd < 0) return ErrnoStatus(path, errno);
  const ssize_t written = ::write(fd, content.data(), content.size());
  int error = written == static_cast<ssize_t>(content.size()) ? 0 : (written < 0 ? errno : ENOSPC);
  if (error == 0 && ::fsync(fd) != 0) error = errno;
  ::close(fd);
  return error == 0 ? absl::OkStatus() : ErrnoStatus(path, error);
}

absl::Status SyncDirectory(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(path, errno);
  const int error = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  return error == 0 ? absl::OkStatus() : ErrnoStatus(path, error);
}

// The rename makes FORMAT appear whole or not at all.
absl::Status WriteFormat(const std::string& path) {
  const std::string temporary = path + "/FORMAT.new";
  HENG_RETURN_IF_ERROR(WriteSynced(temporary, FormatLine()));
  if (::rename(temporary.c_str(), (path + "/FORMAT").c_str()) != 0) return ErrnoStatus(path, errno);
  return SyncDirectory(path);
}

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
    if (error) return ErrnoStatus(path, error.value());
    if (std::filesystem::exists(path + "/db", error)) {
      return WrongFormat(path, "files without FORMAT", "缺少 FORMAT 文件");
    }
    return WriteFormat(path);
  }
  std::ifstream file(path + "/FORMAT", std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return ErrnoStatus(path, EACCES);
  if (content.str() == FormatLine()) return absl::OkStatus();
  const std::string line = content.str().substr(0, content.str().find('\n')).substr(0, 64);
  return WrongFormat(path, absl::StrCat("\"", line, "\""), absl::StrCat("的格式为“", line, "”"));
}

absl::Status MakeDirectory(const std::string& path) {
  if (::mkdir(path.c_str(), 0750) == 0 || errno == EEXIST) return absl::OkStatus();
  return ErrnoStatus(path, errno);
}

absl::StatusOr<int> LockDirectory(const std::string& path) {
  const int fd = ::open((path + "/LOCK").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0640);
  if (fd < 0) return ErrnoStatus(path, errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  const int error = errno;
  ::close(fd);
  if (error != EWOULDBLOCK) return ErrnoStatus(path, error);
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
  HENG_RETURN_IF_ERROR(MakeDirectory(result->EnginePath()));
  return result;
}

DataDirectory::~DataDirectory() { ::close(lock_fd_); }

}  // namespace heng
