// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/rescore_worker.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "base/status_macros.h"
#include "services/rpc/grpc_status.h"
#include "services/scoring/rescored_form.h"
#include "services/scoring/scored_parts.h"

namespace heng {
namespace {

std::string NameOf(const storage::v1::SummaryRow& row) {
  return absl::StrCat(row.name(), "@", row.revision());
}

// What is known of an evaluation before its document is read.
v1::RescoredEvaluation ResultOf(const storage::v1::SummaryRow& row) {
  v1::RescoredEvaluation result;
  result.set_name(NameOf(row));
  result.set_department_display_name(row.department_display_name());
  result.set_old_total_points(Decimal::FromCoefficient(row.total_hundredths(), 2).ToFixed(2));
  result.set_old_grade_code(row.grade_code());
  return result;
}

// Not the form's fault: the what-if ends, rather than count it as one that cannot be scored.
bool IsOfStorage(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || absl::IsCancelled(status);
}

}  // namespace

absl::StatusOr<RescoredPage> RescoreWorker::Score(const storage::v1::ListSummariesResponse& rows) {
  RescoredPage page;
  std::vector<const Row*> some;
  for (int i = 0; i < rows.rows_size(); ++i) {
    some.push_back(&rows.rows(i));
    if (static_cast<int>(some.size()) < task_.read_size && i + 1 < rows.rows_size()) continue;
    if (task_.is_stopped()) return absl::CancelledError("the what-if was stopped");
    HENG_RETURN_IF_ERROR(ScoreSome(some, page));
    some.clear();
  }
  return page;
}

absl::Status RescoreWorker::ScoreSome(const std::vector<const Row*>& rows, RescoredPage& page) {
  HENG_RETURN_IF_ERROR(ReadForms(rows));
  HENG_ASSIGN_OR_RETURN(const RecordSet goals, ReadGoals(rows.size()));
  for (size_t i = 0; i < rows.size(); ++i) {
    v1::RescoredEvaluation result = ResultOf(*rows[i]);
    const absl::Status scored = ScoreOne(forms_[i], goals, result);
    if (IsOfStorage(scored)) return scored;
    if (!scored.ok()) *result.mutable_error() = rpc::ToItemStatus(scored);
    HENG_RETURN_IF_ERROR(page.tally.Add(result));
    if (!task_.only_changed || IsChanged(result)) *page.response.add_results() = std::move(result);
  }
  return absl::OkStatus();
}

absl::Status RescoreWorker::ReadForms(const std::vector<const Row*>& rows) {
  std::vector<std::string> names;
  for (const Row* row : rows) names.push_back(NameOf(*row));
  HENG_ASSIGN_OR_RETURN(const RecordSet records, repository_.Read(names, task_.read_deadline()));
  if (forms_.size() < rows.size()) forms_.resize(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const storage::v1::Record* record = records.FindRecord(names[i]);
    forms_[i].status = record == nullptr ? absl::DataLossError(names[i] + " is listed, but not there")
                                         : ReadScoredParts(*record, forms_[i].evaluation);
  }
  return absl::OkStatus();
}

absl::StatusOr<RecordSet> RescoreWorker::ReadGoals(size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) {
    const v1::Evaluation& form = forms_[i].evaluation;
    if (forms_[i].status.ok() && plans_.Find(form.scheme(), form.goals()) == nullptr)
      names.push_back(form.goals());
  }
  if (names.empty()) return RecordSet();
  return repository_.Read(names, task_.read_deadline());
}

absl::Status RescoreWorker::ScoreOne(Form& form, const RecordSet& goals, v1::RescoredEvaluation& result) {
  HENG_RETURN_IF_ERROR(form.status);
  v1::Evaluation& evaluation = form.evaluation;
  std::shared_ptr<const RescorePlan> plan = plans_.Find(evaluation.scheme(), evaluation.goals());
  if (plan == nullptr) {
    // Known when the goals were read and pushed out since, by a page with many goals.
    RecordSet again;
    if (!goals.Has(evaluation.goals())) {
      HENG_ASSIGN_OR_RETURN(again, repository_.Read({evaluation.goals()}, task_.read_deadline()));
    }
    const RecordSet& read = goals.Has(evaluation.goals()) ? goals : again;
    HENG_ASSIGN_OR_RETURN(v1::Goals found, read.Find<v1::Goals>(evaluation.goals()));
    HENG_ASSIGN_OR_RETURN(plan, plans_.Make(evaluation.scheme(), std::move(found), task_.read_deadline()));
  }
  result.set_old_total_points(evaluation.score().total_points());
  return RescoreForm(*plan, evaluation, score_, result);
}

}  // namespace heng
