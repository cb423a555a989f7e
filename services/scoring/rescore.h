// SPDX-License-Identifier: Apache-2.0
//
// One what-if over stored evaluations: RescoreEvaluations without its stream. Writes nothing.
//
// A few workers take one page of evaluations after the other: list it, read its documents and goals, score it. Pages
// are handed on in their order, and no worker begins a page that lies too far ahead of the one that the caller has
// taken, so that memory is bounded by a few pages however slowly the caller reads.
#pragma once

#include <functional>
#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "heng/v1/scoring_service.pb.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

struct RescoreOptions {
  // One more than the cores of a small machine: some of them wait for storage.
  int workers = 3;
  // Results in one message, at most 200.
  int page_size = 200;
  // Documents in one call to storage. Some 15 KiB each, and seldom more than 300.
  int read_size = 50;
  // Pages that are worked on or wait for the caller.
  int pages_in_flight = 4;
  // A read of storage that takes longer is given up, so that a caller who has gone is noticed.
  absl::Duration read_deadline = absl::Seconds(20);
};

// What surrounds one what-if.
struct RescoreCall {
  absl::Time deadline;
  std::function<bool()> is_cancelled;  // asked often, from one thread
};

// Thread-safe.
class Rescorer {
 public:
  // Takes one message; false if nobody wants more.
  using Emit = absl::FunctionRef<bool(const v1::RescoreEvaluationsResponse&)>;

  // plans and clock must outlive the rescorer.
  Rescorer(Repository repository, FormPlans& plans, const Clock& clock, const RescoreOptions& options = {})
      : repository_(std::move(repository)), plans_(plans), clock_(clock), options_(options) {}

  // Runs on the caller's thread until everything is emitted, the last message with the summary. Stops within a page
  // with CANCELLED if nobody wants more, DEADLINE_EXCEEDED at the deadline. Else as RescoreEvaluations.
  absl::Status Run(const v1::RescoreEvaluationsRequest& request, const RescoreCall& call, Emit emit);

 private:
  absl::StatusOr<CheckedScheme> SchemeOf(const v1::RescoreEvaluationsRequest& request, absl::Time deadline);

  Repository repository_;
  FormPlans& plans_;
  const Clock& clock_;
  const RescoreOptions options_;
};

}  // namespace heng
