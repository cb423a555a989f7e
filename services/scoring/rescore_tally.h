// SPDX-License-Identifier: Apache-2.0
//
// The sums of a what-if: who gains, who loses, which grades and clauses change. Exact, and the same in any order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "base/decimal.h"
#include "heng/v1/scoring_service.pb.h"

namespace heng {

class RescoreTally {
 public:
  // An error is arithmetic that does not fit, which no total within the limits of the API can bring about.
  absl::Status Add(const v1::RescoredEvaluation& result);
  absl::Status Merge(const RescoreTally& other);

  int64_t evaluation_count() const { return evaluation_count_; }
  v1::RescoreSummary Summary() const;

 private:
  struct Clause {
    int64_t row_count = 0;
    Decimal difference;
  };

  absl::Status AddTotals(const v1::RescoredEvaluation& result);
  absl::Status AddChange(const v1::RowChange& change);

  int64_t evaluation_count_ = 0;
  int64_t gained_count_ = 0;
  int64_t lost_count_ = 0;
  int64_t same_count_ = 0;
  int64_t failed_count_ = 0;
  int64_t with_unmapped_count_ = 0;
  Decimal gained_;
  Decimal lost_;
  std::map<std::pair<std::string, std::string>, int64_t> grades_;          // old and new
  std::map<std::pair<v1::ScoreClause, v1::ScoreClause>, Clause> clauses_;  // old and new
};

// Whether total or grade are others than before, or cannot be said.
bool IsChanged(const v1::RescoredEvaluation& result);

}  // namespace heng
