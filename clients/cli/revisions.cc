// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/revisions.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "google/protobuf/util/time_util.h"

namespace heng::cli {
namespace {

constexpr int kPageSize = 1000;

}  // namespace

absl::StatusOr<std::vector<v1::Revision>> RevisionsOf(const client::Client& client, const std::string& name) {
  v1::ListRevisionsRequest request;
  request.set_name(name);
  request.set_page_size(kPageSize);
  std::vector<v1::Revision> revisions;
  for (const absl::StatusOr<v1::Revision>& revision : client.ListRevisions(request)) {
    HENG_RETURN_IF_ERROR(revision.status());
    revisions.push_back(*revision);
  }
  // Those of schemes and goals come by hash.
  std::stable_sort(revisions.begin(), revisions.end(), [](const v1::Revision& a, const v1::Revision& b) {
    return a.create_time() < b.create_time();
  });
  return revisions;
}

absl::StatusOr<size_t> PlaceOf(const ResourceName& name, const std::vector<v1::Revision>& revisions) {
  const auto found = std::find_if(revisions.begin(), revisions.end(), [&](const v1::Revision& revision) {
    return name.revision.empty() ? revision.current() : revision.revision() == name.revision;
  });
  if (found != revisions.end()) return found - revisions.begin();
  return MakeError(absl::StatusCode::kNotFound, "NOT_FOUND",
                   {.en = absl::StrCat("there is no ", name.ToString(), "; heng history lists its revisions"),
                    .zh = absl::StrCat("没有 ", name.ToString(), "；可用 heng history 查看其版本")});
}

}  // namespace heng::cli
