// SPDX-License-Identifier: Apache-2.0
//
// What a RocksDB status means in the words of engine.h.
#pragma once

#include <rocksdb/status.h>

#include "absl/status/status.h"

namespace heng {

// For reads, and for whatever else changes nothing: DATA_LOSS for damage, RESOURCE_EXHAUSTED for a full disk,
// UNAVAILABLE for the rest.
absl::Status FromRocksDb(const rocksdb::Status& status);

// For opening a database: damage is said in words that an operator can act on.
absl::Status FromRocksDbOpen(const rocksdb::Status& status);

}  // namespace heng
