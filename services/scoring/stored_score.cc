// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/stored_score.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"

namespace heng {
namespace {

// A form that was stored was scored, so whatever keeps it from being scored again was lost or changed since.
absl::Status AsDataLoss(const v1::Evaluation& stored, const absl::Status& status) {
  if (!absl::IsNotFound(status) && !absl::IsInvalidArgument(status)) return status;
  return absl::DataLossError(absl::StrCat(stored.name(), "@", stored.revision(),
                                          " cannot be scored with what it pins: ", status.message()));
}

class Comparison {
 public:
  explicit Comparison(const v1::Evaluation& stored) : stored_(stored) {}

  void Expect(absl::string_view what, absl::string_view kept, absl::string_view follows) {
    if (!status_.ok() || kept == follows) return;
    status_ =
        absl::DataLossError(absl::StrCat(stored_.name(), "@", stored_.revision(), ": ", what,
                                         " is stored as \"", kept, "\", but \"", follows, "\" follows"));
  }

  absl::Status status() const { return status_; }

 private:
  const v1::Evaluation& stored_;
  absl::Status status_;
};

absl::Status Compare(const v1::Evaluation& stored, const v1::ScoreReport& follows) {
  const v1::ScoreReport& kept = stored.score();
  Comparison comparison(stored);
  comparison.Expect("the number of rows", absl::StrCat(kept.indicators_size()),
                    absl::StrCat(follows.indicators_size()));
  HENG_RETURN_IF_ERROR(comparison.status());
  comparison.Expect("execution", kept.execution().points(), follows.execution().points());
  for (int i = 0; i < kept.indicators_size(); ++i) {
    comparison.Expect(absl::StrCat("the code of row ", i + 1), kept.indicators(i).code(),
                      follows.indicators(i).code());
    comparison.Expect(absl::StrCat("row ", kept.indicators(i).code()), kept.indicators(i).points(),
                      follows.indicators(i).points());
  }
  comparison.Expect("the total", kept.total_points(), follows.total_points());
  comparison.Expect("the grade", kept.grade_code(), follows.grade_code());
  return comparison.status();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const FormPlan>> CheckStoredScore(const v1::Evaluation& stored,
                                                                 const RecordSet& records, FormPlans& plans,
                                                                 absl::Time deadline, FormScore& score) {
  const absl::StatusOr<FormReferences> references = ReferencesOf(stored, "evaluation");
  if (!references.ok()) return AsDataLoss(stored, references.status());
  absl::StatusOr<std::shared_ptr<const FormPlan>> form = plans.PlanFor(*references, records, deadline);
  if (!form.ok()) return AsDataLoss(stored, form.status());
  const Plan& plan = *(*form)->plan;
  const absl::Status scored = ScoreForm(plan, stored, "evaluation", score);
  if (!scored.ok()) return AsDataLoss(stored, scored);
  HENG_ASSIGN_OR_RETURN(const v1::ScoreReport follows, MakeReport(plan, stored, score, v1::VIEW_TERSE));
  HENG_RETURN_IF_ERROR(Compare(stored, follows));
  return form;
}

}  // namespace heng
