// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/options.h"

#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include "storage/rocksdb/info_log.h"

namespace heng {
namespace {

constexpr size_t kMiB = 1024 * 1024;

rocksdb::ColumnFamilyOptions FamilyOptions(std::shared_ptr<rocksdb::Cache> cache, size_t block_bytes) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = std::move(cache);
  table.block_size = block_bytes;
  // Most keys that a commit asks for are absent (a new name, a new request id): the filter saves the disk
  // read.
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // Indexes and filters count against the cache, so that memory stays bounded as data grows.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions options;
  // The same for what is still in memory: 2 % of it for a filter.
  options.memtable_whole_key_filtering = true;
  options.memtable_prefix_bloom_size_ratio = 0.02;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.level_compaction_dynamic_level_bytes = true;

  // Upper levels are written again and again beside the commits, so compressing them has to be cheap. What comes to rest is
  // small: forms and rows repeat each other's words, which a dictionary for each file shares between its blocks. Against
  // lz4 a form takes 770 bytes instead of 1,880 and a summary row 140 instead of 290; decompression still runs at
  // hundreds of megabytes a second (docs/adr/0011-history-and-what-lies-on-disk.md).
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  options.bottommost_compression_opts.enabled = true;
  options.bottommost_compression_opts.max_dict_bytes = 64 * 1024;
  // Six times as much to train on saves 8 bytes a form and costs compaction nearly twice the time.
  options.bottommost_compression_opts.zstd_max_train_bytes = 16 * 64 * 1024;
  return options;
}

}  // namespace

rocksdb::DBOptions DatabaseOptions(std::shared_ptr<rocksdb::EventListener> listener) {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.paranoid_checks = true;

  // A torn tail is a write that nobody was told of; damage before the tail refuses to open. The default,
  // point in time, opens with all acknowledged writes behind the damage gone and says nothing.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // A log file that is missing or shorter than what was synced is noticed at open.
  options.track_and_verify_wals_in_manifest = true;
  // The two families are flushed together, so that a commit that spans both never comes back in halves.
  options.atomic_flush = true;

  // Written out because commits rely on them: a write reaches the memtable, and with it readers, only after
  // its sync, and each entry of a batch gets a sequence number of its own.
  options.enable_pipelined_write = false;
  options.unordered_write = false;
  options.two_write_queues = false;
  options.manual_wal_flush = false;
  options.recycle_log_file_num = 0;  // an old log's bytes would look like damage behind the tail

  // The engine decides when writing goes on after an error: see RocksDbEngine::Recover.
  options.max_bgerror_resume_count = 0;
  options.listeners.push_back(std::move(listener));
  // No LOG file. On a full disk RocksDB 7.8 as packaged runs into an assertion of its own when it writes
  // there; its warnings go to the service's log instead.
  options.info_log = std::make_shared<RocksDbInfoLog>();

  // Two cores serve calls; one flush and one compaction beside them are enough.
  options.max_background_jobs = 2;
  // What has to be read again at start.
  options.max_total_wal_size = 128 * kMiB;
  // Spreads writeback, so that a commit's sync does not wait for a whole flushed file.
  options.bytes_per_sync = 1 * kMiB;
  options.max_open_files = 512;
  options.skip_stats_update_on_db_open = true;  // opening stays fast as data grows
  options.statistics = nullptr;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::ColumnFamilyOptions DocumentsOptions(std::shared_ptr<rocksdb::Cache> cache) {
  // A block holds eight forms or so, each of which helps to compress the others; one is read in 30 us more than from blocks
  // of half the size, which take 45 bytes a form more.
  rocksdb::ColumnFamilyOptions options = FamilyOptions(std::move(cache), 32 * 1024);
  options.write_buffer_size = 32 * kMiB;
  return options;
}

rocksdb::ColumnFamilyOptions RowsOptions(std::shared_ptr<rocksdb::Cache> cache) {
  rocksdb::ColumnFamilyOptions options = FamilyOptions(std::move(cache), 16 * 1024);
  options.write_buffer_size = 16 * kMiB;
  return options;
}

rocksdb::WriteOptions SyncedWrite() {
  rocksdb::WriteOptions options;
  options.sync = true;
  options.disableWAL = false;
  return options;
}

}  // namespace heng
