// SPDX-License-Identifier: Apache-2.0
//
// The classes of a scheme as goals see them, without a word about their faults, which CheckScheme reports: what is
// broken stands at the top.
#pragma once

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/checks/common.h"

namespace heng {

// Refers to the scheme.
class ClassTree {
 public:
  explicit ClassTree(const v1::Scheme& scheme);

  // -1 if there is no such class.
  int Find(absl::string_view code) const;
  int size() const { return scheme_.classes_size(); }
  int parent(int i) const { return tree_.parents[i]; }
  bool is_leaf(int i) const { return tree_.children[i].empty(); }
  const v1::IndicatorClass& at(int i) const { return scheme_.classes(i); }

  // Whether rows, rather than classes below, must add up to the class: it has a weight and no class below has one.
  bool IsLowestWithWeight(int i) const { return is_lowest_with_weight_[i]; }

  // The nearest class, from `i` upwards, that says which rules are allowed; -1 if none does.
  int WithAllowedRules(int i) const;

 private:
  const v1::Scheme& scheme_;
  absl::flat_hash_map<absl::string_view, int> by_code_;
  Tree tree_;
  std::vector<bool> is_lowest_with_weight_;
};

}  // namespace heng
