// SPDX-License-Identifier: Apache-2.0
#include "services/storage/spool_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "absl/memory/memory.h"
#include "storage/durable_file.h"

namespace heng {

absl::StatusOr<std::unique_ptr<SpoolFile>> SpoolFile::Make(const std::string& directory) {
  std::string path =
      (directory.empty() ? std::filesystem::temp_directory_path().string() : directory) + "/spool.XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) return FileError(path, errno);
  return absl::WrapUnique(new SpoolFile(std::move(path), fd));
}

SpoolFile::~SpoolFile() {
  ::close(fd_);
  ::unlink(path_.c_str());
}

absl::Status SpoolFile::Append(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError(path_, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

}  // namespace heng
