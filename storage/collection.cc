// SPDX-License-Identifier: Apache-2.0
#include "storage/collection.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/keys.h"

namespace heng {
namespace {

constexpr absl::string_view kAny = "-";
constexpr size_t kMaxRegionDigits = 12;

absl::Status NotACollection(absl::string_view text) {
  constexpr absl::string_view kShapes =
      "regions, regions/62*, schemes, schemes/gansu*, regions/{region}/departments, "
      "regions/{region}/departments/{department}/budgets or /goals; {region} a code, a prefix such as 62*, "
      "or -; "
      "{department} an id or -";
  const std::string shown(text.substr(0, 128));
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {absl::StrCat("\"", shown, "\" is not a collection: want one of ", kShapes),
                    absl::StrCat("“", shown, "”不是可列出的集合，应为以下之一：", kShapes)});
}

absl::Status NotAParent(absl::string_view text) {
  constexpr absl::string_view kShape =
      "regions/{region}/departments/{department}; {region} a code, a prefix such as 62*, or -; {department} "
      "an id or -";
  const std::string shown(text.substr(0, 128));
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_NAME",
                   {absl::StrCat("\"", shown, "\" is not a parent of evaluations: want ", kShape),
                    absl::StrCat("“", shown, "”不是自评表的上级，应为 ", kShape)});
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxRegionDigits &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

std::optional<RegionPattern> ParseRegionPattern(absl::string_view text) {
  if (text == kAny) return RegionPattern{.code = "", .is_prefix = true};
  const bool is_prefix = absl::ConsumeSuffix(&text, "*");
  if (!IsDigits(text) || (!is_prefix && text.size() < 2)) return std::nullopt;
  return RegionPattern{.code = std::string(text), .is_prefix = is_prefix};
}

// The range of one kind below regions and, if it is an id, a department.
std::optional<WalkRange> BelowRegions(absl::string_view region, ResourceKind kind,
                                      absl::string_view department) {
  std::optional<RegionPattern> regions = ParseRegionPattern(region);
  if (!regions || (department != kAny && !IsValidCode(department))) return std::nullopt;
  WalkRange range;
  range.regions = *std::move(regions);
  range.prefix = department == kAny ? HeadsOfKind(kind) : HeadsOfDepartment(kind, department);
  return range;
}

std::optional<WalkRange> Schemes(absl::string_view pattern) {
  if (!pattern.empty() && (!absl::ConsumeSuffix(&pattern, "*") || !IsValidCode(pattern))) return std::nullopt;
  WalkRange range;
  range.prefix = HeadsByIdPrefix(ResourceKind::kScheme, pattern);
  return range;
}

std::optional<WalkRange> Regions(absl::string_view pattern) {
  const bool is_pattern = pattern == kAny || absl::EndsWith(pattern, "*");
  return is_pattern ? BelowRegions(pattern, ResourceKind::kRegion, kAny) : std::nullopt;
}

std::optional<WalkRange> RangeOf(const std::vector<absl::string_view>& parts) {
  if (parts.size() == 1 && parts[0] == "schemes") return Schemes("");
  if (parts.size() == 1 && parts[0] == "regions") return Regions(kAny);
  if (parts.size() == 2 && parts[0] == "schemes" && !parts[1].empty()) return Schemes(parts[1]);
  if (parts[0] != "regions") return std::nullopt;
  if (parts.size() == 2) return Regions(parts[1]);
  if (parts.size() < 3 || parts[2] != "departments") return std::nullopt;
  if (parts.size() == 3) return BelowRegions(parts[1], ResourceKind::kDepartment, kAny);
  if (parts.size() != 5) return std::nullopt;
  if (parts[4] == "budgets") return BelowRegions(parts[1], ResourceKind::kBudget, parts[3]);
  if (parts[4] == "goals") return BelowRegions(parts[1], ResourceKind::kGoals, parts[3]);
  return std::nullopt;
}

}  // namespace

absl::StatusOr<WalkRange> ParseCollection(absl::string_view collection) {
  const std::vector<absl::string_view> parts = absl::StrSplit(collection, '/');
  std::optional<WalkRange> range = RangeOf(parts);
  if (!range) return NotACollection(collection);
  return *std::move(range);
}

absl::StatusOr<SummaryRange> ParseSummaryParent(absl::string_view parent, int fiscal_year) {
  const std::vector<absl::string_view> parts = absl::StrSplit(parent, '/');
  if (parts.size() != 4 || parts[0] != "regions" || parts[2] != "departments") return NotAParent(parent);
  std::optional<RegionPattern> regions = ParseRegionPattern(parts[1]);
  const absl::string_view department = parts[3];
  if (!regions || (department != kAny && !IsValidCode(department))) return NotAParent(parent);

  SummaryRange range;
  range.walk.space = KeySpace::kSummaries;
  range.walk.regions = *std::move(regions);
  if (fiscal_year != 0 && department != kAny) {
    range.walk.prefix = SummariesOfDepartment(fiscal_year, department);
  } else if (fiscal_year != 0) {
    range.walk.prefix = SummariesOfYear(fiscal_year);
  } else if (department != kAny) {
    range.department = std::string(department);
  }
  return range;
}

}  // namespace heng
