// SPDX-License-Identifier: Apache-2.0
//
// A file beside the database that says where each region's history stood a moment ago: a checkpoint (checkpoint.h),
// written anew at an interval while something is committed, and at the end. A database that was cut back or damaged in what
// it had acknowledged opens without a word if its own files agree with each other; it does not agree with the anchor. What
// was acknowledged after the anchor was last written is not covered.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/history/checkpoint.h"

namespace heng {

// Thread-safe.
class Anchor {
 public:
  // Reads the file, if there is one, and keeps writing it. INVALID_ARGUMENT (BAD_CHECKPOINT) if it is damaged; see also
  // durable_file.h.
  static absl::StatusOr<std::unique_ptr<Anchor>> Open(std::string path,
                                                      absl::Duration interval = absl::Seconds(1));

  // Writes what is not written yet.
  ~Anchor();
  Anchor(const Anchor&) = delete;
  Anchor& operator=(const Anchor&) = delete;

  // What the file said, and what was put since.
  std::vector<ChainMark> Marks() const;

  // The entry is durable. Older ones than what is known are ignored.
  void Put(const ChainMark& mark);

 private:
  Anchor(std::string path, absl::Duration interval, std::vector<ChainMark> marks);

  void Run();
  void WriteIfChanged();

  const std::string path_;
  const absl::Duration interval_;
  mutable std::mutex mutex_;
  std::condition_variable changed_or_closed_;
  std::map<std::string, ChainMark> marks_;  // by region
  bool changed_ = false;
  bool closed_ = false;
  std::thread writer_;
};

}  // namespace heng
