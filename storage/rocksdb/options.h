// SPDX-License-Identifier: Apache-2.0
//
// Every RocksDB option that heng sets, with its reason. Version 7.8 is meant.
#pragma once

#include <rocksdb/db.h>

#include <memory>

namespace heng {

// The families that the database has beside RocksDB's own "default", which stays empty.
inline constexpr char kDocumentsFamily[] = "documents";
inline constexpr char kRowsFamily[] = "rows";

// Options of the whole database. `listener` hears of I/O errors.
rocksdb::DBOptions DatabaseOptions(std::shared_ptr<rocksdb::EventListener> listener);

// Options of the families: documents are large and read by key, rows are small and scanned.
rocksdb::ColumnFamilyOptions DocumentsOptions(std::shared_ptr<rocksdb::Cache> cache);
rocksdb::ColumnFamilyOptions RowsOptions(std::shared_ptr<rocksdb::Cache> cache);

// For every commit: in the log, and the log on the disk, before anybody hears of it.
rocksdb::WriteOptions SyncedWrite();

}  // namespace heng
