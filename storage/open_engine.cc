// SPDX-License-Identifier: Apache-2.0
#include "storage/open_engine.h"

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "storage/memory/memory_engine.h"
#include "storage/rocksdb/rocksdb_engine.h"

namespace heng {

absl::StatusOr<std::unique_ptr<Engine>> OpenEngine(absl::string_view name, absl::string_view data_dir) {
  if (name == "memory") return std::make_unique<MemoryEngine>();
  if (name == "rocksdb") return OpenRocksDbEngine({.data_dir = std::string(data_dir)});
  return MakeError(absl::StatusCode::kInvalidArgument, "OUT_OF_RANGE",
                   {absl::StrCat("there is no engine \"", name, "\"; want rocksdb or memory"),
                    absl::StrCat("没有名为“", name, "”的存储引擎，可用的有 rocksdb、memory")});
}

}  // namespace heng
