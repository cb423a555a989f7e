// SPDX-License-Identifier: Apache-2.0
//
// A directory that goes away with the object.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/status_macros.h"

namespace heng::testing {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    path_ = (std::filesystem::temp_directory_path() / "heng-XXXXXX").string();
    HENG_CHECK(::mkdtemp(path_.data()) != nullptr);
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace heng::testing
