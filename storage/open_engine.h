// SPDX-License-Identifier: Apache-2.0
//
// Engines by name, as a flag of heng-storage gives it.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine.h"

namespace heng {

// name: "rocksdb", or "memory", which ignores data_dir and forgets everything when it ends.
// Errors: INVALID_ARGUMENT for an unknown name, with the known ones; else those of OpenRocksDbEngine.
absl::StatusOr<std::unique_ptr<Engine>> OpenEngine(absl::string_view name, absl::string_view data_dir);

}  // namespace heng
