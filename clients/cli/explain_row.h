// SPDX-License-Identifier: Apache-2.0
//
// One node of a certificate in words: which clause gave the points, with the numbers put in.
#pragma once

#include <string>

#include "clients/cli/language.h"
#include "heng/v1/certificate.pb.h"

namespace heng::cli {

// The rule of the row, as far as its options say it, without numbers: "at least: A is reached or w·B/A".
Text RuleWords(const v1::IndicatorNode& row);

// From the inputs to the points of the rule: "实际 96 < 目标 98：8 × 96 / 98 = 384/49 ≈ 7.8367…".
Text RuleArithmetic(const v1::IndicatorNode& row);

// What the row loses beyond its rule, and what is left: "超额完成扣 2：8 − 2 = 6"; empty if it loses nothing.
Text DeductionArithmetic(const v1::IndicatorNode& row);

// "四舍五入至 2 位 → 7.84"; says so where the sum takes the exact points instead. Empty for a row without points.
Text PointsRounding(const v1::IndicatorNode& row);

// All of these in one line.
Text RowArithmetic(const v1::IndicatorNode& row);

// The same for execution.
Text ExecutionArithmetic(const v1::ExecutionNode& execution);

}  // namespace heng::cli
