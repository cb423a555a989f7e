// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/part_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"

namespace heng::cli {
namespace {

absl::Status CannotWrite(const std::string& path, int error) {
  const std::string why = std::strerror(error);
  return MakeError(
      absl::StatusCode::kUnknown, "",
      {.en = absl::StrCat(path, " cannot be written: ", why), .zh = absl::StrCat(path, " 无法写入：", why)});
}

}  // namespace

absl::StatusOr<std::unique_ptr<PartFile>> PartFile::Create(const std::string& path, bool replace) {
  if (!replace && ::access(path.c_str(), F_OK) == 0) {
    return MakeError(absl::StatusCode::kAlreadyExists, "",
                     {.en = absl::StrCat(path, " exists; give another name, or --force to replace it"),
                      .zh = absl::StrCat(path, " 已存在；请换一个文件名，或用 --force 覆盖")});
  }
  const std::string part = path + ".part";
  const int fd = ::open(part.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0640);
  if (fd < 0) return CannotWrite(part, errno);
  return absl::WrapUnique(new PartFile(path, fd));
}

PartFile::~PartFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(PartPath().c_str());
}

absl::Status PartFile::Append(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return CannotWrite(PartPath(), errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status PartFile::Finish() {
  if (::fsync(fd_) != 0) return CannotWrite(PartPath(), errno);
  if (::rename(PartPath().c_str(), path_.c_str()) != 0) return CannotWrite(path_, errno);
  if (::close(std::exchange(fd_, -1)) != 0) return CannotWrite(path_, errno);
  const std::filesystem::path parent = std::filesystem::path(path_).parent_path();
  const int directory = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = directory >= 0 && ::fsync(directory) == 0;
  const int error = errno;
  if (directory >= 0) ::close(directory);
  return synced ? absl::OkStatus() : CannotWrite(path_, error);
}

}  // namespace heng::cli
