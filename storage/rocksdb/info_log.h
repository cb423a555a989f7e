// SPDX-License-Identifier: Apache-2.0
//
// RocksDB's own messages, warnings and worse, as lines of the service's log.
#pragma once

#include <rocksdb/env.h>

#include <cstdarg>

namespace heng {

class RocksDbInfoLog final : public rocksdb::Logger {
 public:
  RocksDbInfoLog() : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}

  using rocksdb::Logger::Logv;
  // RocksDB calls this for what is at least a warning, and for the header of its configuration, which is
  // dropped.
  void Logv(const char*, va_list) override {}
  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
};

}  // namespace heng
