// SPDX-License-Identifier: Apache-2.0
//
// What scoring needs of a stored evaluation, without the rest: findings, report and claims are most of a document, and
// reading them takes several times as long as scoring.
#pragma once

#include "absl/status/status.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/evaluation.pb.h"

namespace heng {

// Fills name, scheme, goals, budget, results and score of `evaluation`, which may hold an earlier one and then needs
// little allocation. DATA_LOSS if the document does not parse.
absl::Status ReadScoredParts(const storage::v1::Record& record, v1::Evaluation& evaluation);

}  // namespace heng
