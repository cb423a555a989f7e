// SPDX-License-Identifier: Apache-2.0
//
// Where the chains of all regions stood at one instant, as a text that can be kept outside the database: whoever has it can
// tell whether what is stored now still begins with what was stored then.
//
//   heng-checkpoint 1
//   - 12 66c7f0f4…          schemes: number of the newest entry, its chain digest in hex
//   620602 57 debe9ff9…     a region by its code
//   end 2 9f86d081…         how many lines stand between, and SHA-256 of everything above this line
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine.h"
#include "storage/history/chain.h"

namespace heng {

// In the order of regions.
std::string CheckpointText(const std::vector<ChainMark>& marks);
// INVALID_ARGUMENT, reason BAD_CHECKPOINT, for anything that CheckpointText has not written; names the line.
absl::StatusOr<std::vector<ChainMark>> ParseCheckpoint(absl::string_view text);

// The ends of all chains at the instant of a snapshot. Errors: those of Engine::Scan.
absl::StatusOr<std::vector<ChainMark>> ReadChainEnds(Engine& engine, absl::string_view snapshot);

// DATA_LOSS, reason HISTORY_LOST, if the history does not hold what the marks say; names the first such region. Reads
// one entry for each mark. Errors: those of Engine::Get.
absl::Status CheckMarks(Engine& engine, const std::vector<ChainMark>& marks);

}  // namespace heng
