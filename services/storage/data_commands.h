// SPDX-License-Identifier: Apache-2.0
//
// What heng-storage does with the data directory of a stopped one, or with a new one.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace heng {

// Compares everything in the directory with its history, with the anchor beside it and, if a file is given, with a
// checkpoint that was kept elsewhere. Prints what does not fit and how much was read to standard output, progress to
// standard error. DATA_LOSS, reason DAMAGED, if anything does not fit; NOT_FOUND if there is no data directory; errors of
// OpenEngine.
absl::Status VerifyDataDirectory(const std::string& data_dir, const std::string& checkpoint_file);

// Makes a data directory of a backup and says what was restored. Errors: those of BackupFile::Open, OpenEngine and
// RecordStore::Restore.
absl::Status RestoreDataDirectory(const std::string& data_dir, const std::string& backup_file);

// Prints a checkpoint of the directory to standard output.
absl::Status PrintCheckpoint(const std::string& data_dir);

}  // namespace heng
