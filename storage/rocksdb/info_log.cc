// SPDX-License-Identifier: Apache-2.0
#include "storage/rocksdb/info_log.h"

#include <cstdio>
#include <string>

#include "absl/strings/ascii.h"
#include "base/log.h"

namespace heng {

void RocksDbInfoLog::Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < rocksdb::InfoLogLevel::WARN_LEVEL || level == rocksdb::InfoLogLevel::HEADER_LEVEL) return;
  char text[1024];
  if (std::vsnprintf(text, sizeof(text), format, arguments) < 0) return;
  Log(level == rocksdb::InfoLogLevel::WARN_LEVEL ? LogLevel::kWarning : LogLevel::kError, "rocksdb",
      {{"text", std::string(absl::StripTrailingAsciiWhitespace(text))}});
}

}  // namespace heng
