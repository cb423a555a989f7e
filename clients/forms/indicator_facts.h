// SPDX-License-Identifier: Apache-2.0
//
// From the text in 实际完成值 to the fact that the rule of the indicator asks for.
#pragma once

#include "clients/forms/form_reader.h"

namespace heng::forms {

// Sets value, band, outcome, date or status; clears what was there. An empty cell is a missing result and no problem.
void SetFacts(const v1::Indicator& indicator, const v1::Scheme& scheme, const TypedCell& cell,
              CellProblems& problems, v1::IndicatorResult& result);

// For BY_HAND: what stands in 得分 is what a person gave.
void SetGivenPoints(const TypedCell& cell, CellProblems& problems, v1::IndicatorResult& result);

}  // namespace heng::forms
