// SPDX-License-Identifier: Apache-2.0
//
// "Brackets" (分档计分): the points of the bracket in which the actual value lies.
#pragma once

#include <optional>
#include <vector>

#include "scoring/rules/rule_score.h"

namespace heng {

// A bracket of the scheme. No end: values go on.
struct BracketRule {
  std::optional<Decimal> lower;
  bool lower_inclusive = false;
  std::optional<Decimal> upper;
  bool upper_inclusive = false;
  Decimal points;

  bool Contains(const Decimal& actual) const;
};

// The index of the bracket that contains `actual`. The table covers every number once (CheckScheme), so there is one.
int FindBracket(const std::vector<BracketRule>& table, const Decimal& actual);

// The points of the bracket. No completion. Source: docs/scoring-rules.md#brackets.
RuleScore ScoreBrackets(const std::vector<BracketRule>& table, const Decimal& actual);

}  // namespace heng
