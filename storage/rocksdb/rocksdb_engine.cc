// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/rocksdb_engine.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/transaction_log.h>
#include <sys/statvfs.h>

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "storage/data_directory.h"
#include "storage/engine_checks.h"
#include "storage/engine_errors.h"
#include "storage/key_space.h"
#include "storage/rocksdb/io_watch.h"
#include "storage/rocksdb/options.h"
#include "storage/rocksdb/rocksdb_status.h"
#include "storage/rocksdb/versioned_value.h"
#include "storage/snapshot_registry.h"

namespace heng {
namespace {

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }

uint64_t BytesOf(absl::Span<const Transaction> transactions) {
  uint64_t bytes = 0;
  for (const Transaction& transaction : transactions) {
    for (const Write& write : transaction.writes)
      bytes += write.key.size() + (write.value ? write.value->size() : 0);
  }
  return bytes;
}

struct CloseDatabase {
  bool leave_open = false;
  void operator()(rocksdb::DB* database) const {
    if (!leave_open) {
      delete database;
      return;
    }
    // Somebody still points to it: it is no leak.
    static std::mutex mutex;
    static auto& left_open = *new std::vector<rocksdb::DB*>();
    std::lock_guard<std::mutex> lock(mutex);
    left_open.push_back(database);
  }
};

class RocksDbEngine final : public Engine {
 public:
  RocksDbEngine(const RocksDbEngineOptions& options, std::unique_ptr<DataDirectory> directory)
      : reserve_bytes_(options.free_space_reserve_bytes),
        directory_(std::move(directory)),
        snapshots_(*options.clock, limits().max_snapshots, limits().snapshot_lifetime) {}

  ~RocksDbEngine() override;
  absl::Status OpenDatabase(const RocksDbEngineOptions& options);

  std::vector<absl::Status> Commit(absl::Span<const Transaction> transactions) override;
  absl::StatusOr<std::vector<std::optional<Row>>> Get(absl::Span<const std::string> keys) override;
  absl::StatusOr<ScanPage> Scan(const ScanRequest& request) override;
  void Release(absl::string_view snapshot) override { snapshots_.Release(snapshot); }
  EngineLimits limits() const override { return EmbeddedEngineLimits(); }
  absl::Status Check() override;

 private:
  // Transactions on their way into one batch.
  struct Joined {
    explicit Joined(Version first) : first_version(first) {}
    rocksdb::WriteBatch batch;
    const Version first_version;
    std::map<std::string, Version, std::less<>> versions;  // of the keys in the batch
  };

  rocksdb::ColumnFamilyHandle* FamilyOf(absl::string_view key) const {
    return SpaceOf(key) == KeySpace::kDocuments ? documents_ : rows_;
  }
  absl::Status Join(const Transaction& transaction, Joined& joined);
  absl::StatusOr<Version> VersionOf(const std::string& key, const Joined& joined);
  absl::Status WriteSynced(rocksdb::WriteBatch& batch);
  absl::Status ReadyToWrite(uint64_t bytes);
  absl::Status Recover();
  uint64_t CurrentLogNumber();
  std::shared_ptr<const rocksdb::Snapshot> TakeSnapshot();

  const uint64_t reserve_bytes_;
  const std::unique_ptr<DataDirectory> directory_;
  const std::shared_ptr<IoWatch> io_watch_ = std::make_shared<IoWatch>();
  std::unique_ptr<rocksdb::DB, CloseDatabase> db_;
  rocksdb::ColumnFamilyHandle* documents_ = nullptr;
  rocksdb::ColumnFamilyHandle* rows_ = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  SnapshotRegistry<rocksdb::Snapshot> snapshots_;

  // Held from reading guards to the end of the write: nobody else writes in between.
  std::mutex write_mutex_;
  absl::Status stopped_;     // why nothing is written until a restart; OK if all is well
  uint64_t broken_log_ = 0;  // log file that a write failed on; 0 if none
};

absl::Status RocksDbEngine::OpenDatabase(const RocksDbEngineOptions& options) {
  rocksdb::DBOptions database = DatabaseOptions(io_watch_);
  if (options.env != nullptr) database.env = options.env;
  std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  const std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions()},
      {kDocumentsFamily, DocumentsOptions(cache)},
      {kRowsFamily, RowsOptions(cache)}};
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened =
      rocksdb::DB::Open(database, directory_->EnginePath(), families, &families_, &db);
  if (!opened.ok()) return FromRocksDbOpen(opened);
  db_.reset(db);
  documents_ = families_[1];
  rows_ = families_[2];
  return absl::OkStatus();
}

RocksDbEngine::~RocksDbEngine() {
  // RocksDB 7.8 as packaged runs into an assertion of its own when it closes after a flush has failed. Everything acknowledged
  // is in the synced log, so the database is left as a killed process leaves it, rather than end by a signal.
  if (io_watch_->flush_failed()) {
    rocksdb::CancelAllBackgroundWork(db_.get(), /*wait=*/true);
    Log(LogLevel::kError, "engine_left_open",
        {{"why", "a table or the manifest could not be written before"}});
    db_.get_deleter().leave_open = true;
    return;
  }
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family);
}

std::vector<absl::Status> RocksDbEngine::Commit(absl::Span<const Transaction> transactions) {
  std::lock_guard<std::mutex> lock(write_mutex_);
  if (const absl::Status ready = ReadyToWrite(BytesOf(transactions)); !ready.ok()) {
    return std::vector<absl::Status>(transactions.size(), ready);
  }
  std::vector<absl::Status> outcomes(transactions.size());
  Joined joined(db_->GetLatestSequenceNumber() + 1);
  for (size_t i = 0; i < transactions.size(); ++i) outcomes[i] = Join(transactions[i], joined);
  if (joined.batch.Count() == 0) return outcomes;
  const absl::Status written = WriteSynced(joined.batch);
  if (written.ok()) return outcomes;
  for (absl::Status& outcome : outcomes) {
    if (outcome.ok()) outcome = written;
  }
  return outcomes;
}

absl::Status RocksDbEngine::Join(const Transaction& transaction, Joined& joined) {
  HENG_RETURN_IF_ERROR(CheckTransaction(transaction, limits()));
  for (const Guard& guard : transaction.guards) {
    HENG_ASSIGN_OR_RETURN(const Version version, VersionOf(guard.key, joined));
    if (!GuardHolds(guard, version, joined.first_version)) return GuardFailed();
  }
  for (const Write& write : transaction.writes) {
    // Entries of a batch get consecutive sequence numbers in their order.
    const Version version = joined.first_version + joined.batch.Count();
    if (write.value) {
      PutVersioned(joined.batch, FamilyOf(write.key), write.key, version, *write.value);
    } else {
      joined.batch.Delete(FamilyOf(write.key), write.key);
    }
    joined.versions[write.key] = write.value ? version : kAbsent;
  }
  return absl::OkStatus();
}

absl::StatusOr<Version> RocksDbEngine::VersionOf(const std::string& key, const Joined& joined) {
  if (auto found = joined.versions.find(key); found != joined.versions.end()) return found->second;
  rocksdb::PinnableSlice value;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), FamilyOf(key), key, &value);
  if (status.IsNotFound()) return kAbsent;
  if (!status.ok()) return FromRocksDb(status);
  HENG_ASSIGN_OR_RETURN(const VersionedValue versioned, ParseVersioned({value.data(), value.size()}));
  return versioned.version;
}

absl::Status RocksDbEngine::WriteSynced(rocksdb::WriteBatch& batch) {
  const rocksdb::Status status = db_->Write(SyncedWrite(), &batch);
  if (status.ok()) return absl::OkStatus();
  if (io_watch_->log_append_failed()) broken_log_ = CurrentLogNumber();
  // A full disk met while appending tears the record. Any other failure says nothing about what the disk holds: not that
  // of a sync, and not that of the log's directory, of which no listener hears.
  if (status.IsNoSpace() && !io_watch_->log_sync_failed()) return FromRocksDb(status);
  stopped_ = EngineAway("a write to its log failed; restart the service, which reads the log back");
  Log(LogLevel::kError, "engine_stopped", {{"cause", status.ToString()}});
  return CommitOutcomeUnknown(status.ToString());
}

// OK if `bytes` may be written now.
absl::Status RocksDbEngine::ReadyToWrite(uint64_t bytes) {
  HENG_RETURN_IF_ERROR(stopped_);
  struct statvfs disk;
  if (::statvfs(directory_->EnginePath().c_str(), &disk) == 0) {
    const uint64_t free_bytes = static_cast<uint64_t>(disk.f_bavail) * disk.f_frsize;
    if (free_bytes < reserve_bytes_ + bytes) return DiskFull();
  }
  return io_watch_->writes_stopped() ? Recover() : absl::OkStatus();
}

// Makes RocksDB write again after an error. What is in memory is flushed, and with it goes the old log.
absl::Status RocksDbEngine::Recover() {
  io_watch_->Forget();
  if (const rocksdb::Status resumed = db_->Resume(); !resumed.ok()) {
    io_watch_->WritesStopped();  // still: try again before the next commit
    return FromRocksDb(resumed);
  }
  // RocksDB resumes without a new log if it has nothing to flush, and would then write behind the torn
  // record.
  if (broken_log_ != 0 && CurrentLogNumber() == broken_log_) {
    stopped_ = EngineAway("its log met a full disk and cannot be replaced; restart the service");
    return stopped_;
  }
  broken_log_ = 0;
  Log(LogLevel::kInfo, "engine_resumed");
  return absl::OkStatus();
}

uint64_t RocksDbEngine::CurrentLogNumber() {
  std::unique_ptr<rocksdb::LogFile> file;
  if (!db_->GetCurrentWalFile(&file).ok()) return broken_log_;
  return file->LogNumber();
}

absl::StatusOr<std::vector<std::optional<Row>>> RocksDbEngine::Get(absl::Span<const std::string> keys) {
  HENG_RETURN_IF_ERROR(CheckKeys(keys));
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  std::vector<rocksdb::Slice> slices;
  for (const std::string& key : keys) {
    families.push_back(FamilyOf(key));
    slices.push_back(ToSlice(key));
  }
  const std::shared_ptr<const rocksdb::Snapshot> one_instant = TakeSnapshot();
  rocksdb::ReadOptions read;
  read.snapshot = one_instant.get();
  std::vector<std::string> values;
  const std::vector<rocksdb::Status> statuses = db_->MultiGet(read, families, slices, &values);

  std::vector<std::optional<Row>> rows(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    HENG_RETURN_IF_ERROR(FromRocksDb(statuses[i]));
    HENG_ASSIGN_OR_RETURN(const VersionedValue versioned, ParseVersioned(values[i]));
    rows[i] = Row{.key = keys[i], .value = std::string(versioned.value), .version = versioned.version};
  }
  return rows;
}

absl::StatusOr<ScanPage> RocksDbEngine::Scan(const ScanRequest& request) {
  HENG_RETURN_IF_ERROR(CheckScan(request));
  ScanPage page{.snapshot = request.snapshot};
  if (page.snapshot.empty()) {
    page.snapshot = snapshots_.Hold(TakeSnapshot());
  }
  HENG_ASSIGN_OR_RETURN(const std::shared_ptr<const rocksdb::Snapshot> snapshot,
                        snapshots_.Find(page.snapshot));
  // Whoever only takes a snapshot must get one from a damaged database too.
  if (request.limit == 0) return page;
  const std::string end = EndOfScan(request);
  const rocksdb::Slice upper_bound = ToSlice(end);
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  read.iterate_upper_bound = &upper_bound;
  std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(read, FamilyOf(request.begin)));
  for (it->Seek(request.begin); it->Valid(); it->Next()) {
    const std::string key = it->key().ToString();
    if (page.rows.size() == request.limit) {
      page.next = key;
      break;
    }
    HENG_ASSIGN_OR_RETURN(const VersionedValue versioned,
                          ParseVersioned({it->value().data(), it->value().size()}));
    page.rows.push_back({.key = key, .value = std::string(versioned.value), .version = versioned.version});
  }
  HENG_RETURN_IF_ERROR(FromRocksDb(it->status()));
  return page;
}

std::shared_ptr<const rocksdb::Snapshot> RocksDbEngine::TakeSnapshot() {
  return {db_->GetSnapshot(), [this](const rocksdb::Snapshot* snapshot) { db_->ReleaseSnapshot(snapshot); }};
}

absl::Status RocksDbEngine::Check() {
  std::lock_guard<std::mutex> lock(write_mutex_);
  return ReadyToWrite(/*bytes=*/0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> OpenRocksDbEngine(const RocksDbEngineOptions& options) {
  HENG_ASSIGN_OR_RETURN(std::unique_ptr<DataDirectory> directory, DataDirectory::Open(options.data_dir));
  auto engine = std::make_unique<RocksDbEngine>(options, std::move(directory));
  HENG_RETURN_IF_ERROR(engine->OpenDatabase(options));
  return std::unique_ptr<Engine>(std::move(engine));
}

}  // namespace heng
