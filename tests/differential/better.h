// SPDX-License-Identifier: Apache-2.0
//
// What a better result of a row is, kind by kind.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/differential/oracle_rules.h"
#include "tests/differential/random.h"

namespace heng::differential {

// Changes `result` to one that must not earn less. False if there is none: points that a person gave, a bracket table that
// wants the middle, a step deduction on both sides, thresholds that deduct, targets of no sense.
bool Improve(const RowRule& row, Random& random, v1::IndicatorResult& result);

}  // namespace heng::differential
