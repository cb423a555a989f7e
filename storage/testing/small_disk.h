// SPDX-License-Identifier: Apache-2.0
//
// A disk in memory that tests can fill up. Needs the right to mount; tests skip themselves without it.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "storage/testing/temporary_directory.h"

namespace heng::testing {

class SmallDisk {
 public:
  SmallDisk() = default;
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // PERMISSION_DENIED if the process may not mount.
  absl::Status Mount(int size_mib);

  const std::string& path() const { return directory_.path(); }

  // Leaves no byte free.
  void Fill();
  // Takes back what Fill took.
  void Free();

 private:
  std::string FillerPath() const { return path() + "/filler"; }

  TemporaryDirectory directory_;
  bool mounted_ = false;
};

}  // namespace heng::testing
