// SPDX-License-Identifier: Apache-2.0
//
// What a list ranges over: collections of records and parents of evaluations, as storage_service.proto writes
// them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/region_walk.h"

namespace heng {

// `regions`, `regions/62*`, `schemes`, `schemes/gansu*`, `regions/{region}/departments`,
// `regions/{region}/departments/{department}/budgets` or `/goals`; `-` for any region or department, a region
// also a prefix with `*`. INVALID_ARGUMENT (BAD_NAME) for anything else.
absl::StatusOr<WalkRange> ParseCollection(absl::string_view collection);

struct SummaryRange {
  WalkRange walk;
  std::string department;  // only rows of this one; empty: any. Given where the keys alone cannot tell.
};

// `regions/{region}/departments/{department}`; fiscal_year 0: any.
absl::StatusOr<SummaryRange> ParseSummaryParent(absl::string_view parent, int fiscal_year);

}  // namespace heng
