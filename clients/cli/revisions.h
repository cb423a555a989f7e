// SPDX-License-Identifier: Apache-2.0
//
// The revisions of a resource.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "heng/client/client.h"

namespace heng::cli {

// All of one resource, oldest first. name: without revision.
absl::StatusOr<std::vector<v1::Revision>> RevisionsOf(const client::Client& client, const std::string& name);

// Place of the one that the name means: the one it says, or the current one. NOT_FOUND if there is none.
absl::StatusOr<size_t> PlaceOf(const ResourceName& name, const std::vector<v1::Revision>& revisions);

}  // namespace heng::cli
