// SPDX-License-Identifier: Apache-2.0
//
// Budget execution (预算执行): the share of the adjusted budget that was spent, and the points it earns.
// Which line is scored, and how its rate and points are rounded, come from the scheme.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/score.pb.h"

namespace heng {

// One budget line. Amounts in yuan, >= 0; nothing where the form gives none. Without a weight only the rate
// is computed.
struct ExecutionLine {
  std::optional<Decimal> adjusted_yuan;  // A
  std::optional<Decimal> executed_yuan;  // B
  std::optional<Decimal> weight_points;  // w
};

struct ExecutionScore {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  std::optional<Ratio> rate_percent;
  std::optional<Ratio> points;
};

// The rate is B/A in percent, not capped; the points are min(B/A, 1)·w, from the exact ratio and not from the
// rounded rate. A = 0 gives rate 0 and 0 points. An amount that is missing leaves both open. Source:
// docs/scoring-rules.md#execution. A = 3002094.97, B = 2879927.69, w = 10: 95.9305…, 9.5930….
absl::StatusOr<ExecutionScore> ScoreExecution(const ExecutionLine& line);

}  // namespace heng
