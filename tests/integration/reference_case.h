// SPDX-License-Identifier: Apache-2.0
//
// The reference form (examples/liangzhou-2024) as messages, and helpers that make other forms of it.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "heng/client/client.h"
#include "heng/v1/evaluation.pb.h"

namespace heng::integration {

v1::Region ReferenceRegion();
v1::Department ReferenceDepartment();
v1::Budget ReferenceBudget();
v1::Scheme ReferenceScheme();
v1::Goals ReferenceGoals();
v1::Evaluation ReferenceEvaluation();

// Stores region, department, scheme, budget and goals of the reference form.
absl::Status StoreCatalogue(const client::Client& client);

// Stores the same for another department of the region, and returns its evaluation.
absl::StatusOr<v1::Evaluation> StoreAnotherDepartment(const client::Client& client, const std::string& id);

}  // namespace heng::integration
