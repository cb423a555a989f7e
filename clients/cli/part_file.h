// SPDX-License-Identifier: Apache-2.0
//
// A file that is there whole or not at all: written as NAME.part, and renamed once everything is on the disk.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng::cli {

class PartFile {
 public:
  // ALREADY_EXISTS if there is such a file and it may not be replaced; UNKNOWN if it cannot be written.
  static absl::StatusOr<std::unique_ptr<PartFile>> Create(const std::string& path, bool replace);

  // Takes NAME.part away, unless it was finished.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  absl::Status Append(absl::string_view bytes);
  // Everything is on the disk under its name.
  absl::Status Finish();

 private:
  PartFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string PartPath() const { return path_ + ".part"; }

  const std::string path_;
  int fd_;
};

}  // namespace heng::cli
