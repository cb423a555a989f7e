// SPDX-License-Identifier: Apache-2.0
//
// Filters and groupings of heng.v1 as heng-storage reads them. Every violation is reported with its field path; what passes
// here is refused by storage only if it names a region or a department that nobody has heard of.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "google/protobuf/descriptor.h"
#include "heng/storage/v1/analysis.pb.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng {

inline constexpr int kMaxDimensions = 4;

// These look only at what CheckFields (base/message_rules.h) does not see: it has checked the same request.
//
// path: the field, such as "filter" or "groupings[1]".

storage::v1::RowFilter ReadFilter(const v1::ScoreFilter& filter, absl::string_view path,
                                  FieldProblems& problems);

// max_dimensions: at most kMaxDimensions; less where a call adds dimensions of its own.
storage::v1::Grouping ReadGrouping(const v1::ScoreGrouping& grouping, int max_dimensions,
                                   absl::string_view path, FieldProblems& problems);

// A problem for a text that is no name of this kind, or that names a revision where none is meant.
enum class Revisions { kAllowed, kRefused };
void CheckName(const std::string& name, ResourceKind kind, Revisions revisions, absl::string_view path,
               FieldProblems& problems);

// A problem for a year that no evaluation can have.
void CheckYear(int year, absl::string_view path, FieldProblems& problems);

// A problem for the value "not given" of an enum. path: of the value.
void AddNotGiven(const google::protobuf::EnumDescriptor& type, absl::string_view path,
                 FieldProblems& problems);

// A problem for a list of more than `most` items.
// True if the list is no longer. What stands in one that is too long need not be looked at.
bool CheckCount(int count, int most, absl::string_view path, FieldProblems& problems);

}  // namespace heng
