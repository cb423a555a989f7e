// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/class_tree.h"

#include <algorithm>

namespace heng {

ClassTree::ClassTree(const v1::Scheme& scheme) : scheme_(scheme) {
  CodedList list{"", "classes", {}};
  list.rows.reserve(scheme.classes_size());
  by_code_.reserve(scheme.classes_size());
  for (const v1::IndicatorClass& c : scheme.classes()) {
    by_code_.emplace(c.code(), static_cast<int>(list.rows.size()));
    list.rows.push_back({c.code(), c.display_name(), c.parent_code()});
  }
  FieldProblems ignored;
  tree_ = CheckTree(list, scheme.classes_size(), ignored);
  for (int i = 0; i < size(); ++i) {
    const std::vector<int>& children = tree_.children[i];
    is_lowest_with_weight_.push_back(!at(i).weight_points().empty() &&
                                     std::all_of(children.begin(), children.end(), [this](int child) {
                                       return at(child).weight_points().empty();
                                     }));
  }
}

int ClassTree::Find(absl::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? -1 : found->second;
}

int ClassTree::WithAllowedRules(int i) const {
  while (i >= 0 && at(i).allowed_rules().empty()) i = parent(i);
  return i;
}

}  // namespace heng
