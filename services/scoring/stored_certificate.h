// SPDX-License-Identifier: Apache-2.0
//
// The certificate of a stored evaluation: scored once more with what it pins, and held against what is stored.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/v1/evaluation_service.pb.h"
#include "services/scoring/form_plans.h"

namespace heng {

// `stored` as it was read, its envelope filled. DATA_LOSS if what it pins is gone, or if its points, its total or its
// grade are not those that follow; the message says both.
absl::StatusOr<v1::GetCertificateResponse> CertificateOf(const v1::Evaluation& stored, FormPlans& plans,
                                                         absl::Time deadline);

}  // namespace heng
