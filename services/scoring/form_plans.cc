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

absl::StatusOr<std::shared_ptr<const FormPlan>> Compile(const v1::Scheme& scheme, const v1::Goals& goals) {
  auto form = std::make_shared<FormPlan>();
  HENG_ASSIGN_OR_RETURN(form->plan, CompilePlan(scheme, goals));
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

absl::StatusOr<std::shared_ptr<const v1::Scheme>> FormPlans::SchemeByName(const std::string& name,
                                                                          absl::Time deadline) {
  if (std::shared_ptr<const v1::Scheme> known = schemes_.Find(name)) return known;
  HENG_ASSIGN_OR_RETURN(v1::Scheme scheme, repository_.Get<v1::Scheme>(name, deadline));
  auto shared = std::make_shared<const v1::Scheme>(std::move(scheme));
  schemes_.Put(shared->name(), shared);
  return shared;
}

absl::StatusOr<std::shared_ptr<const FormPlan>> FormPlans::PlanFor(const FormReferences& references,
                                                                   const RecordSet& records,
                                                                   absl::Time deadline) {
  if (auto known = plans_.Find(PlanName(references.scheme, references.goals))) return known;
  HENG_ASSIGN_OR_RETURN(const v1::Goals goals, Fetch<v1::Goals>(references.goals, records, deadline));
  std::shared_ptr<const v1::Scheme> scheme = schemes_.Find(references.scheme);
  if (scheme == nullptr && !references.scheme.empty()) {
    HENG_ASSIGN_OR_RETURN(v1::Scheme found, Fetch<v1::Scheme>(references.scheme, records, deadline));
    scheme = std::make_shared<const v1::Scheme>(std::move(found));
    schemes_.Put(scheme->name(), scheme);
  } else if (scheme == nullptr) {
    HENG_ASSIGN_OR_RETURN(scheme, SchemeByName(goals.scheme(), deadline));
  }
  const std::string plan_name = PlanName(scheme->name(), goals.name());
  if (auto known = plans_.Find(plan_name)) return known;
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const FormPlan> form, Compile(*scheme, goals));
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
    return Compile(used_scheme, used_goals);
  }
  const std::string& name = references.scheme.empty() ? used_goals.scheme() : references.scheme;
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const v1::Scheme> stored, SchemeByName(name, deadline));
  return Compile(*stored, used_goals);
}

}  // namespace heng
