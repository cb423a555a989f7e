// SPDX-License-Identifier: Apache-2.0
//
// The system calls of the code that this test links with, seen and made to fail: the linker puts these in their place
// (--wrap). For files that are written without RocksDB.
#pragma once

#include <string>
#include <vector>

namespace heng::fault {

// What was called since the last Begin, in order, without names of directories: "write ANCHOR.new", "fsync ANCHOR.new",
// "rename ANCHOR.new ANCHOR", "fsync data/" for a directory.
class SystemCalls {
 public:
  // Forgets what was called. fail_at: which call from now on fails with `error`, once; 0: none.
  static void Begin(int fail_at = 0, int error = 0);
  static std::vector<std::string> Seen();
};

}  // namespace heng::fault
