// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/form_plans.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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

absl::StatusOr<std::shared_ptr<const FormPlan>> Compile(v1::Scheme scheme, v1::Goals goals) {
  auto form = std::make_shared<FormPlan>();
  form->scheme = std::move(scheme);
  form->goals = std::move(goals);
  HENG_ASSIGN_OR_RETURN(form->plan, CompilePlan(form->scheme, form->goals));
  return form;
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
  HENG_ASSIGN_OR_RETURN(v1::Goals goals, records.Find<v1::Goals>(references.goals));
  std::shared_ptr<const v1::Scheme> scheme = schemes_.Find(references.scheme);
  if (scheme == nullptr && !references.scheme.empty()) {
    HENG_ASSIGN_OR_RETURN(v1::Scheme found, records.Find<v1::Scheme>(references.scheme));
    scheme = std::make_shared<const v1::Scheme>(std::move(found));
    schemes_.Put(scheme->name(), scheme);
  } else if (scheme == nullptr) {
    HENG_ASSIGN_OR_RETURN(scheme, SchemeByName(goals.scheme(), deadline));
  }
  const std::string plan_name = PlanName(scheme->name(), goals.name());
  if (auto known = plans_.Find(plan_name)) return known;
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const FormPlan> form, Compile(*scheme, std::move(goals)));
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
  } else {
    HENG_ASSIGN_OR_RETURN(used_goals, repository_.Get<v1::Goals>(references.goals, deadline));
  }
  if (scheme != nullptr) return Compile(*scheme, std::move(used_goals));
  const std::string& name = references.scheme.empty() ? used_goals.scheme() : references.scheme;
  HENG_ASSIGN_OR_RETURN(std::shared_ptr<const v1::Scheme> stored, SchemeByName(name, deadline));
  return Compile(*stored, std::move(used_goals));
}

}  // namespace heng
