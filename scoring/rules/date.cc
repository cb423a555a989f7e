// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/date.h"

namespace heng {
namespace {

using ::google::type::Date;

// Both are compared only as far as the deadline goes: within its month or its year every day is in time.
bool IsInTime(const Date& completed, const Date& deadline) {
  if (completed.year() != deadline.year()) return completed.year() < deadline.year();
  if (deadline.month() == 0) return true;
  if (completed.month() != deadline.month()) return completed.month() < deadline.month();
  return deadline.day() == 0 || completed.day() <= deadline.day();
}

}  // namespace

bool IsAsExactAs(const Date& date, const Date& deadline) {
  return (deadline.month() == 0 || date.month() != 0) && (deadline.day() == 0 || date.day() != 0);
}

RuleScore ScoreDate(const Date& completed, const Date& deadline, const Decimal& weight_points,
                    v1::DateOption option) {
  RuleScore score;
  if (IsInTime(completed, deadline)) {
    score.clause = v1::SCORE_CLAUSE_TARGET_MET;
    score.points = Ratio(weight_points);
  } else if (option == v1::DATE_OPTION_ZERO) {
    score.clause = v1::SCORE_CLAUSE_LATE;
  } else {
    score.clause = v1::SCORE_CLAUSE_BY_HAND;
    score.needs_person = true;
  }
  return score;
}

}  // namespace heng
