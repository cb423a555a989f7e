// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/form_plans.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"

namespace heng {
namespace {

bool HasRevision(const std::string& name) { return absl::StrContains(name, '@'); }

std::string PlanName(const std::string& scheme, const std::string& goals) {
  return absl::StrCat(scheme, " ", goals);
}

void CheckName(absl::string_view field, const std::string& name, ResourceKind kind, FieldProblems& problems) {
  if (name.empty()) return;
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name, kind);
  if (parsed.ok()) return;
  problems.Add(field, "BAD_NAME",
               {std::string(parsed.status().message()), ChineseMessageOf(parsed.status())});
}

// The form's view of a plan that was compiled from these.
absl::StatusOr<std::shared_ptr<const FormPlan>> FormPlanOf(const v1::Scheme& scheme, const v1::Goals& goals,
                                                           absl::StatusOr<std::shared_ptr<const Plan>> plan) {
  HENG_RETURN_IF_ERROR(plan.status());
  auto form = std::make_shared<FormPlan>();
  form->plan = *std::move(plan);
  form->scheme = scheme.name();
  form->goals = goals.name();
  if (goals.has_project()) form->project = goals.project();
  form->effective_from_year = scheme.effective_from_year();
  form->effective_until_year = scheme.effective_until_year();
  return form;
}

// Goals belong to their department: another's rows say nothing about this form.
void CheckOwner(const v1::Evaluation& evaluation, absl::string_view path, FieldProblems& problems) {
  const absl::StatusOr<ResourceName> goals = ParseResourceName(evaluation.goals(), ResourceKind::kGoals);
  const absl::StatusOr<ResourceName> name = ParseResourceName(evaluation.name(), ResourceKind::kEvaluation);
  if (!goals.ok() || !name.ok() || goals->DepartmentName() == name->DepartmentName()) return;
  problems.Add(absl::StrCat(path, ".goals"), "NOT_ALLOWED",
               {absl::StrCat("the goals are those of ", goals->DepartmentName(), ", want goals of ",
                             name->DepartmentName()),
                absl::StrCat("绩效目标属于 ", goals->DepartmentName(), "，应使用 ", name->DepartmentName(),
                             " 的绩效目标")});
}

}  // namespace

absl::StatusOr<FormReferences> ReferencesOf(const v1::Evaluation& evaluation, absl::string_view path) {
  FieldProblems problems;
  CheckName(absl::StrCat(path, ".name"), evaluation.name(), ResourceKind::kEvaluation, problems);
  CheckName(absl::StrCat(path, ".scheme"), evaluation.scheme(), ResourceKind::kScheme, problems);
  CheckName(absl::StrCat(path, ".goals"), evaluation.goals(), ResourceKind::kGoals, problems);
  if (evaluation.name().empty()) {
    problems.Add(absl::StrCat(path, ".name"), "REQUIRED",
                 {"name is empty, want regions/{region}/departments/{department}/evaluations/{year}-overall",
                  "name 为空，应形如 regions/{行政区划}/departments/{部门}/evaluations/{年度}-overall"});
  }
  CheckOwner(evaluation, path, problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());

  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(evaluation.name()));
  HENG_ASSIGN_OR_RETURN(const FormId form, ParseFormId(name.id));
  FormReferences references;
  references.department = name.DepartmentName();
  references.goals = evaluation.goals().empty() ? absl::StrCat(references.department, "/goals/", name.id)
                                                : evaluation.goals();
  references.scheme = evaluation.scheme();
  references.fiscal_year = form.fiscal_year;
  references.kind = form.project_code ? v1::EVALUATION_KIND_PROJECT : v1::EVALUATION_KIND_OVERALL;
  // The stored budget is the department's whole budget, so it stands in for the block of the overall form
  // only.
  if (!evaluation.has_budget() && references.kind == v1::EVALUATION_KIND_OVERALL) {
    references.budget = absl::StrCat(references.department, "/budgets/", form.fiscal_year);
  }
  return references;
}

std::vector<std::string> FormPlans::NamesToRead(const FormReferences& references) const {
  std::vector<std::string> names;
  const bool pinned = HasRevision(references.goals) && HasRevision(references.scheme) &&
                      plans_.Find(PlanName(references.scheme, references.goals)) != nullptr;
  if (pinned) return names;
  names.push_back(references.goals);
  if (!references.scheme.empty() && schemes_.Find(references.scheme) == nullptr)
    names.push_back(references.scheme);
  return names;
}

absl::StatusOr<CheckedScheme> FormPlans::SchemeByName(const std::string& name, absl::Time deadline) {
  if (const std::shared_ptr<const CheckedScheme> known = schemes_.Find(name)) return *known;
  HENG_ASSIGN_OR_RETURN(v1::Scheme scheme, repository_.Get<v1::Scheme>(name, deadline));
  return Keep(std::move(scheme));
}

absl::StatusOr<CheckedScheme> FormPlans::Keep(v1::Scheme scheme) {
  HENG_ASSIGN_OR_RETURN(CheckedScheme checked, CheckedScheme::Check(std::move(scheme)));
  schemes_.Put(checked->name(), std::make_shared<const CheckedScheme>(checked));
  return checked;
}

absl::StatusOr<CheckedScheme> FormPlans::SchemeFor(const FormReferences& references, const v1::Goals& goals,
                                                   const RecordSet& records, absl::Time deadline) {
  if (references.scheme.empty()) return SchemeByName(goals.scheme(), deadline);
  if (const std::shared_ptr<const CheckedScheme> known = schemes_.Find(references.scheme)) return *known;
  HENG_ASSIGN_OR_RETURN(v1::Scheme scheme, Fetch<v1::Scheme>(references.scheme, records, deadline));
  return Keep(std::move(scheme));
}

absl::StatusOr<std::shared_ptr<const FormPlan>> FormPlans::PlanFor(const FormReferences& references,
                                                                   const RecordSet& records,
                                                                   absl::Time deadline) {
  if (auto known = plans_.Find(PlanName(references.scheme, references.goals))) return known;
  HENG_ASSIGN_OR_RETURN(v1::Goals goals, Fetch<v1::Goals>(references.goals, records, deadline));
  HENG_ASSIGN_OR_RETURN(const CheckedScheme scheme, SchemeFor(references, goals, records, deadline));
  const std::string plan_name = PlanName(scheme->name(), goals.name());
  if (auto known = plans_.Find(plan_name)) return known;
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const FormPlan> form,
                        FormPlanOf(*scheme, goals, CompilePlan(scheme, goals)));
  plans_.Put(plan_name, form);
  return form;
}

absl::StatusOr<std::shared_ptr<const FormPlan>> FormPlans::InlinePlan(const FormReferences& references,
                                                                      const v1::Scheme* scheme,
                                                                      const v1::Goals* goals,
                                                                      absl::Time deadline) {
  v1::Goals used_goals;
  if (goals != nullptr) {
    used_goals = *goals;
    ClearOutputOnly(used_goals);
  } else {
    HENG_ASSIGN_OR_RETURN(used_goals, repository_.Get<v1::Goals>(references.goals, deadline));
  }
  if (scheme != nullptr) {
    v1::Scheme used_scheme = *scheme;
    ClearOutputOnly(used_scheme);
    // Unchecked, so that all that is wrong with either is said at once.
    return FormPlanOf(used_scheme, used_goals, CompilePlan(used_scheme, used_goals));
  }
  const std::string& name = references.scheme.empty() ? used_goals.scheme() : references.scheme;
  HENG_ASSIGN_OR_RETURN(const CheckedScheme stored, SchemeByName(name, deadline));
  return FormPlanOf(*stored, used_goals, CompilePlan(stored, used_goals));
}

}  // namespace heng
