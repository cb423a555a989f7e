// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/either_or.h"

namespace heng {

RuleScore ScoreEitherOr(v1::Outcome outcome, const Decimal& weight_points) {
  RuleScore score;
  if (outcome == v1::OUTCOME_REACHED) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(weight_points);
    score.completion_percent = Ratio(Decimal::FromInt(100));
  } else {
    score.clause = v1::SCORE_CLAUSE_NOT_REACHED;
    score.completion_percent = Ratio();
  }
  return score;
}

}  // namespace heng
