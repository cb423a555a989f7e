// SPDX-License-Identifier: Apache-2.0
//
// A value as it lies in RocksDB:
//
//   versioned-value = version value    version: 8 bytes, big-endian
#pragma once

#include <rocksdb/write_batch.h>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine.h"

namespace heng {

struct VersionedValue {
  Version version = kAbsent;
  absl::string_view value;  // part of the bytes that were parsed
};

// DATA_LOSS if the bytes are too short.
absl::StatusOr<VersionedValue> ParseVersioned(absl::string_view bytes);

// Adds `key` with this version and value to the batch.
void PutVersioned(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family, absl::string_view key,
                  Version version, absl::string_view value);

}  // namespace heng
