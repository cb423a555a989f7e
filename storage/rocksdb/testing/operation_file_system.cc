// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/testing/operation_file_system.h"

#include <rocksdb/system_clock.h>

#include <algorithm>
#include <utility>

namespace heng::testing {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

class OperationFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  OperationFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path, OperationFileSystem& system)
      : FSWritableFileOwnerWrapper(std::move(file)), path_(std::move(path)), system_(system) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    return system_.Run({DiskOperation::kAppend, path_, "", data.size()}, [&](size_t bytes) {
      return FSWritableFileOwnerWrapper::Append(Slice(data.data(), bytes), options, debug);
    });
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return system_.Run({DiskOperation::kSync, path_},
                       [&](size_t) { return FSWritableFileOwnerWrapper::Sync(options, debug); });
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }
  // Only begins to write back; nothing rests on it.
  IOStatus RangeSync(uint64_t, uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();
  }
  // Would allocate space ahead, which costs a memory disk all its time.
  void PrepareWrite(size_t, size_t, const IOOptions&, IODebugContext*) override {}
  IOStatus Truncate(uint64_t bytes, const IOOptions& options, IODebugContext* debug) override {
    return system_.Run({DiskOperation::kTruncate, path_, "", bytes},
                       [&](size_t) { return FSWritableFileOwnerWrapper::Truncate(bytes, options, debug); });
  }
  IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::NotSupported("only for direct I/O");
  }
  IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&, const rocksdb::DataVerificationInfo&,
                            IODebugContext*) override {
    return IOStatus::NotSupported("only for direct I/O");
  }

 private:
  const std::string path_;
  OperationFileSystem& system_;
};

class OperationDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  OperationDirectory(std::unique_ptr<rocksdb::FSDirectory> directory, std::string path,
                     OperationFileSystem& system)
      : FSDirectoryWrapper(std::move(directory)), path_(std::move(path)), system_(system) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return system_.Run({DiskOperation::kSyncDirectory, path_},
                       [&](size_t) { return FSDirectoryWrapper::Fsync(options, debug); });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, debug);
  }

 private:
  const std::string path_;
  OperationFileSystem& system_;
};

class ImpatientClock final : public rocksdb::SystemClockWrapper {
 public:
  explicit ImpatientClock(const std::shared_ptr<rocksdb::SystemClock>& clock) : SystemClockWrapper(clock) {}

  const char* Name() const override { return "ImpatientClock"; }
  void SleepForMicroseconds(int micros) override {
    SystemClockWrapper::SleepForMicroseconds(std::min(micros, 1000));
  }
};

class ImpatientEnv final : public rocksdb::EnvWrapper {
 public:
  explicit ImpatientEnv(std::unique_ptr<rocksdb::Env> env) : EnvWrapper(std::move(env)) {
    system_clock_ = std::make_shared<ImpatientClock>(system_clock_);
  }
};

}  // namespace

IOStatus OperationFileSystem::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                              std::unique_ptr<rocksdb::FSWritableFile>* file,
                                              IODebugContext* debug) {
  const IOStatus status = Run({DiskOperation::kCreate, path}, [&](size_t) {
    return FileSystemWrapper::NewWritableFile(path, options, file, debug);
  });
  if (status.ok()) *file = std::make_unique<OperationFile>(std::move(*file), path, *this);
  return status;
}

IOStatus OperationFileSystem::ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                                 std::unique_ptr<rocksdb::FSWritableFile>* file,
                                                 IODebugContext* debug) {
  const IOStatus status = FileSystemWrapper::ReopenWritableFile(path, options, file, debug);
  if (status.ok()) *file = std::make_unique<OperationFile>(std::move(*file), path, *this);
  return status;
}

IOStatus OperationFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                           std::unique_ptr<rocksdb::FSDirectory>* directory,
                                           IODebugContext* debug) {
  const IOStatus status = FileSystemWrapper::NewDirectory(path, options, directory, debug);
  if (status.ok()) *directory = std::make_unique<OperationDirectory>(std::move(*directory), path, *this);
  return status;
}

IOStatus OperationFileSystem::DeleteFile(const std::string& path, const IOOptions& options,
                                         IODebugContext* debug) {
  return Run({DiskOperation::kDelete, path},
             [&](size_t) { return FileSystemWrapper::DeleteFile(path, options, debug); });
}

IOStatus OperationFileSystem::RenameFile(const std::string& path, const std::string& target,
                                         const IOOptions& options, IODebugContext* debug) {
  return Run({DiskOperation::kRename, path, target},
             [&](size_t) { return FileSystemWrapper::RenameFile(path, target, options, debug); });
}

IOStatus OperationFileSystem::Truncate(const std::string& path, size_t bytes, const IOOptions& options,
                                       IODebugContext* debug) {
  return Run({DiskOperation::kTruncate, path, "", bytes},
             [&](size_t) { return FileSystemWrapper::Truncate(path, bytes, options, debug); });
}

IOStatus OperationFileSystem::ReuseWritableFile(const std::string&, const std::string&,
                                                const rocksdb::FileOptions&,
                                                std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) {
  return IOStatus::NotSupported("logs are not recycled");
}

IOStatus OperationFileSystem::NewRandomRWFile(const std::string&, const rocksdb::FileOptions&,
                                              std::unique_ptr<rocksdb::FSRandomRWFile>*, IODebugContext*) {
  return IOStatus::NotSupported("files are only appended to");
}

IOStatus OperationFileSystem::LinkFile(const std::string&, const std::string&, const IOOptions&,
                                       IODebugContext*) {
  return IOStatus::NotSupported("files have one name");
}

std::unique_ptr<rocksdb::Env> MakeEnv(std::shared_ptr<OperationFileSystem> file_system) {
  return std::make_unique<ImpatientEnv>(rocksdb::NewCompositeEnv(std::move(file_system)));
}

}  // namespace heng::testing
