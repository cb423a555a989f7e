// SPDX-License-Identifier: Apache-2.0
//
// The directory that an engine keeps its files in. It belongs to one process at a time and says which format
// is in it:
//
//   {data_dir}/FORMAT   "heng-storage format 2\n", written before anything else
//   {data_dir}/ANCHOR   where the history of each region stood a moment ago; see history/anchor.h
//   {data_dir}/RESTORING  there while a backup is put in; what it lies beside is not whole
//   {data_dir}/LOCK     locked while a process uses the directory
//   {data_dir}/db/      the files of the engine
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng {

// Locks the directory as long as it lives.
class DataDirectory {
 public:
  static constexpr int kFormatVersion = 2;

  // Makes the directory if it is missing (its parent must exist), locks it and checks or writes FORMAT.
  // Errors: UNAVAILABLE if another process uses it; PERMISSION_DENIED if it cannot be written;
  // FAILED_PRECONDITION if it holds another format, files without FORMAT, or half a restored backup; NOT_FOUND if the parent is
  // missing; RESOURCE_EXHAUSTED if the disk is full.
  static absl::StatusOr<std::unique_ptr<DataDirectory>> Open(absl::string_view path);

  ~DataDirectory();
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  // Whether a data directory is there. Nothing is made.
  static bool Exists(absl::string_view path);
  // The file of the anchor in a data directory.
  static std::string AnchorPath(absl::string_view path);

  // Says that a backup is being put into a directory that holds nothing, or that it is in. In between, and for ever if it
  // never gets in, Open refuses the directory with FAILED_PRECONDITION.
  static absl::Status BeginRestore(absl::string_view path);
  static absl::Status EndRestore(absl::string_view path);

  // Where the engine keeps its files.
  std::string EnginePath() const { return path_ + "/db"; }

 private:
  DataDirectory(std::string path, int lock_fd) : path_(std::move(path)), lock_fd_(lock_fd) {}

  const std::string path_;
  const int lock_fd_;
};

}  // namespace heng
