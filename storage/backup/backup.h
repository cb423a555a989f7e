// SPDX-License-Identifier: Apache-2.0
//
// Backups of everything that is stored, of any engine and into any engine: rows at one instant, without versions.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/backup/backup_file.h"
#include "storage/engine.h"

namespace heng {

// Writes everything at one instant, page by page; other work goes on meanwhile. Errors: the sink's, and those of Engine::Scan:
// DATA_LOSS if something cannot be read, FAILED_PRECONDITION (SNAPSHOT_GONE) if others pushed out the snapshot.
absl::StatusOr<BackupContent> WriteBackup(Engine& engine, const BackupWriter::Sink& sink);

// FAILED_PRECONDITION, reason NOT_EMPTY, if the engine holds anything.
absl::Status CheckIsEmpty(Engine& engine);

// Gets the rows that were put so far.
using RestoreProgress = std::function<void(int64_t row_count)>;

// Puts everything that is in the file into an engine that holds nothing and hears of no other writes, then compares it with
// the history and with the checkpoint in the file. An error leaves a part of the rows behind, and the engine must not be
// used: DATA_LOSS, reason DAMAGED, if what the backup holds does not fit; those of BackupFile and Engine::Commit.
// on_progress: called after each block, may be null.
absl::Status RestoreBackup(Engine& engine, BackupFile& backup, const RestoreProgress& on_progress = nullptr);

}  // namespace heng
