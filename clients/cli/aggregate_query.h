// SPDX-License-Identifier: Apache-2.0
//
// AggregateScores with what a table needs beside the groups that were asked for: everything in one group, and the grades with
// their means. All come from one call and so from one state.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/group_table.h"
#include "heng/client/client.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

// How many groupings may be asked for, so that the service's limit of 8 leaves room for the two.
inline constexpr size_t kMaxAskedGroupings = 6;

struct AggregateAnswer {
  v1::AggregateScoresResponse response;  // results of the groupings of the request first, in their order
  v1::ScoreStatistics all;
  std::vector<Grade> grades;  // best first
};

// request: with at most kMaxAskedGroupings groupings. INTERNAL if the answer does not fit the question.
absl::StatusOr<AggregateAnswer> AggregateForTable(const client::Client& client,
                                                  const v1::AggregateScoresRequest& request);

}  // namespace heng::cli
