// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/stored_resource.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"

namespace heng {
namespace {

std::string WithoutRevision(const std::string& name) { return name.substr(0, name.find('@')); }

template <typename Resource>
void SetMutableEnvelope(const storage::v1::RecordInfo& info, Resource& resource) {
  resource.set_name(WithoutRevision(info.name()));
  resource.set_etag(info.etag());
  *resource.mutable_create_time() = info.create_time();
  *resource.mutable_update_time() = info.update_time();
}

template <typename Resource>
void SetContentEnvelope(const storage::v1::RecordInfo& info, Resource& resource) {
  resource.set_name(info.name());
  resource.set_revision(info.revision());
  resource.set_content_sha256(absl::BytesToHexString(info.content_sha256()));
  *resource.mutable_create_time() = info.update_time();
}

}  // namespace

void SetEnvelope(const storage::v1::RecordInfo& info, v1::Region& region) {
  SetMutableEnvelope(info, region);
}
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Department& department) {
  SetMutableEnvelope(info, department);
}
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Budget& budget) {
  SetMutableEnvelope(info, budget);
}
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Scheme& scheme) {
  SetContentEnvelope(info, scheme);
}
void SetEnvelope(const storage::v1::RecordInfo& info, v1::Goals& goals) { SetContentEnvelope(info, goals); }

void SetEnvelope(const storage::v1::RecordInfo& info, v1::Evaluation& evaluation) {
  SetMutableEnvelope(info, evaluation);
  int64_t revision = 0;
  if (absl::SimpleAtoi(info.revision(), &revision)) evaluation.set_revision(revision);
  evaluation.set_actor(info.actor());
}

}  // namespace heng
