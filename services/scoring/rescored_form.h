// SPDX-License-Identifier: Apache-2.0
//
// One stored evaluation under another scheme: what it earned, what it would earn, which rows made the difference.
#pragma once

#include "absl/status/status.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scoring_service.pb.h"
#include "scoring/form_score.h"
#include "services/scoring/rescore_plans.h"

namespace heng {

// Scores `evaluation`, as it was stored, and fills what is new in `result`: total, grade, changes, steps, rows without a
// place. `evaluation` is changed (scoring/mapped_results.h); `score` is room to work in. Errors are those of the rules.
absl::Status RescoreForm(const RescorePlan& plan, v1::Evaluation& evaluation, FormScore& score,
                         v1::RescoredEvaluation& result);

}  // namespace heng
