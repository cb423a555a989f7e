// SPDX-License-Identifier: Apache-2.0
//
// Limits of the kinds of decimal that annotations.proto names.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "heng/v1/annotations.pb.h"

namespace heng {

// What is wrong with a decimal, and the name of its ErrorReason: NOT_A_DECIMAL or OUT_OF_RANGE.
struct DecimalProblem {
  absl::string_view reason;
  Problem problem;
};

// Checks a text that is given (not empty) against its kind; nothing if all is well.
std::optional<DecimalProblem> CheckDecimal(absl::string_view text, v1::DecimalKind kind);

}  // namespace heng
