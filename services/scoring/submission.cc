// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/submission.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "scoring/checks.h"
#include "scoring/findings/findings.h"
#include "services/scoring/summary_row.h"

namespace heng {
namespace {

void CheckYear(const FormPlan& plan, int fiscal_year, absl::string_view path, FieldProblems& problems) {
  const bool too_early = plan.effective_from_year > 0 && fiscal_year < plan.effective_from_year;
  const bool too_late = plan.effective_until_year > 0 && fiscal_year > plan.effective_until_year;
  if (!too_early && !too_late) return;
  const std::string limit = too_early ? absl::StrCat("from ", plan.effective_from_year)
                                      : absl::StrCat("until ", plan.effective_until_year);
  const std::string limit_zh = too_early ? absl::StrCat("自 ", plan.effective_from_year, " 年起")
                                         : absl::StrCat("至 ", plan.effective_until_year, " 年止");
  problems.Add(absl::StrCat(path, ".scheme"), "NOT_ALLOWED",
               {absl::StrCat(plan.scheme, " applies ", limit, ", but this is a form of ", fiscal_year),
                absl::StrCat(plan.scheme, " ", limit_zh, "适用，而本表为 ", fiscal_year, " 年度")});
}

}  // namespace

absl::StatusOr<CheckedForm> CheckForm(const v1::Evaluation& evaluation, absl::string_view path) {
  CheckedForm form;
  form.evaluation = &evaluation;
  CheckEvaluation(evaluation, path, form.problems);
  if (absl::StrContains(evaluation.name(), '@')) {
    form.problems.Add(
        absl::StrCat(path, ".name"), "BAD_NAME",
        {"the name of a form has no revision; leave out what follows @ and give the etag instead",
         "自评表的 name 不能带版本号，请去掉 @ 之后的部分，并用 etag 指明要更新的版本"});
  }
  const int results = evaluation.results_size();
  if (results == 0 || results > FormLimits().max_indicators) return form.problems.ToStatus();
  absl::StatusOr<FormReferences> references = ReferencesOf(evaluation, path);
  if (!references.ok()) {
    return form.problems.Merge(references.status()) ? form.problems.ToStatus() : references.status();
  }
  form.references = *std::move(references);
  return form;
}

std::string RequestSha256(const v1::Evaluation& evaluation, const std::string& etag) {
  return Sha256(absl::StrCat(evaluation.SerializeAsString(), "\n", etag));
}

absl::Status ScoreChecked(const FormPlan& plan, const CheckedForm& form, const v1::Evaluation& evaluation,
                          absl::string_view path, FormScore& score) {
  const absl::Status scored = ScoreForm(*plan.plan, evaluation, path, score);
  FieldProblems problems = form.problems;
  CheckYear(plan, form.references.fiscal_year, path, problems);
  if (problems.empty()) return scored;
  problems.Merge(scored);
  return problems.ToStatus();
}

std::vector<std::string> NamesToRead(const CheckedForm& form, const FormPlans& plans) {
  std::vector<std::string> names = plans.NamesToRead(form.references);
  names.push_back(form.references.department);
  if (!form.references.budget.empty()) names.push_back(form.references.budget);
  return names;
}

absl::StatusOr<v1::Evaluation> ScoreForStoring(const CheckedForm& form, const FormPlan& plan,
                                               const RecordSet& records, absl::string_view path) {
  v1::Evaluation scored = *form.evaluation;
  ClearOutputOnly(scored);
  HENG_ASSIGN_OR_RETURN(*scored.mutable_department(),
                        records.Find<v1::Department>(form.references.department));
  if (!form.references.budget.empty()) {
    HENG_ASSIGN_OR_RETURN(*scored.mutable_budget(), records.Find<v1::Budget>(form.references.budget));
  }
  if (!scored.has_project() && plan.project) *scored.mutable_project() = *plan.project;
  scored.set_scheme(plan.scheme);
  scored.set_goals(plan.goals);
  scored.set_fiscal_year(form.references.fiscal_year);
  scored.set_kind(form.references.kind);
  FormScore score;
  HENG_RETURN_IF_ERROR(ScoreChecked(plan, form, scored, path, score));
  HENG_ASSIGN_OR_RETURN(*scored.mutable_score(), MakeReport(*plan.plan, scored, score, v1::VIEW_FULL));
  RaiseFindings(*plan.plan, scored, score, *scored.mutable_findings());
  scored.set_state(v1::EVALUATION_STATE_SUBMITTED);
  return scored;
}

storage::v1::RecordWrite WriteOf(const v1::Evaluation& scored, const FormPlan& plan, const CheckedForm& form,
                                 const std::string& request_id, const std::string& etag,
                                 const std::string& actor) {
  storage::v1::RecordWrite write;
  write.set_name(scored.name());
  write.set_condition(etag.empty() ? storage::v1::WRITE_CONDITION_ABSENT : storage::v1::WRITE_CONDITION_ETAG);
  write.set_etag(etag);
  write.set_document(scored.SerializeAsString());
  *write.mutable_summary() = SummaryOf(scored, *plan.plan);
  write.add_required_names(form.references.department);
  write.set_request_id(request_id.empty() ? NewRequestId() : request_id);
  write.set_request_sha256(RequestSha256(*form.evaluation, etag));
  write.set_actor(actor);
  return write;
}

}  // namespace heng
