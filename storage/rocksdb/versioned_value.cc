// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/versioned_value.h"

#include "storage/engine_errors.h"

namespace heng {
namespace {
constexpr size_t kHeaderBytes = 8;
}

absl::StatusOr<VersionedValue> ParseVersioned(absl::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return StoredBytesDamaged("a value is shorter than its version");
  Version version = 0;
  for (size_t i = 0; i < kHeaderBytes; ++i) version = version << 8 | static_cast<unsigned char>(bytes[i]);
  return VersionedValue{.version = version, .value = bytes.substr(kHeaderBytes)};
}

void PutVersioned(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family, absl::string_view key,
                  Version version, absl::string_view value) {
  char header[kHeaderBytes];
  for (size_t i = 0; i < kHeaderBytes; ++i)
    header[i] = static_cast<char>(version >> (8 * (kHeaderBytes - 1 - i)));
  const rocksdb::Slice key_part(key.data(), key.size());
  const rocksdb::Slice parts[] = {{header, kHeaderBytes}, {value.data(), value.size()}};
  batch.Put(family, rocksdb::SliceParts(&key_part, 1), rocksdb::SliceParts(parts, 2));
}

}  // namespace heng
