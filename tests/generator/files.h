// SPDX-License-Identifier: Apache-2.0
//
// A province as files that the command heng reads, for trials by hand.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "tests/generator/province.h"

namespace heng::generator {

// Writes {folder}/{regions,schemes,departments,budgets,goals,evaluations}/*.json, proto3 JSON, one message a file. Makes the
// folders; a file that is there is replaced. UNKNOWN if something cannot be written.
absl::Status WriteFiles(const Province& province, int64_t forms, const std::string& folder);

}  // namespace heng::generator
