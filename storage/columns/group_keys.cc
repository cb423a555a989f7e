// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/group_keys.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/errors.h"

namespace heng {
namespace {

using storage::v1::Dimension;

std::string KeyOf(const Columns& columns, const ColumnsView& view, Dimension dimension, uint32_t value) {
  switch (dimension) {
    case storage::v1::DIMENSION_YEAR:
      return absl::StrFormat("%04d", view.years[value].year);
    case storage::v1::DIMENSION_DEPARTMENT: {
      const DepartmentEntry& department = columns.department(value);
      return absl::StrCat("regions/", columns.region_code(department.region), "/departments/", department.id);
    }
    case storage::v1::DIMENSION_GRADE:
      return columns.verdict(value).grade_code;
    case storage::v1::DIMENSION_SCHEME:
      return columns.verdict(value).scheme;
    case storage::v1::DIMENSION_CATEGORY:
    case storage::v1::DIMENSION_KIND:
    case storage::v1::DIMENSION_STATE:
      return absl::StrCat(value);
    default:
      return columns.region_code(value);
  }
}

void AddLabel(const Columns& columns, Dimension dimension, uint32_t value, const std::string& key,
              Labels& labels) {
  switch (dimension) {
    case storage::v1::DIMENSION_REGION:
    case storage::v1::DIMENSION_PROVINCE:
    case storage::v1::DIMENSION_PREFECTURE:
    case storage::v1::DIMENSION_COUNTY: {
      const auto [label, is_new] = labels.try_emplace({dimension, key});
      if (is_new) label->second = columns.RegionDisplayName(value);
      return;
    }
    case storage::v1::DIMENSION_DEPARTMENT: {
      const auto [label, is_new] = labels.try_emplace({dimension, key});
      if (is_new) label->second = columns.DepartmentDisplayName(value);
      return;
    }
    default:
      return;
  }
}

absl::Status TooMany(const Problem& problem, size_t group_count) {
  return MakeError(absl::StatusCode::kResourceExhausted, "TOO_MANY_GROUPS", problem,
                   {{"groupCount", absl::StrCat(group_count)}});
}

}  // namespace

void WriteLabels(const Labels& labels, google::protobuf::RepeatedPtrField<storage::v1::KeyLabel>& out) {
  for (const auto& [dimension_and_key, display_name] : labels) {
    storage::v1::KeyLabel& label = *out.Add();
    label.set_dimension(dimension_and_key.first);
    label.set_key(dimension_and_key.second);
    label.set_display_name(display_name);
  }
}

std::vector<KeyedGroup> SortedByKeys(const Columns& columns, const ColumnsView& view, const GroupCodes& codes,
                                     const OccurringGroups& groups, const std::vector<uint32_t>& numbers,
                                     Labels& labels) {
  std::vector<KeyedGroup> sorted;
  sorted.reserve(numbers.size());
  for (const uint32_t number : numbers) {
    KeyedGroup& group = sorted.emplace_back();
    group.number = number;
    const std::vector<uint32_t> digits = codes.DigitsOf(groups.CodeOf(number));
    for (size_t i = 0; i < digits.size(); ++i) {
      const GroupDigit& digit = codes.digits()[i];
      const uint32_t value = digit.ValueOf(digits[i]);
      group.keys.push_back(KeyOf(columns, view, digit.dimension(), value));
      AddLabel(columns, digit.dimension(), value, group.keys.back(), labels);
    }
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const KeyedGroup& a, const KeyedGroup& b) { return a.keys < b.keys; });
  return sorted;
}

absl::Status TooManyGroups(const std::string& field, size_t group_count, int max_groups) {
  return TooMany({absl::StrCat(field, " has ", group_count, " groups, want at most ", max_groups,
                               ": filter by year or region, or group by fewer or coarser dimensions"),
                  absl::StrCat(field, " 有 ", group_count, " 组，最多 ", max_groups,
                               " 组：请按年度或区划筛选，或减少维度、改用更粗的维度")},
                 group_count);
}

absl::Status TooManyParts(const std::string& field, size_t group_count, size_t part_count, int max_parts) {
  return TooMany(
      {absl::StrCat(
           field, " has ", group_count, " groups with ", part_count, " parts together, want at most ",
           max_parts,
           ": filter by year or region, group by fewer or coarser dimensions, or ask for one class level"),
       absl::StrCat(field, " 有 ", group_count, " 组共 ", part_count, " 项，最多 ", max_parts,
                    " 项：请按年度或区划筛选，减少维度或改用更粗的维度，或只看一级指标")},
      group_count);
}

absl::Status AnswerTooLarge(const std::string& field, size_t group_count, size_t max_bytes) {
  constexpr size_t kMebibyte = 1024 * 1024;
  return TooMany(
      {absl::StrCat(
           field, " has ", group_count, " groups whose sums take more than ", max_bytes / kMebibyte,
           " MiB: filter by year or region, group by fewer or coarser dimensions, or leave out histograms"),
       absl::StrCat(field, " 有 ", group_count, " 组，结果超过 ", max_bytes / kMebibyte,
                    " MiB：请按年度或区划筛选，减少维度或改用更粗的维度，或不要分布")},
      group_count);
}

}  // namespace heng
