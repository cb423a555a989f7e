// SPDX-License-Identifier: Apache-2.0
//
// The part of a certificate that is about one indicator.
#pragma once

#include "absl/status/status.h"
#include "heng/v1/certificate.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng {

// Writes what the rule of `row` reads, of the goals, the scheme and the result, and what came of it. What the row says
// beyond that (claims, reasons, evidence, a description) is no input and stays out.
absl::Status WriteIndicator(const Plan& plan, const Plan::Row& row, const v1::IndicatorResult& result,
                            const RowScore& score, v1::IndicatorNode& out);

}  // namespace heng
