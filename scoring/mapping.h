// SPDX-License-Identifier: Apache-2.0
//
// Goals under another scheme than the one they were set for: the first half of asking what a form would earn there.
// mapped_results.h is the other half.
//
// A row keeps its class if the new scheme has a leaf of that code that allows its rule, and the bands, the step
// deduction, the bracket table or the veto that the rule needs. Where a class weighs something else, the weights of
// its rows change in proportion. A row without a place is left out and reported; nothing is guessed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "base/errors.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/rounding.h"
#include "scoring/scorer.h"

namespace heng {

// A row that has no place in the new scheme.
struct UnmappedIndicator {
  int index = 0;          // into the indicators of the goals that were mapped
  Decimal weight_points;  // lost with it; 0 if it has none
  Problem reason;
};

struct MappedGoals {
  v1::Goals goals;                          // what is left of them, under the new scheme
  std::vector<UnmappedIndicator> unmapped;  // in the order of the goals

  // Weights cannot add up where rows are missing.
  WeightSums weight_sums() const { return unmapped.empty() ? WeightSums::kEnforced : WeightSums::kIgnored; }
};

// From one scheme to another, prepared once for any number of goals. Immutable.
class GoalsMapper {
 public:
  // Both schemes must be checked ones. INVALID_ARGUMENT if they score different kinds of forms, or count overall goals
  // differently.
  static absl::StatusOr<GoalsMapper> Create(const v1::Scheme& old_scheme, const v1::Scheme& new_scheme);

  // goals: checked ones that follow the old scheme.
  //
  // Weights: W is what the old scheme gives to the lowest weighted class at or above the row in the new one (what the
  // rows there have together, where the old scheme gives it nothing), W' what the new one gives. If they differ, a row of
  // weight w gets w·W'/W truncated to the places of its points, and the last of them what is left of the mapped rows' part
  // of W'. More places would let rounding lift points above the weight, which goals must not. A row with a bracket table
  // gets the most points of the table, and the others share the rest. Rows below a class that is split evenly get no
  // weight. OUT_OF_RANGE if a product overflows.
  absl::StatusOr<MappedGoals> Map(const v1::Goals& goals) const;

 private:
  // A leaf of the new scheme.
  struct Leaf {
    std::vector<int> allowed_rules;  // empty: all
    int group = 0;
    bool even_split = false;
  };
  // A class with a weight and no weighted class below it: its rows share the weight.
  struct Group {
    Decimal new_weight;
    std::optional<Decimal> old_weight;
  };
  struct EvenSplit {
    Decimal weight_points;
    RoundingSpec rounding;
  };
  struct Member;

  GoalsMapper() = default;
  void ReadOld(const v1::Scheme& scheme);
  void ReadNew(const v1::Scheme& scheme);
  void FindMissingBands(const v1::Scheme& old_scheme, const v1::Scheme& new_scheme);
  std::optional<Problem> WhyNot(const v1::Indicator& row) const;
  // The overall goal whose rows share a weight with this one; all of them where goals are words.
  std::string GoalOf(const v1::Indicator& row) const { return has_ratios_ ? row.goal_code() : ""; }
  absl::StatusOr<std::vector<Decimal>> OldWeights(const v1::Goals& goals) const;
  absl::Status Scale(const Group& group, std::vector<Member>& members) const;

  std::string scheme_name_;  // of the new scheme
  v1::Rounding rounding_;    // likewise
  absl::flat_hash_map<std::string, Leaf> leaves_;
  absl::flat_hash_set<std::string> inner_classes_;
  std::vector<Group> groups_;
  absl::flat_hash_map<std::string, Decimal> old_class_weights_;
  absl::flat_hash_map<std::string, EvenSplit> old_even_splits_;
  absl::flat_hash_set<std::string> step_deductions_;
  absl::flat_hash_map<std::string, Decimal> most_bracket_points_;  // by code of the table
  std::string missing_bands_;                                      // codes that only the old scheme has
  bool has_bands_ = false;
  bool has_veto_ = false;
  bool has_ratios_ = false;
};

// The same for one set of goals.
absl::StatusOr<MappedGoals> MapGoals(const v1::Goals& goals, const v1::Scheme& old_scheme,
                                     const v1::Scheme& new_scheme);

}  // namespace heng
