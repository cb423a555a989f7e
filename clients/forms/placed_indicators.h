// SPDX-License-Identifier: Apache-2.0
//
// The indicators of goals in the order in which a form shows them, with the names of the classes above them.
#pragma once

#include <string>
#include <vector>

#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::forms {

struct PlacedIndicator {
  const v1::Indicator* indicator = nullptr;
  std::string level1;  // 一级指标
  std::string level2;  // 二级指标; deeper levels are joined with /
};

// In the order of the scheme's classes, and below a class in that of the goals. Both messages must outlive the answer.
std::vector<PlacedIndicator> InOrder(const v1::Goals& goals, const v1::Scheme& scheme);

}  // namespace heng::forms
