// SPDX-License-Identifier: Apache-2.0
//
// What a database does to a disk, for tests that count it, refuse it or forget it.
#pragma once

namespace heng::testing {

enum class DiskOperation {
  kCreate,         // a file under a name; replaces one of that name
  kAppend,         // bytes at the end of a file
  kSync,           // a file's bytes
  kSyncDirectory,  // names of files in a directory
  kRename,
  kDelete,
  kTruncate,
};

}  // namespace heng::testing
