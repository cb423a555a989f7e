// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/equal.h"

#include "base/status_macros.h"
#include "scoring/rules/at_least.h"

namespace heng {
namespace {

absl::StatusOr<RuleScore> ScoreStrict(const ValueRow& row) {
  RuleScore score;
  if (!row.target.is_zero() && !row.target.is_negative()) {
    const Decimal actual = row.actual.is_negative() ? Decimal() : row.actual;
    HENG_ASSIGN_OR_RETURN(score.completion_percent, PercentOf(actual, row.target));
  }
  if (row.actual == row.target) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(row.weight_points);
  } else {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
  }
  return score;
}

}  // namespace

absl::StatusOr<RuleScore> ScoreEqual(const ValueRow& row, v1::EqualOption option) {
  if (option == v1::EQUAL_OPTION_STRICT) return ScoreStrict(row);
  if (!row.target.is_zero()) return ScoreAtLeast(row);
  RuleScore score;
  const bool met = row.actual.is_zero() || row.actual.is_negative();
  score.clause = met ? v1::SCORE_CLAUSE_TARGET_MET : v1::SCORE_CLAUSE_ZERO_TARGET_MISSED;
  if (met) score.points = Ratio(row.weight_points);
  return score;
}

}  // namespace heng
