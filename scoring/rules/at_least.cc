// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/at_least.h"

#include "base/status_macros.h"

namespace heng {

absl::StatusOr<RuleScore> ScoreAtLeast(const ValueRow& row) {
  RuleScore score;
  if (row.target.is_negative()) {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
    return score;
  }
  if (row.target.is_zero()) {
    const bool met = !row.actual.is_negative();
    score.clause = met ? v1::SCORE_CLAUSE_TARGET_MET : v1::SCORE_CLAUSE_ZERO_TARGET_MISSED;
    if (met) score.points = Ratio(row.weight_points);
    return score;
  }
  const Decimal zero;
  const Decimal& actual = row.actual.is_negative() ? zero : row.actual;
  HENG_ASSIGN_OR_RETURN(score.completion_percent, PercentOf(actual, row.target));
  if (actual >= row.target) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(row.weight_points);
    return score;
  }
  score.clause = row.actual.is_negative() ? v1::SCORE_CLAUSE_NEGATIVE_ACTUAL : v1::SCORE_CLAUSE_PRO_RATA;
  HENG_ASSIGN_OR_RETURN(score.points, Ratio::MultiplyDivide(row.weight_points, actual, row.target));
  return score;
}

}  // namespace heng
