// SPDX-License-Identifier: Apache-2.0
//
// Scores one page of stored evaluations under the new scheme.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "services/scoring/repository.h"
#include "services/scoring/rescore_pages.h"
#include "services/scoring/rescore_plans.h"

namespace heng {

// For one thread.
class RescoreWorker {
 public:
  struct Task {
    bool only_changed = false;
    int read_size = 50;
    std::function<absl::Time()> read_deadline;
    std::function<bool()> is_stopped;
  };

  // plans must outlive the worker.
  RescoreWorker(Repository repository, RescorePlans& plans, Task task)
      : repository_(std::move(repository)), plans_(plans), task_(std::move(task)) {}

  // The results of these evaluations in their order; those that cannot be scored say why. An error is that of storage.
  // CANCELLED if the what-if was stopped meanwhile.
  absl::StatusOr<RescoredPage> Score(const storage::v1::ListSummariesResponse& rows);

 private:
  using Row = storage::v1::SummaryRow;
  // What could be read of a stored evaluation.
  struct Form {
    absl::Status status;
    v1::Evaluation evaluation;
  };

  absl::Status ScoreSome(const std::vector<const Row*>& rows, RescoredPage& page);
  // Reads into forms_.
  absl::Status ReadForms(const std::vector<const Row*>& rows);
  // What is not known yet of the goals of the first `count` forms.
  absl::StatusOr<RecordSet> ReadGoals(size_t count);
  absl::Status ScoreOne(Form& form, const RecordSet& goals, v1::RescoredEvaluation& result);

  Repository repository_;
  RescorePlans& plans_;
  const Task task_;
  // Used again and again, so that most forms need little allocation.
  std::vector<Form> forms_;
  FormScore score_;
};

}  // namespace heng
