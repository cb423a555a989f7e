// SPDX-License-Identifier: Apache-2.0
#include "clients/forms/placed_indicators.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_join.h"

namespace heng::forms {
namespace {

// The tree of classes, by code.
class ClassNames {
 public:
  explicit ClassNames(const v1::Scheme& scheme) {
    for (const v1::IndicatorClass& c : scheme.classes()) {
      if (c.parent_code().empty()) Visit(scheme, c);
    }
  }

  // Names from level 1 down to the class; the code itself if the scheme does not know it.
  std::vector<std::string> Path(const std::string& code) const {
    const auto it = paths_.find(code);
    return it != paths_.end() ? it->second : std::vector<std::string>{code};
  }

  // Place of the class in the printed tree; unknown ones come last.
  size_t Order(const std::string& code) const {
    const auto it = order_.find(code);
    return it != order_.end() ? it->second : order_.size();
  }

 private:
  // Every class is visited once, however wrong the tree may be.
  void Visit(const v1::Scheme& scheme, const v1::IndicatorClass& c) {
    if (!order_.emplace(c.code(), order_.size()).second) return;
    std::vector<std::string> path;
    if (const auto above = paths_.find(c.parent_code()); above != paths_.end()) path = above->second;
    path.push_back(c.display_name());
    paths_[c.code()] = path;
    for (const v1::IndicatorClass& child : scheme.classes()) {
      if (child.parent_code() == c.code()) Visit(scheme, child);
    }
  }

  std::map<std::string, std::vector<std::string>> paths_;
  std::map<std::string, size_t> order_;
};

}  // namespace

std::vector<PlacedIndicator> InOrder(const v1::Goals& goals, const v1::Scheme& scheme) {
  const ClassNames classes(scheme);
  std::vector<const v1::Indicator*> indicators;
  for (const v1::Indicator& indicator : goals.indicators()) indicators.push_back(&indicator);
  std::stable_sort(indicators.begin(), indicators.end(), [&](const auto* a, const auto* b) {
    return classes.Order(a->class_code()) < classes.Order(b->class_code());
  });
  std::vector<PlacedIndicator> placed;
  for (const v1::Indicator* indicator : indicators) {
    const std::vector<std::string> path = classes.Path(indicator->class_code());
    placed.push_back({.indicator = indicator,
                      .level1 = path.front(),
                      .level2 = absl::StrJoin(path.begin() + 1, path.end(), "/")});
  }
  return placed;
}

}  // namespace heng::forms
