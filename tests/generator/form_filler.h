// SPDX-License-Identifier: Apache-2.0
//
// How a department fills in a form: mostly it met its targets, sometimes not, and then it mostly says why.
#pragma once

#include <cstdint>
#include <vector>

#include "heng/v1/evaluation.pb.h"
#include "tests/generator/indicators.h"

namespace heng::generator {

// How often the department meets a target.
struct Diligence {
  int percent = 90;
};

// What the budget says, in hundredths of a percent.
struct Rates {
  int64_t basic_execution = 0;
  int64_t project_execution = 0;
  int64_t three_public = 0;
};

// One result for each row, with the codes that AddIndicator gives.
void FillResults(const std::vector<IndicatorRow>& rows, const Diligence& diligence, const Rates& rates,
                 Random& random, v1::Evaluation& evaluation);

// How the overall goal came out, and for the overall form a short report.
void FillWords(bool overall, Random& random, v1::Evaluation& evaluation);

}  // namespace heng::generator
