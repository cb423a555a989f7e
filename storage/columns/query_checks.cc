// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/query_checks.h"

#include <algorithm>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/text.h"
#include "storage/collection.h"
#include "storage/columns/chunk.h"

namespace heng {
namespace {

using storage::v1::Grouping;
using storage::v1::RowFilter;

// As in names of evaluations (base/resource_name.h).
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;
constexpr int kMaxCategory = std::numeric_limits<uint8_t>::max();
constexpr int kMaxGroupings = 8;
constexpr int kMaxPercents = 100;
constexpr int kHundredPercentMillionths = 100'000'000;
constexpr int kMaxDimensions = 4;
constexpr int kMaxLimit = 1000;
constexpr int kMaxNames = 500;
constexpr int kMaxFilterValues = 1000;
constexpr int kMaxMeasures = 100;

std::string ItemOf(absl::string_view path, int index) { return absl::StrCat(path, "[", index, "]"); }

void CheckRange(int64_t value, int64_t least, int64_t greatest, absl::string_view path,
                FieldProblems& problems) {
  if (least <= value && value <= greatest) return;
  problems.Add(path, "OUT_OF_RANGE",
               {absl::StrCat(path, " is ", value, ": want ", least, " to ", greatest),
                absl::StrCat(path, " 为 ", value, "：应为 ", least, " 至 ", greatest)});
}

template <typename Values>
void CheckRanges(const Values& values, int64_t least, int64_t greatest, absl::string_view path,
                 FieldProblems& problems) {
  for (int i = 0; i < values.size(); ++i) CheckRange(values[i], least, greatest, ItemOf(path, i), problems);
}

// True if the list is no longer. What stands in one that is too long is looked at no further.
bool CheckCount(int count, int most, absl::string_view path, FieldProblems& problems) {
  if (count <= most) return true;
  problems.Add(path, "TOO_LONG",
               {absl::StrCat(path, " has ", count, " items: want at most ", most),
                absl::StrCat(path, " 有 ", count, " 项：最多 ", most, " 项")});
  return false;
}

// A number of an enum of analysis.proto, whose values are numbered from 0, not given, without gaps.
void CheckEnum(int number, const google::protobuf::EnumDescriptor& type, absl::string_view path,
               FieldProblems& problems) {
  if (0 < number && number < type.value_count()) return;
  const std::string& first = type.value(1)->name();
  const std::string& last = type.value(type.value_count() - 1)->name();
  problems.Add(path, number == 0 ? "REQUIRED" : "OUT_OF_RANGE",
               {absl::StrCat(path, " is ", number, ": want one from ", first, " to ", last),
                absl::StrCat(path, " 为 ", number, "：应为 ", first, " 至 ", last, " 中的一个")});
}

template <typename Numbers>
void CheckEnums(const Numbers& numbers, const google::protobuf::EnumDescriptor& type, absl::string_view path,
                FieldProblems& problems) {
  for (int i = 0; i < numbers.size(); ++i) CheckEnum(numbers[i], type, ItemOf(path, i), problems);
}

void AddBadName(const absl::Status& why, absl::string_view path, FieldProblems& problems) {
  problems.Add(path, "BAD_NAME", {std::string(why.message()), ChineseMessageOf(why)});
}

enum class Revisions { kRefused, kAllowed };

void CheckName(const std::string& name, ResourceKind kind, Revisions revisions, absl::string_view path,
               FieldProblems& problems) {
  const absl::StatusOr<ResourceName> parsed = ParseResourceName(name, kind);
  if (!parsed.ok()) {
    AddBadName(parsed.status(), path, problems);
  } else if (revisions == Revisions::kRefused && !parsed->revision.empty()) {
    const std::string shown = ForPeople(name, 128);
    problems.Add(path, "BAD_NAME",
                 {absl::StrCat("\"", shown, "\" names a revision: leave out what follows @"),
                  absl::StrCat("“", shown, "”带有版本号：请去掉 @ 之后的部分")});
  }
}

bool CheckCounts(const RowFilter& filter, FieldProblems& problems) {
  const size_t before = problems.size();
  CheckCount(filter.fiscal_years_size(), kMaxFilterValues, "filter.fiscal_years", problems);
  CheckCount(filter.kinds_size(), kMaxFilterValues, "filter.kinds", problems);
  CheckCount(filter.department_categories_size(), kMaxFilterValues, "filter.department_categories", problems);
  CheckCount(filter.states_size(), kMaxFilterValues, "filter.states", problems);
  CheckCount(filter.grade_codes_size(), kMaxFilterValues, "filter.grade_codes", problems);
  CheckCount(filter.schemes_size(), kMaxFilterValues, "filter.schemes", problems);
  return problems.size() == before;
}

void CheckFilter(const RowFilter& filter, FieldProblems& problems) {
  if (!CheckCounts(filter, problems)) return;
  if (!filter.parent().empty()) {
    const auto parent = ParseSummaryParent(filter.parent(), /*fiscal_year=*/0);
    if (!parent.ok()) AddBadName(parent.status(), "filter.parent", problems);
  }
  if (!filter.under_region().empty()) {
    CheckName(filter.under_region(), ResourceKind::kRegion, Revisions::kRefused, "filter.under_region",
              problems);
  }
  CheckRanges(filter.fiscal_years(), kFirstYear, kLastYear, "filter.fiscal_years", problems);
  CheckRanges(filter.kinds(), 0, kMaxKind, "filter.kinds", problems);
  CheckRanges(filter.department_categories(), 0, kMaxCategory, "filter.department_categories", problems);
  CheckRanges(filter.states(), 0, kMaxState, "filter.states", problems);
  for (int i = 0; i < filter.schemes_size(); ++i) {
    CheckName(filter.schemes(i), ResourceKind::kScheme, Revisions::kAllowed, ItemOf("filter.schemes", i),
              problems);
  }
  if (filter.has_min_hundredths() && filter.has_max_hundredths() &&
      filter.min_hundredths() > filter.max_hundredths()) {
    problems.Add("filter.min_hundredths", "OUT_OF_RANGE",
                 {absl::StrCat("filter.min_hundredths is ", filter.min_hundredths(),
                               ", above filter.max_hundredths ", filter.max_hundredths(), ": swap them"),
                  absl::StrCat("filter.min_hundredths 为 ", filter.min_hundredths(),
                               "，大于 filter.max_hundredths ", filter.max_hundredths(), "：请交换两者")});
  }
}

void CheckGrouping(const Grouping& grouping, absl::string_view path, FieldProblems& problems) {
  const std::string dimensions = absl::StrCat(path, ".dimensions");
  if (!CheckCount(grouping.dimensions_size(), kMaxDimensions, dimensions, problems)) return;
  CheckEnums(grouping.dimensions(), *storage::v1::Dimension_descriptor(), dimensions, problems);
  for (int i = 0; i < grouping.dimensions_size(); ++i) {
    const auto here = grouping.dimensions().begin() + i;
    if (std::find(grouping.dimensions().begin(), here, *here) == here) continue;
    problems.Add(ItemOf(dimensions, i), "DUPLICATE_CODE",
                 {absl::StrCat(ItemOf(dimensions, i), " is there already: give each dimension once"),
                  absl::StrCat(ItemOf(dimensions, i), " 已在前面出现：每个维度只能填一次")});
  }
}

void CheckMaxGroups(int max_groups, FieldProblems& problems) {
  CheckRange(max_groups, 1, std::numeric_limits<int32_t>::max(), "max_groups", problems);
}

}  // namespace

absl::Status CheckQuery(const storage::v1::AggregateRowsRequest& request) {
  FieldProblems problems;
  CheckFilter(request.filter(), problems);
  if (request.groupings().empty()) {
    problems.Add("groupings", "REQUIRED",
                 {absl::StrCat("groupings is empty: want 1 to ", kMaxGroupings,
                               ", one without dimensions for everything together"),
                  absl::StrCat("groupings 为空：应有 1 至 ", kMaxGroupings, " 项，不分组时填一项空的")});
  }
  if (CheckCount(request.groupings_size(), kMaxGroupings, "groupings", problems)) {
    for (int i = 0; i < request.groupings_size(); ++i) {
      CheckGrouping(request.groupings(i), ItemOf("groupings", i), problems);
    }
  }
  if (CheckCount(request.measures_size(), kMaxMeasures, "measures", problems)) {
    CheckEnums(request.measures(), *storage::v1::Measure_descriptor(), "measures", problems);
  }
  if (CheckCount(request.percents_millionths_size(), kMaxPercents, "percents_millionths", problems)) {
    CheckRanges(request.percents_millionths(), 0, kHundredPercentMillionths, "percents_millionths", problems);
  }
  CheckMaxGroups(request.max_groups(), problems);
  return problems.ToStatus();
}

absl::Status CheckQuery(const storage::v1::RankRowsRequest& request) {
  FieldProblems problems;
  CheckFilter(request.filter(), problems);
  CheckRange(request.limit(), 0, kMaxLimit, "limit", problems);
  if (!CheckCount(request.names_size(), kMaxNames, "names", problems)) return problems.ToStatus();
  for (int i = 0; i < request.names_size(); ++i) {
    CheckName(request.names(i), ResourceKind::kEvaluation, Revisions::kRefused, ItemOf("names", i), problems);
  }
  return problems.ToStatus();
}

absl::Status CheckQuery(const storage::v1::AggregatePartsRequest& request) {
  FieldProblems problems;
  CheckFilter(request.filter(), problems);
  CheckGrouping(request.grouping(), "grouping", problems);
  CheckEnum(request.part_kind(), *storage::v1::PartKind_descriptor(), "part_kind", problems);
  CheckRange(request.class_level(), 0, std::numeric_limits<int32_t>::max(), "class_level", problems);
  if (request.class_level() != 0 && request.part_kind() != storage::v1::PART_KIND_CLASS) {
    problems.Add("class_level", "NOT_ALLOWED",
                 {"class_level goes with PART_KIND_CLASS only: leave it out",
                  "class_level 只能与 PART_KIND_CLASS 同用：请去掉"});
  }
  CheckMaxGroups(request.max_groups(), problems);
  return problems.ToStatus();
}

}  // namespace heng
