// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/versioned_value.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <memory>
#include <string>

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

const std::string kStored("\0\0\0\0\0\x01\x02\x03value", 13);

TEST(VersionedValue, BeginsWithEightBytesOfVersion) {
  const auto parsed = ParseVersioned(kStored);
  ASSERT_OK(parsed.status());
  EXPECT_EQ(parsed->version, 0x010203u);
  EXPECT_EQ(parsed->value, "value");
  EXPECT_EQ(ParseVersioned("1234567").status().code(), absl::StatusCode::kDataLoss);
}

TEST(VersionedValue, IsWrittenSo) {
  const std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  rocksdb::Options options;
  options.create_if_missing = true;
  options.env = memory.get();
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, "/database", &opened).ok());
  const std::unique_ptr<rocksdb::DB> database(opened);
  rocksdb::WriteBatch batch;
  PutVersioned(batch, database->DefaultColumnFamily(), "key", 0x010203, "value");
  ASSERT_TRUE(database->Write({}, &batch).ok());
  std::string stored;
  ASSERT_TRUE(database->Get({}, "key", &stored).ok());
  EXPECT_EQ(stored, kStored);
}

}  // namespace
}  // namespace heng
