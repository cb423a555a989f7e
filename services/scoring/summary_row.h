// SPDX-License-Identifier: Apache-2.0
//
// The summary row of an evaluation: what lists and sums read instead of its document. It is made with every submission, in one
// walk over the rows and the findings of the form.
#pragma once

#include "heng/storage/v1/records.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/plan.h"

namespace heng {

// The row of an evaluation that was scored with `plan`, its score in the full view. The store fills name, revision, times
// and etag.
//
// Points are those of the report and weights those that apply: a row that does not apply weighs nothing, in its class too.
// So the classes of level 1 and execution weigh what the total is scaled from. Under GOAL_POLICY_RATIOS classes count by
// the ratios of their goals, as in the report; the rows of clauses and findings count as they are.
storage::v1::SummaryRow SummaryOf(const v1::Evaluation& scored, const Plan& plan);

}  // namespace heng
