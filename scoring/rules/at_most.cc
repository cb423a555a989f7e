// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/at_most.h"

#include "base/status_macros.h"

namespace heng {
namespace {

// w·(1 − (B − A)/A) = w·(2A − B)/A, for B > A > 0.
absl::StatusOr<Ratio> LinearPoints(const ValueRow& row) {
  HENG_ASSIGN_OR_RETURN(Decimal twice, Add(row.target, row.target));
  HENG_ASSIGN_OR_RETURN(Decimal left, Subtract(twice, row.actual));
  if (left.is_negative()) return Ratio();
  return Ratio::MultiplyDivide(row.weight_points, left, row.target);
}

}  // namespace

absl::StatusOr<RuleScore> ScoreAtMost(const ValueRow& row, v1::AtMostOption option) {
  RuleScore score;
  if (row.actual <= row.target) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(row.weight_points);
    score.completion_percent = Ratio(Decimal::FromInt(100));
    return score;
  }
  if (row.target.is_negative()) {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
    return score;
  }
  HENG_ASSIGN_OR_RETURN(score.completion_percent, PercentOf(row.target, row.actual));
  if (row.target.is_zero()) {
    score.clause = v1::SCORE_CLAUSE_ZERO_TARGET_MISSED;
    return score;
  }
  if (option == v1::AT_MOST_OPTION_BY_HAND) {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
  } else if (option == v1::AT_MOST_OPTION_LINEAR) {
    score.clause = v1::SCORE_CLAUSE_LINEAR;
    HENG_ASSIGN_OR_RETURN(score.points, LinearPoints(row));
  } else {
    score.clause = v1::SCORE_CLAUSE_INVERSE_RATIO;
    HENG_ASSIGN_OR_RETURN(score.points, Ratio::MultiplyDivide(row.weight_points, row.target, row.actual));
  }
  return score;
}

}  // namespace heng
