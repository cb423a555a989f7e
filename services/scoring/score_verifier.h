// SPDX-License-Identifier: Apache-2.0
//
// Scores every revision of every stored evaluation again from the scheme and the goals that it pins, and tells those whose
// stored points, total or grade do not follow.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/admin_service.pb.h"
#include "scoring/form_score.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/repository.h"

namespace heng {

// For one thread.
class ScoreVerifier {
 public:
  // Gets what does not fit.
  using OnMisfit = absl::FunctionRef<void(v1::Misfit)>;
  // Gets how many revisions were scored so far; false ends the verification.
  using OnProgress = absl::FunctionRef<bool(int64_t scored_count)>;

  // plans and clock must outlive the verifier.
  ScoreVerifier(Repository repository, FormPlans& plans, const Clock& clock)
      : repository_(std::move(repository)), plans_(plans), clock_(clock) {}

  // region_prefix: as in VerifyRequest. Returns how many revisions were scored. Errors: CANCELLED if on_progress ended it;
  // those of reading but DATA_LOSS, which is a misfit.
  absl::StatusOr<int64_t> Run(const std::string& region_prefix, OnMisfit on_misfit, OnProgress on_progress);

 private:
  absl::StatusOr<storage::v1::ListSummariesResponse> Page(const std::string& region_prefix,
                                                          const std::string& token);
  // Names with revisions, a few at a time.
  absl::Status VerifyForms(const std::vector<std::string>& names, OnMisfit on_misfit);
  absl::Status VerifyOne(const std::string& name, const storage::v1::Record& record, const RecordSet& pinned);
  absl::StatusOr<RecordSet> ReadPinned(const RecordSet& forms, const std::vector<std::string>& names);
  absl::Time ReadDeadline() const;

  Repository repository_;
  FormPlans& plans_;
  const Clock& clock_;
  v1::Evaluation evaluation_;
  FormScore score_;
};

}  // namespace heng
