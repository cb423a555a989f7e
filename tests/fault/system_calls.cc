// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/system_calls.h"

#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <string>

#include "absl/strings/str_cat.h"

namespace heng::fault {
namespace {

std::mutex mutex;
std::vector<std::string> seen;
int calls_until_failure = 0;
int failure = 0;

std::string NameOf(const char* path) {
  const std::filesystem::path name(path);
  return absl::StrCat(name.filename().string(), std::filesystem::is_directory(name) ? "/" : "");
}

std::string NameOf(int fd) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink(absl::StrCat("/proc/self/fd/", fd), error);
  return error ? "" : NameOf(path.c_str());
}

// The error that this call fails with; 0: none.
int ErrorOf(std::string call) {
  std::lock_guard<std::mutex> lock(mutex);
  seen.push_back(std::move(call));
  return calls_until_failure > 0 && --calls_until_failure == 0 ? failure : 0;
}

bool Fails(std::string call) {
  const int error = ErrorOf(std::move(call));
  if (error != 0) errno = error;
  return error != 0;
}

}  // namespace

void SystemCalls::Begin(int fail_at, int error) {
  std::lock_guard<std::mutex> lock(mutex);
  seen.clear();
  calls_until_failure = fail_at;
  failure = error;
}

std::vector<std::string> SystemCalls::Seen() {
  std::lock_guard<std::mutex> lock(mutex);
  return seen;
}

}  // namespace heng::fault

extern "C" {

ssize_t __real_write(int fd, const void* bytes, size_t count);
int __real_fsync(int fd);
int __real_rename(const char* from, const char* to);
int __real_unlink(const char* path);
int __real_mkdir(const char* path, mode_t mode);

// A failed write leaves half of its bytes.
ssize_t __wrap_write(int fd, const void* bytes, size_t count) {
  if (!heng::fault::Fails(absl::StrCat("write ", heng::fault::NameOf(fd))))
    return __real_write(fd, bytes, count);
  const int error = errno;
  if (__real_write(fd, bytes, count / 2) >= 0) errno = error;
  return -1;
}

int __wrap_fsync(int fd) {
  return heng::fault::Fails(absl::StrCat("fsync ", heng::fault::NameOf(fd))) ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char* from, const char* to) {
  const std::string call = absl::StrCat("rename ", heng::fault::NameOf(from), " ", heng::fault::NameOf(to));
  return heng::fault::Fails(call) ? -1 : __real_rename(from, to);
}

int __wrap_unlink(const char* path) {
  return heng::fault::Fails(absl::StrCat("unlink ", heng::fault::NameOf(path))) ? -1 : __real_unlink(path);
}

int __wrap_mkdir(const char* path, mode_t mode) {
  return heng::fault::Fails(absl::StrCat("mkdir ", heng::fault::NameOf(path))) ? -1
                                                                               : __real_mkdir(path, mode);
}

}  // extern "C"
