// SPDX-License-Identifier: Apache-2.0
//
// From a published table to the messages that heng scores: a scheme, goals and an evaluation, with every cell of the form as
// the department's claim.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/decimal.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/golden/case_file.h"

namespace heng::golden {

struct CaseMessages {
  v1::Scheme scheme;
  v1::Goals goals;
  v1::Evaluation evaluation;
  // For each indicator of the form: a person's printed points are kept.
  std::vector<bool> by_hand;
  // The budget row that is scored; nothing without one or without an execution weight.
  std::optional<int> execution_row;
  // Its amounts are missing, so its printed points enter as one more row by hand, behind the others.
  bool execution_by_hand = false;
};

// A number as printed, without a percent sign; nothing if it is none.
std::optional<Decimal> PrintedNumber(const Cell& cell);

// Builds the messages. gansu: the shipped scheme, used where the case's template is that one; otherwise a
// scheme is made of the case itself. A class of the form that the scheme lacks is added: weights are not
// enforced here.
absl::StatusOr<CaseMessages> MessagesOf(const Case& source, const v1::Scheme& gansu);

}  // namespace heng::golden
