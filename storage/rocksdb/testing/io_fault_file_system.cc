// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/testing/io_fault_file_system.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/rocksdb/testing/operation_file_system.h"

namespace heng::testing {
namespace {

using rocksdb::IOStatus;

const char* WordOf(DiskOperation operation) {
  switch (operation) {
    case DiskOperation::kCreate:
      return "create";
    case DiskOperation::kAppend:
      return "append";
    case DiskOperation::kSync:
      return "sync";
    case DiskOperation::kSyncDirectory:
      return "sync directory";
    case DiskOperation::kRename:
      return "rename";
    case DiskOperation::kDelete:
      return "delete";
    case DiskOperation::kTruncate:
      return "truncate";
  }
  return "";
}

bool Concerns(const IoFault& fault, const DiskChange& change) {
  const auto& wanted = fault.operations;
  return (wanted.empty() || std::find(wanted.begin(), wanted.end(), change.operation) != wanted.end()) &&
         absl::EndsWith(change.path, fault.path_ending);
}

}  // namespace

class IoFaultFileSystem::Impl final : public OperationFileSystem {
 public:
  IOStatus Run(const DiskChange& change, DoChange work) override {
    const std::optional<IoFault> fault = FaultOf(change);
    if (!fault) return work(change.bytes);
    if (fault->unnoticed) return IOStatus::OK();
    if (fault->torn && change.operation == DiskOperation::kAppend) {
      if (const IOStatus half = work(change.bytes / 2); !half.ok()) return half;
    }
    return IOStatus::IOError("the test made it fail", change.path);
  }

  void Set(std::optional<IoFault> fault) {
    std::lock_guard<std::mutex> lock(mutex_);
    fault_ = std::move(fault);
  }
  std::vector<std::string> failures() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return failures_;
  }
  int64_t change_count() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return change_count_;
  }

 private:
  // The fault of this change, if it has one.
  std::optional<IoFault> FaultOf(const DiskChange& change) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++change_count_;
    if (!fault_ || !Concerns(*fault_, change) || --fault_->number > 0) return std::nullopt;
    if (!fault_->unnoticed) {
      failures_.push_back(absl::StrCat(WordOf(change.operation), " ",
                                       std::filesystem::path(change.path).filename().string()));
    }
    if (fault_->lasting) return fault_;
    return std::exchange(fault_, std::nullopt);
  }

  mutable std::mutex mutex_;
  std::optional<IoFault> fault_;
  std::vector<std::string> failures_;
  int64_t change_count_ = 0;
};

IoFaultFileSystem::IoFaultFileSystem() : impl_(std::make_shared<Impl>()), env_(MakeEnv(impl_)) {}

IoFaultFileSystem::~IoFaultFileSystem() = default;

rocksdb::Env* IoFaultFileSystem::env() const { return env_.get(); }
void IoFaultFileSystem::Fail(IoFault fault) { impl_->Set(std::move(fault)); }
void IoFaultFileSystem::Heal() { impl_->Set(std::nullopt); }
std::vector<std::string> IoFaultFileSystem::failures() const { return impl_->failures(); }
int64_t IoFaultFileSystem::change_count() const { return impl_->change_count(); }

}  // namespace heng::testing
