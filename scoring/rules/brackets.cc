// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/brackets.h"

#include "base/status_macros.h"

namespace heng {

bool BracketRule::Contains(const Decimal& actual) const {
  if (lower.has_value()) {
    const int low = Decimal::Compare(actual, *lower);
    if (low < 0 || (low == 0 && !lower_inclusive)) return false;
  }
  if (!upper.has_value()) return true;
  const int high = Decimal::Compare(actual, *upper);
  return high < 0 || (high == 0 && upper_inclusive);
}

int FindBracket(const std::vector<BracketRule>& table, const Decimal& actual) {
  size_t index = 0;
  while (index < table.size() && !table[index].Contains(actual)) ++index;
  HENG_CHECK(index < table.size());
  return static_cast<int>(index);
}

RuleScore ScoreBrackets(const std::vector<BracketRule>& table, const Decimal& actual) {
  RuleScore score;
  score.clause = v1::SCORE_CLAUSE_BRACKET;
  score.points = Ratio(table[static_cast<size_t>(FindBracket(table, actual))].points);
  return score;
}

}  // namespace heng
