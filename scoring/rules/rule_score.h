// SPDX-License-Identifier: Apache-2.0
//
// What a rule says about one row: the exact points, before any rounding, and the clause that gave them.
// A is the target, B the actual value, w the weight; 0 <= points <= w always.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/score.pb.h"

namespace heng {

struct RuleScore {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  Ratio points;
  // Completion in percent; nothing where no such ratio exists.
  std::optional<Ratio> completion_percent;
  // No arithmetic decides here: a person must give the points, and `points` says nothing.
  bool needs_person = false;
};

// A row with a numeric target. Target and actual in the same unit; weight in points, >= 0.
struct ValueRow {
  Decimal target;
  Decimal actual;
  Decimal weight_points;
};

// a / b in percent. b must not be 0.
inline absl::StatusOr<Ratio> PercentOf(const Decimal& a, const Decimal& b) {
  return Ratio::MultiplyDivide(Decimal::FromInt(100), a, b);
}

}  // namespace heng
