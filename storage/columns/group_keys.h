// SPDX-License-Identifier: Apache-2.0
//
// What groups are called: their keys, the order of these, and the names behind them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "heng/storage/v1/analysis.pb.h"
#include "storage/columns/columns.h"
#include "storage/columns/grouping.h"
#include "storage/columns/occurring_groups.h"

namespace heng {

// A group by its keys, one for each dimension.
struct KeyedGroup {
  std::vector<std::string> keys;
  uint32_t number = 0;  // among OccurringGroups
};

// Labels of regions and departments, each once, in the order of dimensions and keys.
using Labels = std::map<std::pair<storage::v1::Dimension, std::string>, std::string>;
void WriteLabels(const Labels& labels, google::protobuf::RepeatedPtrField<storage::v1::KeyLabel>& out);

// The groups with these numbers in the bytewise order of their keys. Adds what their keys are called to `labels`.
std::vector<KeyedGroup> SortedByKeys(const Columns& columns, const ColumnsView& view, const GroupCodes& codes,
                                     const OccurringGroups& groups, const std::vector<uint32_t>& numbers,
                                     Labels& labels);

// RESOURCE_EXHAUSTED, reason TOO_MANY_GROUPS, metadata groupCount. field: which grouping.
absl::Status TooManyGroups(const std::string& field, size_t group_count, int max_groups);
absl::Status TooManyParts(const std::string& field, size_t group_count, size_t part_count, int max_parts);
absl::Status AnswerTooLarge(const std::string& field, size_t group_count, size_t max_bytes);

}  // namespace heng
