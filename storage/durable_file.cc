// SPDX-License-Identifier: Apache-2.0
#include "storage/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/engine_errors.h"

namespace heng {
namespace {

// Writes everything; 0 or errno.
int WriteAll(int fd, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

absl::Status WriteSynced(const std::string& path, absl::string_view content) {
  const int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0640);
  if (fd < 0) return FileError(path, errno);
  int error = WriteAll(fd, content);
  if (error == 0 && ::fsync(fd) != 0) error = errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  return error == 0 ? absl::OkStatus() : FileError(path, error);
}

}  // namespace

absl::Status FileError(absl::string_view path, int error) {
  if (error == ENOSPC || error == EDQUOT) return DiskFull();
  const std::string why = std::strerror(error);
  if (error == ENOENT) {
    return MakeError(absl::StatusCode::kNotFound, "NOT_FOUND",
                     {absl::StrCat(path, ": ", why, "; create the directory above it first"),
                      absl::StrCat(path, " 不存在或其上级目录不存在，请先创建")});
  }
  return MakeError(
      absl::StatusCode::kPermissionDenied, "PERMISSION",
      {absl::StrCat(path, " cannot be used: ", why, "; give the service's user the right to write there"),
       absl::StrCat(path, " 无法读写（", why, "），请授予服务用户写权限")});
}

absl::Status SyncParent(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return FileError(directory, errno);
  const int error = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  return error == 0 ? absl::OkStatus() : FileError(directory, error);
}

absl::Status ReplaceFile(const std::string& path, absl::string_view content) {
  const std::string temporary = path + ".new";
  HENG_RETURN_IF_ERROR(WriteSynced(temporary, content));
  if (::rename(temporary.c_str(), path.c_str()) != 0) return FileError(path, errno);
  return SyncParent(path);
}

absl::Status RemoveFile(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return FileError(path, errno);
  return SyncParent(path);
}

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return FileError(path, errno);
  std::string content;
  char buffer[64 * 1024];
  ssize_t count = 0;
  int error = 0;
  while ((count = ::read(fd, buffer, sizeof buffer)) != 0) {
    if (count > 0) {
      content.append(buffer, static_cast<size_t>(count));
    } else if (errno != EINTR) {
      error = errno;
      break;
    }
  }
  ::close(fd);
  if (error != 0) return FileError(path, error);
  return content;
}

}  // namespace heng
