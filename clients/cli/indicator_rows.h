// SPDX-License-Identifier: Apache-2.0
//
// The rows of the indicator table: every indicator of the goals with its result and score, and the names of
// the classes above it, in the order of the scheme.
#pragma once

#include <string>
#include <vector>

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

struct IndicatorRow {
  std::string code;
  std::string level1;  // 一级指标
  std::string level2;  // 二级指标; deeper levels are joined with /
  std::string name;    // 三级指标
  std::string target;
  std::string actual;
  std::string unit;
  std::string weight_points;
  std::string completion;
  std::string points;
  std::string reason;
};

// Results without an indicator in the goals come last, named by their code.
std::vector<IndicatorRow> IndicatorRows(const v1::Evaluation& evaluation, const v1::Scheme& scheme,
                                        const v1::Goals& goals);

// A rate with its sign: 95.93%; empty stays empty.
std::string Percent(const std::string& rate);

}  // namespace heng::cli
