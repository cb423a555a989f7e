// SPDX-License-Identifier: Apache-2.0
//
// The shipped reference case, for tests: a department's form of 2024 with 21 indicators, 92.62 points, 优.
// Tests change a copy of it, so that each shows only what it is about.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::testing {

// Reads a message of proto3 JSON. path: below the source folder, where tests run. Aborts if that fails.
void ReadJsonFile(const std::string& path, google::protobuf::Message& message);

v1::Scheme GansuScheme();
v1::Region ReferenceRegion();
v1::Department ReferenceDepartment();
v1::Budget ReferenceBudget();
v1::Goals ReferenceGoals();
v1::Evaluation ReferenceEvaluation();

// One indicator of 90 points under one class, and execution of 10; the names are those of the reference case.
v1::Scheme SmallScheme();
v1::Goals SmallGoals(v1::RuleKind rule, absl::string_view target);
v1::Evaluation SmallEvaluation(absl::string_view actual);

}  // namespace heng::testing
