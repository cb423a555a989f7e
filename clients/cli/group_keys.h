// SPDX-License-Identifier: Apache-2.0
//
// What tells groups apart: from words on the command line to columns of a table.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/table.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

using Dimensions = std::vector<v1::ScoreDimension>;
using GroupKeys = google::protobuf::RepeatedPtrField<v1::GroupKey>;

// "province,category" as a grouping by both. INVALID_ARGUMENT names the flag and the word that is none.
absl::StatusOr<v1::ScoreGrouping> GroupingOf(absl::string_view flag, absl::string_view words);

Dimensions DimensionsOf(const v1::ScoreGrouping& grouping);
// Those of all groupings, each once, in the order in which they come.
Dimensions AllDimensionsOf(const std::vector<v1::ScoreGrouping>& groupings);

// A column a dimension, and their cells: what people call the key, then its code. A dimension that the group does not have
// leaves its cells empty.
std::vector<Column> KeyColumns(const Dimensions& dimensions);
std::vector<std::string> KeyCells(const Dimensions& dimensions, const GroupKeys& keys, Language language);
// The same for a group that is everything: the word in the first cell, if there are any.
std::vector<std::string> TotalKeyCells(const Dimensions& dimensions, Language language);

// The same for CSV: the value as a flag takes it, and its name in a column of its own where it has one.
std::vector<Column> RawKeyColumns(const Dimensions& dimensions);
std::vector<std::string> RawKeyCells(const Dimensions& dimensions, const GroupKeys& keys);

// The part of a department's name that people need beside its display name: 620602/zonggonghui.
std::string ShortDepartmentName(absl::string_view name);

}  // namespace heng::cli
