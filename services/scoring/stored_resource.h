// SPDX-License-Identifier: Apache-2.0
//
// A resource of heng.v1 as it is stored: its document without output-only envelope fields, and the envelope
// (name with revision, etag, times, actor) beside it.
#pragma once

#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "heng/v1/budget.pb.h"
#include "heng/v1/department.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/region.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng {

// The kind of a resource type: ResourceKindOf<v1::Scheme>() is ResourceKind::kScheme.
template <typename Resource>
constexpr ResourceKind ResourceKindOf();
template <>
constexpr ResourceKind ResourceKindOf<v1::Region>() {
  return ResourceKind::kRegion;
}
template <>
constexpr ResourceKind ResourceKindOf<v1::Department>() {
  return ResourceKind::kDepartment;
}
template <>
constexpr ResourceKind ResourceKindOf<v1::Budget>() {
  return ResourceKind::kBudget;
}
template <>
constexpr ResourceKind ResourceKindOf<v1::Scheme>() {
  return ResourceKind::kScheme;
}
template <>
constexpr ResourceKind ResourceKindOf<v1::Goals>() {
  return ResourceKind::kGoals;
}
template <>
constexpr ResourceKind ResourceKindOf<v1::Evaluation>() {
  return ResourceKind::kEvaluation;
}

// Copies the envelope into the output-only fields. The name of a scheme or of goals gets its revision; an
// evaluation has its revision in a field.
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Region& region);
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Department& department);
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Budget& budget);
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Scheme& scheme);
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Goals& goals);
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Evaluation& evaluation);

// The resource in a record. DATA_LOSS if the document does not parse.
template <typename Resource>
absl::StatusOr<Resource> ResourceOf(const storage::v1::Record& record) {
  Resource resource;
  if (!resource.ParseFromString(record.document())) {
    return absl::DataLossError("the document of " + record.info().name() + " does not parse");
  }
  SetEnvelope(record.info(), resource);
  return resource;
}

}  // namespace heng
