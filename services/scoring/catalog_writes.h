// SPDX-License-Identifier: Apache-2.0
//
// Writes of the catalogue: what each kind of resource must satisfy, and the record that comes of it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "heng/storage/v1/storage_service.pb.h"
#include "services/scoring/form_plans.h"
#include "services/scoring/stored_resource.h"

namespace heng {

// What every write says beside its resource.
struct WriteRequest {
  std::string request_id;   // empty: a random one, so that our own retries are safe
  std::string etag;         // empty: the name must be free
  std::string sent_sha256;  // of the request as the caller sent it; empty: of the resource
  std::string actor;
  absl::Time deadline;
};

// Checks a resource and makes its record. path: what stands before field paths, such as "region" or
// "requests[3].region". INVALID_ARGUMENT with every violation; NOT_FOUND if goals follow an unknown scheme.
absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Region region, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans);
absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Department department, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans);
absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Budget budget, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans);
absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Scheme scheme, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans);
// Pins the scheme to its newest revision if it has none.
absl::StatusOr<storage::v1::RecordWrite> MakeWrite(v1::Goals goals, absl::string_view path,
                                                   const WriteRequest& request, FormPlans& plans);

}  // namespace heng
