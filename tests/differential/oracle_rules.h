// SPDX-License-Identifier: Apache-2.0
//
// The rules of docs/scoring-rules.md once more, written from that page and the comments of the protos alone: one row in,
// its clause and exact numbers out.
#pragma once

#include <optional>

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "heng/v1/score.pb.h"
#include "tests/differential/rational.h"

namespace heng::differential {

// A wrong reading of the rules, put in on purpose to see that comparing notices it.
enum class Mistake {
  kNone,
  kRoundingMode,  // halves go to the even neighbour where they should go up
  kClauseEdge,    // a target just reached counts as missed
  kRemainderRow,  // the remainder of an even split goes to the first row
  kBracketEnd,    // the end of a bracket belongs to its neighbour
  kCapOnRounded,  // caps compare with the rounded execution rate
};

struct RuleResult {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  mpq_class points;  // says nothing if needs_person
  std::optional<mpq_class> completion;
  bool needs_person = false;
};

// Everything that decides about one row: its options resolved, its tables found.
struct RowRule {
  const v1::Indicator* indicator = nullptr;
  std::optional<mpq_class> weight;
  v1::AtMostOption at_most = v1::AT_MOST_OPTION_INVERSE;
  v1::EqualOption equal = v1::EQUAL_OPTION_LENIENT;
  v1::RangeOption range = v1::RANGE_OPTION_RATIO;
  v1::DateOption date = v1::DATE_OPTION_BY_HAND;
  const google::protobuf::RepeatedPtrField<v1::OverCompletionThreshold>* over_completion = nullptr;
  const v1::StepDeduction* step_deduction = nullptr;
  const v1::BracketTable* bracket_table = nullptr;
};

// What the rule says of a result that is there (for BAND: without given points).
RuleResult ApplyRule(const RowRule& row, const v1::Scheme& scheme, const v1::IndicatorResult& result,
                     Mistake mistake);

// The highest threshold with this effect that `completion` reaches, or null.
const v1::OverCompletionThreshold* Reached(const RowRule& row, v1::OverCompletionEffect effect,
                                           const mpq_class& completion);

}  // namespace heng::differential
