// SPDX-License-Identifier: Apache-2.0
//
// Rebuilds the columns at start from the stored rows, never from documents.
#pragma once

#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "storage/columns/columns.h"
#include "storage/engine.h"

namespace heng {

// Called at least every 100,000 evaluations with the number of those read so far.
using LoadProgress = std::function<void(size_t evaluation_count)>;

// Fills empty columns and publishes them. DATA_LOSS, naming the key, for a row that does not parse or does not fit;
// otherwise the errors of Engine::Scan.
absl::Status LoadColumns(Engine& engine, Columns& columns, const LoadProgress& progress = nullptr);

}  // namespace heng
