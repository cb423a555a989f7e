// SPDX-License-Identifier: Apache-2.0
//
// Which fields of a result go with which rule.
#pragma once

#include "base/errors.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/plan.h"
#include "scoring/row_problem.h"

namespace heng {

// Adds a problem for every field of `result` that the rule of `row` does not read, or that holds no decimal. False if there
// was one.
bool CheckRowFields(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                    const RowRef& ref, FieldProblems& problems);

}  // namespace heng
