// SPDX-License-Identifier: Apache-2.0
//
// What a published table prints, as the claims of the department that filed it.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/golden/case_file.h"

namespace heng::golden {

// The cells of one row, its unit and its reason.
void ClaimRow(const IndicatorRow& row, v1::IndicatorResult& result);

// The budget rows, the overall goal, the sums and the grade. The evaluation's budget lines have the codes line-0, line-1, …
void ClaimForm(const Case& source, v1::Evaluation& evaluation);

// Weights of the classes at the top that the form's own rules print, as in `产出 50, 效益 30, 满意度 10`. Only for complete
// forms: others lack rows, so their classes cannot add up.
void PrescribeWeights(const Case& source, v1::Scheme& scheme);

// A row that repeats the total under another split (按收入性质分, 按支出性质分).
bool IsMemo(const BudgetRow& row);

// The index of the row that row `index` is nested in, by level; -1 if none, or if the row is a memo.
int ParentRow(const Case& source, size_t index);

}  // namespace heng::golden
