// SPDX-License-Identifier: Apache-2.0
//
// The score of a stored evaluation: computed once more from what it pins, and held against what is stored.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

// The plan that `stored` was scored with; `score` is filled and refers to it. `stored` as it was read, its envelope filled; what
// it pins is taken from `records` where it is there. DATA_LOSS if what it pins is gone, or if its points, its total or its
// grade are not those that follow; the message says both. Other errors are those of reading.
absl::StatusOr<std::shared_ptr<const FormPlan>> CheckStoredScore(const v1::Evaluation& stored,
                                                                 const RecordSet& records, FormPlans& plans,
                                                                 absl::Time deadline, FormScore& score);

}  // namespace heng
