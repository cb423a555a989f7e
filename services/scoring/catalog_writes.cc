// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/catalog_writes.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/canonical.h"
#include "base/hash.h"
#include "base/message_rules.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "scoring/checks.h"

namespace heng {
namespace {

// The shape of the name is checked with the rest of the resource.
void CheckHasNoRevision(const std::string& name, absl::string_view path, FieldProblems& problems) {
  if (!absl::StrContains(name, '@')) return;
  problems.Add(absl::StrCat(path, ".name"), "BAD_NAME",
               {absl::StrCat("\"", name, "\" has a revision; leave out what follows @, the service sets it"),
                absl::StrCat("“", name, "”带有版本号，请去掉 @ 之后的部分，版本号由系统生成")});
}

// The record of a checked resource. The hash of the request is taken before anything is filled in, so that a
// retry is known by what the caller sent.
template <typename Resource>
storage::v1::RecordWrite RecordOf(const Resource& resource, const std::string& request_sha256,
                                  const WriteRequest& request) {
  storage::v1::RecordWrite write;
  write.set_name(resource.name());
  write.set_condition(request.etag.empty() ? storage::v1::WRITE_CONDITION_ABSENT
                                           : storage::v1::WRITE_CONDITION_ETAG);
  write.set_etag(request.etag);
  write.set_document(resource.SerializeAsString());
  if (IsAddressedByContent(ResourceKindOf<Resource>())) write.set_content_sha256(CanonicalSha256(resource));
  write.set_request_id(request.request_id.empty() ? NewRequestId() : request.request_id);
  write.set_request_sha256(request_sha256);
  write.set_actor(request.actor);
  return write;
}

// Taken before anything is filled in, so that a retry is known by what the caller sent.
template <typename Resource>
std::string RequestSha256(const Resource& resource, const WriteRequest& request) {
  if (!request.sent_sha256.empty()) return request.sent_sha256;
  return Sha256(absl::StrCat(ResourceTypeName(ResourceKindOf<Resource>()), "\n", request.etag, "\n",
                             resource.SerializeAsString()));
}

// What adding up reads of a region. Which revision of the parent a caller named makes no difference to it.
absl::StatusOr<storage::v1::RegionRow> RegionRowOf(const v1::Region& region) {
  storage::v1::RegionRow row;
  row.set_name(region.name());
  row.set_display_name(region.display_name());
  row.set_level(region.level());
  if (region.parent().empty()) return row;
  HENG_ASSIGN_OR_RETURN(const ResourceName parent, ParseResourceName(region.parent()));
  row.set_parent(parent.WithoutRevision());
  return row;
}

// What adding up reads of a department.
absl::StatusOr<storage::v1::DepartmentRow> DepartmentRowOf(const v1::Department& department) {
  storage::v1::DepartmentRow row;
  row.set_name(department.name());
  row.set_display_name(department.display_name());
  for (const std::string& text : department.predecessors()) {
    if (text.empty()) continue;
    HENG_ASSIGN_OR_RETURN(const ResourceName predecessor, ParseResourceName(text));
    row.add_predecessors(predecessor.WithoutRevision());
  }
  return row;
}

// Names are checked before anything else reads them.
template <typename Resource, typename Check>
absl::Status CheckResource(Resource& resource, absl::string_view path, const Check& check) {
  ClearOutputOnly(resource);
  FieldProblems problems;
  CheckHasNoRevision(resource.name(), path, problems);
  check(problems);
  return problems.ToStatus();
}

}  // namespace

absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Region region, absl::string_view path,
                                                   const WriteRequest& request, FormPlans&) {
  HENG_RETURN_IF_ERROR(
      CheckResource(region, path, [&](FieldProblems& problems) { CheckRegion(region, path, problems); }));
  storage::v1::RecordWrite write = RecordOf(region, RequestSha256(region, request), request);
  HENG_ASSIGN_OR_RETURN(*write.mutable_region(), RegionRowOf(region));
  return write;
}

absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Department department, absl::string_view path,
                                                   const WriteRequest& request, FormPlans&) {
  HENG_RETURN_IF_ERROR(CheckResource(
      department, path, [&](FieldProblems& problems) { CheckDepartment(department, path, problems); }));
  storage::v1::RecordWrite write = RecordOf(department, RequestSha256(department, request), request);
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(department.name()));
  write.add_required_names(absl::StrCat("regions/", name.region));
  HENG_ASSIGN_OR_RETURN(*write.mutable_department(), DepartmentRowOf(department));
  return write;
}

absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Budget budget, absl::string_view path,
                                                   const WriteRequest& request, FormPlans&) {
  HENG_RETURN_IF_ERROR(CheckResource(budget, path, [&](FieldProblems& problems) {
    CheckBudget(budget, BudgetUse::kStored, path, problems);
  }));
  storage::v1::RecordWrite write = RecordOf(budget, RequestSha256(budget, request), request);
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(budget.name()));
  write.add_required_names(name.DepartmentName());
  return write;
}

absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Scheme scheme, absl::string_view path,
                                                   const WriteRequest& request, FormPlans&) {
  HENG_RETURN_IF_ERROR(
      CheckResource(scheme, path, [&](FieldProblems& problems) { CheckScheme(scheme, path, problems); }));
  return RecordOf(scheme, RequestSha256(scheme, request), request);
}

absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Goals goals, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans) {
  HENG_RETURN_IF_ERROR(
      CheckResource(goals, path, [&](FieldProblems& problems) { CheckGoals(goals, path, problems); }));
  const std::string request_sha256 = RequestSha256(goals, request);
  HENG_ASSIGN_OR_RETURN(const CheckedScheme scheme, plans.SchemeByName(goals.scheme(), request.deadline));
  goals.set_scheme(scheme->name());
  HENG_RETURN_IF_ERROR(CompilePlan(scheme, goals).status());
  storage::v1::RecordWrite write = RecordOf(goals, request_sha256, request);
  HENG_ASSIGN_OR_RETURN(const ResourceName name, ParseResourceName(goals.name()));
  write.add_required_names(name.DepartmentName());
  return write;
}

}  // namespace heng
