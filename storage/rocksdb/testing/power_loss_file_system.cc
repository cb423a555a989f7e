// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/testing/power_loss_file_system.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/rocksdb/testing/operation_file_system.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {
namespace {

namespace fs = std::filesystem;
using rocksdb::IOStatus;

// A file, whatever names it has. A second link keeps its bytes when the database has deleted it.
struct File {
  std::string link;
  uint64_t written_bytes = 0;
  uint64_t synced_bytes = 0;
};
using Names = std::map<std::string, std::shared_ptr<File>>;  // by path

// A change of the directory that happens as a whole or not at all.
struct NameChange {
  std::string removed;  // path; empty: none
  std::string added;    // path; empty: none
  std::shared_ptr<File> file;

  void Apply(Names& names) const {
    const auto found = names.find(removed);
    if (found != names.end() && found->second == file) names.erase(found);
    if (!added.empty()) names[added] = file;
  }
};

void CopyBeginning(const std::string& from, const std::string& to, uint64_t bytes) {
  fs::copy_file(from, to);
  fs::resize_file(to, bytes);
}

}  // namespace

class PowerLossFileSystem::Impl final : public OperationFileSystem {
 public:
  Impl(std::string data_dir, IgnoredSyncs ignored)
      : data_dir_(std::move(data_dir)), database_(data_dir_ + "/db"), ignored_(ignored) {
    if (!fs::exists(database_)) return;
    for (const fs::directory_entry& entry : fs::directory_iterator(database_)) {
      const std::string path = entry.path().string();
      if (entry.is_regular_file() && entry.path().filename() != "LOCK") names_[path] = MakeFile(path);
    }
    for (auto& [path, file] : names_) file->synced_bytes = file->written_bytes = fs::file_size(path);
    synced_names_ = names_;
  }

  IOStatus Run(const DiskChange& change, DoChange work) override {
    std::lock_guard<std::mutex> lock(mutex_);
    if (off_) return IOStatus::IOError("the power is off");
    // Opening with O_TRUNC would empty the file that the old name may still stand for after a cut.
    if (change.operation == DiskOperation::kCreate) fs::remove(change.path);
    const bool is_sync =
        change.operation == DiskOperation::kSync || change.operation == DiskOperation::kSyncDirectory;
    const IOStatus status = is_sync ? IOStatus::OK() : work(change.bytes);
    if (status.ok()) Remember(change);
    ++change_count_;
    sync_count_ += is_sync;
    if (change_count_ >= cut_at_change_ || sync_count_ >= cut_at_sync_) CutNow();
    return status;
  }

  void Cut() {
    std::lock_guard<std::mutex> lock(mutex_);
    CutNow();
  }
  void CutAtChange(int64_t count) {
    std::lock_guard<std::mutex> lock(mutex_);
    cut_at_change_ = count;
  }
  void CutAtSync(int64_t count) {
    std::lock_guard<std::mutex> lock(mutex_);
    cut_at_sync_ = count;
  }
  bool is_off() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return off_;
  }
  int64_t change_count() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return change_count_;
  }
  int64_t sync_count() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return sync_count_;
  }

  void WriteSurvivors(const std::string& to, Unsynced unsynced, uint64_t seed) const {
    std::lock_guard<std::mutex> lock(mutex_);
    HENG_CHECK(off_);
    fs::create_directories(to + "/db");
    for (const fs::directory_entry& entry : fs::directory_iterator(BesidePath())) {
      fs::copy_file(entry.path(), fs::path(to) / entry.path().filename());
    }
    std::mt19937_64 random(seed);
    for (const auto& [path, file] : SurvivingNames(unsynced, random)) {
      uint64_t bytes = file->synced_bytes;
      const uint64_t rest = file->written_bytes - bytes;
      if (unsynced == Unsynced::kKept) bytes += rest;
      if (IsRandom(unsynced)) bytes += random() % (rest + 1);
      CopyBeginning(file->link, absl::StrCat(to, "/db/", fs::path(path).filename().string()), bytes);
    }
  }

 private:
  static bool IsRandom(Unsynced unsynced) {
    return unsynced == Unsynced::kRandom || unsynced == Unsynced::kReordered;
  }

  Names SurvivingNames(Unsynced unsynced, std::mt19937_64& random) const {
    size_t first = 0;
    if (unsynced == Unsynced::kKept) first = unsynced_changes_.size();
    if (unsynced == Unsynced::kRandom) first = random() % (unsynced_changes_.size() + 1);
    Names names = synced_names_;
    for (size_t i = 0; i < unsynced_changes_.size(); ++i) {
      if (i < first || (unsynced == Unsynced::kReordered && random() % 2 == 0))
        unsynced_changes_[i].Apply(names);
    }
    return names;
  }

  bool IsIgnoredLog(const std::string& path) const {
    return ignored_ == IgnoredSyncs::kLogs && absl::EndsWith(path, ".log");
  }

  std::string BesidePath() const { return kept_.path() + "/beside"; }

  std::shared_ptr<File> MakeFile(const std::string& path) {
    auto file = std::make_shared<File>();
    file->link = absl::StrCat(kept_.path(), "/", next_link_++);
    fs::create_hard_link(path, file->link);
    return file;
  }

  void Remember(const DiskChange& change) {
    const auto found = names_.find(change.path);
    const std::shared_ptr<File> file = found == names_.end() ? nullptr : found->second;
    switch (change.operation) {
      case DiskOperation::kCreate:
        return ChangeNames({.added = change.path, .file = MakeFile(change.path)});
      case DiskOperation::kRename:
        return ChangeNames({.removed = change.path, .added = change.target, .file = file});
      case DiskOperation::kDelete:
        return ChangeNames({.removed = change.path, .file = file});
      case DiskOperation::kSyncDirectory:
        if (change.path == database_ && ignored_ != IgnoredSyncs::kDirectories) SyncNames();
        return;
      case DiskOperation::kSync:
        if (file != nullptr && !IsIgnoredLog(change.path)) file->synced_bytes = file->written_bytes;
        return;
      case DiskOperation::kAppend:
        if (file != nullptr) file->written_bytes += change.bytes;
        return;
      case DiskOperation::kTruncate:
        // RocksDB only takes away what it allocated beforehand.
        HENG_CHECK(file == nullptr || change.bytes >= file->written_bytes);
        return;
    }
  }

  void ChangeNames(NameChange change) {
    if (change.file == nullptr) return;
    change.Apply(names_);
    unsynced_changes_.push_back(std::move(change));
  }

  void SyncNames() {
    synced_names_ = names_;
    unsynced_changes_.clear();
  }

  void CutNow() {
    if (std::exchange(off_, true)) return;
    fs::create_directory(BesidePath());
    for (const fs::directory_entry& entry : fs::directory_iterator(data_dir_)) {
      const std::string name = entry.path().filename().string();
      if (!entry.is_regular_file() || name == "LOCK" || absl::EndsWith(name, ".new")) continue;
      // Not with copy_file, which asks for the size first: the file may be replaced in between.
      std::ofstream(fs::path(BesidePath()) / name, std::ios::binary)
          << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
  }

  const std::string data_dir_;
  const std::string database_;
  const IgnoredSyncs ignored_;
  const TemporaryDirectory kept_;

  mutable std::mutex mutex_;
  int64_t next_link_ = 0;
  Names names_;         // as the database sees them
  Names synced_names_;  // as they are after a cut at least
  std::vector<NameChange> unsynced_changes_;
  int64_t change_count_ = 0;
  int64_t sync_count_ = 0;
  int64_t cut_at_change_ = kNever;
  int64_t cut_at_sync_ = kNever;
  bool off_ = false;
};

PowerLossFileSystem::PowerLossFileSystem(std::string data_dir, IgnoredSyncs ignored)
    : impl_(std::make_shared<Impl>(std::move(data_dir), ignored)), env_(MakeEnv(impl_)) {}

PowerLossFileSystem::~PowerLossFileSystem() = default;

rocksdb::Env* PowerLossFileSystem::env() const { return env_.get(); }
int64_t PowerLossFileSystem::change_count() const { return impl_->change_count(); }
int64_t PowerLossFileSystem::sync_count() const { return impl_->sync_count(); }
void PowerLossFileSystem::Cut() { impl_->Cut(); }
void PowerLossFileSystem::CutAtChange(int64_t count) { impl_->CutAtChange(count); }
void PowerLossFileSystem::CutAtSync(int64_t count) { impl_->CutAtSync(count); }
bool PowerLossFileSystem::is_off() const { return impl_->is_off(); }

void PowerLossFileSystem::WriteSurvivors(const std::string& to, Unsynced unsynced, uint64_t seed) const {
  impl_->WriteSurvivors(to, unsynced, seed);
}

}  // namespace heng::testing
