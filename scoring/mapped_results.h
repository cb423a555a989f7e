// SPDX-License-Identifier: Apache-2.0
//
// The results of a stored evaluation as another scheme reads them: the second half of asking what a form would earn
// there, after mapping.h.
#pragma once

#include "absl/status/status.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng {

// Scores `evaluation`, as it was stored with its full score, by a plan of goals that were mapped (mapping.h), into
// `score`. It is changed on the way:
//   - results of rows that the plan does not have are dropped;
//   - points that a person gave keep their share of the weight: rounded half up at 2 places, at most the new weight;
//   - points that a person gave where the plan lets its rule decide are dropped.
// Errors are those of ScoreForm, with field paths of the results that are left.
absl::Status ScoreMapped(const Plan& plan, v1::Evaluation& evaluation, FormScore& score);

}  // namespace heng
