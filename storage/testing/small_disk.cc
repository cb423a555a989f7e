// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/small_disk.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng::testing {

absl::Status SmallDisk::Mount(int size_mib) {
  if (::mount("tmpfs", path().c_str(), "tmpfs", 0, absl::StrCat("size=", size_mib, "m").c_str()) != 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("this process may not mount a tmpfs: ", std::strerror(errno)));
  }
  mounted_ = true;
  return absl::OkStatus();
}

SmallDisk::~SmallDisk() {
  if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
}

void SmallDisk::Fill() {
  const int fd = ::open(FillerPath().c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
  HENG_CHECK(fd >= 0);
  const std::vector<char> block(1 << 20);
  size_t size = block.size();
  while (size > 0) {
    if (::write(fd, block.data(), size) <= 0) size /= 2;
  }
  ::close(fd);
}

void SmallDisk::Free() { HENG_CHECK(::unlink(FillerPath().c_str()) == 0); }

}  // namespace heng::testing
