// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/range.h"

#include "scoring/rules/at_least.h"
#include "scoring/rules/at_most.h"

namespace heng {

absl::StatusOr<RuleScore> ScoreRange(const RangeRow& row, v1::RangeOption option, v1::AtMostOption at_most) {
  const bool below = row.actual < row.lower;
  RuleScore score;
  if (!below && row.actual <= row.upper) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(row.weight_points);
    score.completion_percent = Ratio(Decimal::FromInt(100));
    return score;
  }
  if (option == v1::RANGE_OPTION_ZERO) {
    score.clause = v1::SCORE_CLAUSE_OUTSIDE_RANGE;
    return score;
  }
  if (option == v1::RANGE_OPTION_BY_HAND) {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
    return score;
  }
  const ValueRow nearest{
      .target = below ? row.lower : row.upper, .actual = row.actual, .weight_points = row.weight_points};
  return below ? ScoreAtLeast(nearest) : ScoreAtMost(nearest, at_most);
}

}  // namespace heng
