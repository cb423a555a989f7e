// SPDX-License-Identifier: Apache-2.0
//
// The file system below RocksDB with one place that every change of a file or of a directory goes through, for
// file systems of tests that count, refuse or remember what is done. Reading goes straight through.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "storage/rocksdb/testing/disk_operation.h"

namespace heng::testing {

// One change that RocksDB asks for.
struct DiskChange {
  DiskOperation operation;
  std::string path;    // of the file or directory
  std::string target;  // kRename: the new path
  size_t bytes = 0;    // kAppend: how many; kTruncate: the new length
};

// Does the change; of an append the first `bytes` only. May be called at most once.
using DoChange = absl::FunctionRef<rocksdb::IOStatus(size_t bytes)>;

// Thread-safe as far as Run is.
class OperationFileSystem : public rocksdb::FileSystemWrapper {
 public:
  OperationFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "OperationFileSystem"; }

  // Called for every change, by the thread that asks for it.
  virtual rocksdb::IOStatus Run(const DiskChange& change, DoChange work) = 0;

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& path, const std::string& target,
                               const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, size_t bytes, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  // What RocksDB has no need of with heng's options, and what would pass Run by.
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& path, const std::string& target,
                             const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override;
};

// An environment on the file system, without the second that RocksDB pauses when work in the background has failed.
std::unique_ptr<rocksdb::Env> MakeEnv(std::shared_ptr<OperationFileSystem> file_system);

}  // namespace heng::testing
