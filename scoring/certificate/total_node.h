// SPDX-License-Identifier: Apache-2.0
//
// The parts of a certificate that add up: classes, overall goals, the total.
#pragma once

#include "absl/status/status.h"
#include "heng/v1/certificate.pb.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng {

// Every class, in the order of the scheme.
absl::Status WriteClasses(const Plan& plan, const FormScore& score, v1::Certificate& out);

// The policy, and every overall goal under ratios.
absl::Status WriteGoals(const Plan& plan, const FormScore& score, v1::Certificate& out);

absl::Status WriteTotal(const Plan& plan, const FormScore& score, v1::TotalNode& out);

}  // namespace heng
