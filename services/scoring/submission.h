// SPDX-License-Identifier: Apache-2.0
//
// One submission, step by step: check what needs nothing stored, score with what is stored, make the write.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "services/scoring/form_plans.h"

namespace heng {

// A form after every check that needs nothing stored.
struct CheckedForm {
  const v1::Evaluation* evaluation = nullptr;  // as sent; outlives this
  FormReferences references;
  FieldProblems problems;  // what is wrong so far; scoring adds the rest, so that all is reported at once
};

// path: what stands before field paths, such as "evaluation". INVALID_ARGUMENT only if the form cannot be
// looked at any further: its names are wrong, or it has no results or too many.
absl::StatusOr<CheckedForm> CheckForm(const v1::Evaluation& evaluation, absl::string_view path);

// Names to read before the form can be scored for storing: department, budget, goals, scheme.
std::vector<std::string> NamesToRead(const CheckedForm& form, const FormPlans& plans);

// Fills what only the service writes: snapshots of department and budget, pinned names, score, findings (without their
// sentences), state.
// NOT_FOUND if the department or the budget is unknown; INVALID_ARGUMENT with every violation.
absl::StatusOr<v1::Evaluation> ScoreForStoring(const CheckedForm& form, const FormPlan& plan,
                                               const RecordSet& records, absl::string_view path);

// Scores `evaluation`, which is the checked form, perhaps with the stored budget filled in. `score` refers to
// the plan. INVALID_ARGUMENT with what CheckForm found and what the rules add.
absl::Status ScoreChecked(const FormPlan& plan, const CheckedForm& form, const v1::Evaluation& evaluation,
                          absl::string_view path, FormScore& score);

// What tells a retry of a submission from another body: SHA-256 over the form as sent and the etag.
std::string RequestSha256(const v1::Evaluation& evaluation, const std::string& etag);

// The write of an evaluation scored with `plan`. An empty request_id gets a random one, so that our own retries are safe.
storage::v1::RecordWrite WriteOf(const v1::Evaluation& scored, const FormPlan& plan, const CheckedForm& form,
                                 const std::string& request_id, const std::string& etag,
                                 const std::string& actor);

}  // namespace heng
