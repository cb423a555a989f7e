// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/testing/sync_fault_env.h"

#include <rocksdb/file_system.h>

#include <string>
#include <utility>

#include "absl/strings/match.h"

namespace heng::testing {
namespace {

class FaultyLog final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyLog(std::unique_ptr<rocksdb::FSWritableFile> file, std::shared_ptr<std::atomic<bool>> fail_next)
      : FSWritableFileOwnerWrapper(std::move(file)), fail_next_(std::move(fail_next)) {}

  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override {
    if (fail_next_->exchange(false)) return rocksdb::IOStatus::IOError("the test made the sync fail");
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }

 private:
  const std::shared_ptr<std::atomic<bool>> fail_next_;
};

class FaultyFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFileSystem(std::shared_ptr<std::atomic<bool>> fail_next)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), fail_next_(std::move(fail_next)) {}

  const char* Name() const override { return "FaultyFileSystem"; }
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    const rocksdb::IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (status.ok() && absl::EndsWith(path, ".log"))
      *file = std::make_unique<FaultyLog>(std::move(*file), fail_next_);
    return status;
  }

 private:
  const std::shared_ptr<std::atomic<bool>> fail_next_;
};

}  // namespace

SyncFaultEnv::SyncFaultEnv()
    : env_(rocksdb::NewCompositeEnv(std::make_shared<FaultyFileSystem>(fail_next_))) {}

}  // namespace heng::testing
