// SPDX-License-Identifier: Apache-2.0
//
// A form that uses every rule kind and every mechanism of a scheme but goal ratios, for tests: execution 10, values 55,
// others 25, an even split of 10. As it stands it earns full points, 100.00; tests change what they are about.
#pragma once

#include "absl/strings/string_view.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::testing {

// Step deduction `per-point` (0.5 for each started point above the target), bracket table `control` (5 up to 0, 4 up to
// 10 (含), 0 above), caps of 89 below 80% and 59 below 60%, veto to 59, rows that do not apply are rescaled, extra
// deductions allowed, over-completion of 300% costs 2 points and 150% may be reviewed.
v1::Scheme EveryKindScheme();

// Rows at-least (A = 100, w = 10), at-most (50, 10), equal (20, 10), range (5 to 8, 10), steps (100, 5), brackets (5),
// more (at least 10, 5), band (5), hand (5), date (2024-09-30, 5), either-or (5), spare (at least 1, 5), information,
// veto, split-1 to split-3 (at least 1; 3.33, 3.34, 3.33: the second takes what is left).
v1::Goals EveryKindGoals();

v1::Evaluation EveryKindEvaluation();

// The row or result with this code; aborts if there is none.
v1::Indicator& RowOf(v1::Goals& goals, absl::string_view code);
v1::IndicatorResult& ResultOf(v1::Evaluation& evaluation, absl::string_view code);

}  // namespace heng::testing
