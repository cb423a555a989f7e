// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/execution.h"

#include "base/status_macros.h"

namespace heng {

absl::StatusOr<ExecutionScore> ScoreExecution(const ExecutionLine& line) {
  ExecutionScore score;
  if (!line.adjusted_yuan.has_value() || !line.executed_yuan.has_value()) {
    score.clause = v1::SCORE_CLAUSE_EXECUTION_MISSING;
    return score;
  }
  const Decimal& adjusted = *line.adjusted_yuan;
  const Decimal& executed = *line.executed_yuan;
  if (adjusted.is_zero()) {
    score.clause = v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET;
    score.rate_percent = Ratio();
    if (line.weight_points.has_value()) score.points = Ratio();
    return score;
  }
  const bool overspent = executed > adjusted;
  score.clause = overspent ? v1::SCORE_CLAUSE_EXECUTION_CAPPED : v1::SCORE_CLAUSE_EXECUTION_RATIO;
  HENG_ASSIGN_OR_RETURN(score.rate_percent, Ratio::MultiplyDivide(Decimal::FromInt(100), executed, adjusted));
  if (!line.weight_points.has_value()) return score;
  if (overspent) {
    score.points = Ratio(*line.weight_points);
  } else {
    HENG_ASSIGN_OR_RETURN(score.points, Ratio::MultiplyDivide(*line.weight_points, executed, adjusted));
  }
  return score;
}

}  // namespace heng
