// SPDX-License-Identifier: Apache-2.0
//
// Small files beside the database that must be on the disk, whole, when a call returns.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng {

// What errno says about work on `path`: RESOURCE_EXHAUSTED for a full disk, NOT_FOUND, else PERMISSION_DENIED.
absl::Status FileError(absl::string_view path, int error);

// Makes the file hold `content`. Whoever opens it, after a power cut too, finds the old content or the new one. Writes
// `path`.new on the way.
absl::Status ReplaceFile(const std::string& path, absl::string_view content);

// Takes the file away, so that a power cut does not bring it back; OK if there is none.
absl::Status RemoveFile(const std::string& path);

// Makes the name of a file or directory last that was just made, renamed or removed.
absl::Status SyncParent(const std::string& path);

// The content; NOT_FOUND if there is no such file.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

}  // namespace heng
