// SPDX-License-Identifier: Apache-2.0
//
// What people call the values of enums, in Chinese.
#pragma once

#include "absl/strings/string_view.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// Empty for a value that this build does not know.
absl::string_view DisplayNameOf(v1::DepartmentCategory category);
absl::string_view DisplayNameOf(v1::EvaluationKind kind);
absl::string_view DisplayNameOf(v1::EvaluationState state);

}  // namespace heng
