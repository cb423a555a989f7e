// SPDX-License-Identifier: Apache-2.0
//
// Whether what callers saw of one evaluation can have happened in some order: each submission and each read at one instant
// between its call and its answer. The evaluation is a register with compare-and-set: a submission that follows revision n makes
// revision n + 1, and is refused if another one is current.
//
// The search is that of Wing and Gong as Lowe improved it: operations are tried in every order that real time allows, and what
// was reached once (which operations are done, and what is current then) is not tried again.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace heng::fault {

enum class Outcome {
  kOk,
  kRefused,  // a submission: another revision was current
  kUnknown,  // a submission: may have happened, may happen later, or never
};

struct Operation {
  static constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

  bool is_submission = false;
  Outcome outcome = Outcome::kOk;
  int64_t follows = 0;   // a submission: the revision that its etag was of; 0: the first one
  int64_t revision = 0;  // that was answered; 0: a read that found nothing
  std::string mark;      // what the submission put, or the read found
  int64_t called = 0;    // on a clock that every caller shares
  int64_t answered = 0;  // kNever if the outcome is unknown
};

// Whether the operations on one evaluation, which did not exist before, have such an order.
bool IsLinearizable(const std::vector<Operation>& history);

}  // namespace heng::fault
