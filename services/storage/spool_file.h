// SPDX-License-Identifier: Apache-2.0
//
// What comes in pieces and must be whole before it is used, in a file that goes away with the object.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng {

class SpoolFile {
 public:
  // In this directory; empty: where the system keeps temporary files. Errors: those of FileError.
  static absl::StatusOr<std::unique_ptr<SpoolFile>> Make(const std::string& directory);

  ~SpoolFile();
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  absl::Status Append(absl::string_view bytes);
  const std::string& path() const { return path_; }

 private:
  SpoolFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  const std::string path_;
  const int fd_;
};

}  // namespace heng
