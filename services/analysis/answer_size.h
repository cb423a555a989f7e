// SPDX-License-Identifier: Apache-2.0
//
// Keeps an answer below what clients accept: gRPC's own clients refuse messages of more than 4 MiB unless they are told
// otherwise. Asked while the answer grows, so that one that is far too large is never made.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace heng {

class AnswerSize {
 public:
  // A little below 4 MiB, for what stands beside the groups.
  static constexpr size_t kMaxBytes = 4'000'000;

  // Counts a group that has been added. RESOURCE_EXHAUSTED (TOO_MANY_GROUPS, metadata groupCount) if the answer is too large with
  // it. group_count: of all groups of the answer.
  absl::Status Add(const google::protobuf::Message& group, int group_count);

 private:
  size_t bytes_ = 0;
};

}  // namespace heng
