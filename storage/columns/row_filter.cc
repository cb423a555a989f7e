// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/row_filter.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/collection.h"

namespace heng {
namespace {

constexpr int64_t kMaxHundredths = std::numeric_limits<uint32_t>::max();

absl::Status Unknown(ResourceKind kind, absl::string_view name) {
  return NotFound(ResourceTypeName(kind), name, ResourceKindInChinese(kind));
}

std::optional<uint32_t> FindRegion(const Columns& columns, const ColumnsView& view, absl::string_view code) {
  const std::optional<uint32_t> region = columns.FindRegion(code);
  return region && *region < view.region_count ? region : std::nullopt;
}

std::optional<uint32_t> FindDepartment(const Columns& columns, const ColumnsView& view, uint32_t region,
                                       absl::string_view id) {
  const std::optional<uint32_t> department = columns.FindDepartment(region, id);
  return department && *department < view.department_count ? department : std::nullopt;
}

template <typename Numbers>
bool Holds(const Numbers& numbers, int64_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

// Whether a scheme with revision is one of those asked for: itself, or any revision of it.
bool HoldsScheme(const google::protobuf::RepeatedPtrField<std::string>& wanted, const std::string& scheme) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
    return scheme == name || (absl::StartsWith(scheme, name) && scheme[name.size()] == '@');
  });
}

}  // namespace

absl::StatusOr<CompiledFilter> CompiledFilter::Compile(const Columns& columns, const ColumnsView& view,
                                                       const storage::v1::RowFilter& filter) {
  CompiledFilter compiled;
  compiled.CompileYears(view, filter);
  compiled.CompileNumbers(filter);
  compiled.CompileVerdicts(columns, view, filter);
  HENG_RETURN_IF_ERROR(compiled.CompileParent(columns, view, filter.parent()));
  HENG_RETURN_IF_ERROR(compiled.CompileUnderRegion(columns, view, filter.under_region()));
  return compiled;
}

void CompiledFilter::CompileYears(const ColumnsView& view, const storage::v1::RowFilter& filter) {
  for (uint32_t i = 0; i < view.years.size(); ++i) {
    if (!filter.fiscal_years().empty() && !Holds(filter.fiscal_years(), view.years[i].year)) continue;
    years_.push_back(i);
    greatest_hundredths_ = std::max(greatest_hundredths_, view.years[i].greatest_hundredths);
  }
}

void CompiledFilter::CompileNumbers(const storage::v1::RowFilter& filter) {
  if (!filter.kinds().empty() || !filter.states().empty()) {
    forms_.resize(256);
    for (int form = 0; form < 256; ++form) {
      forms_[form] = (filter.kinds().empty() || Holds(filter.kinds(), KindOf(static_cast<uint8_t>(form)))) &&
                     (filter.states().empty() || Holds(filter.states(), StateOf(static_cast<uint8_t>(form))));
    }
  }
  if (!filter.department_categories().empty()) {
    categories_.resize(256);
    for (const int32_t category : filter.department_categories()) categories_[category] = 1;
  }

  const int64_t least = std::max<int64_t>(filter.min_hundredths(), 0);
  const int64_t greatest =
      filter.has_max_hundredths() ? std::min(filter.max_hundredths(), kMaxHundredths) : kMaxHundredths;
  if (least > greatest) {  // beyond all totals
    years_.clear();
    return;
  }
  min_hundredths_ = static_cast<uint32_t>(least);
  hundredths_range_ = static_cast<uint32_t>(greatest - least);
  any_total_ = least == 0 && greatest >= greatest_hundredths_;
  greatest_hundredths_ = std::min(greatest_hundredths_, static_cast<uint32_t>(greatest));
}

void CompiledFilter::CompileVerdicts(const Columns& columns, const ColumnsView& view,
                                     const storage::v1::RowFilter& filter) {
  if (filter.grade_codes().empty() && filter.schemes().empty()) return;
  const auto& codes = filter.grade_codes();
  verdicts_.resize(view.verdict_count);
  for (uint32_t i = 0; i < view.verdict_count; ++i) {
    const Verdict& verdict = columns.verdict(i);
    verdicts_[i] =
        (codes.empty() || std::find(codes.begin(), codes.end(), verdict.grade_code) != codes.end()) &&
        (filter.schemes().empty() || HoldsScheme(filter.schemes(), verdict.scheme));
  }
}

absl::Status CompiledFilter::CompileParent(const Columns& columns, const ColumnsView& view,
                                           const std::string& parent) {
  if (parent.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const SummaryRange range, ParseSummaryParent(parent, /*fiscal_year=*/0));
  const RegionPattern& pattern = range.walk.regions;
  const bool any_region = pattern.is_prefix && pattern.code.empty();
  if (any_region && range.department.empty()) return absl::OkStatus();

  Table regions(view.region_count);
  if (pattern.is_prefix) {
    for (uint32_t i = 0; i < view.region_count; ++i) {
      regions[i] = absl::StartsWith(columns.region_code(i), pattern.code);
    }
  } else {
    const std::optional<uint32_t> region = FindRegion(columns, view, pattern.code);
    if (!region) return Unknown(ResourceKind::kRegion, absl::StrCat("regions/", pattern.code));
    regions[*region] = 1;
  }
  if (range.department.empty()) {
    regions_ = std::move(regions);
    return absl::OkStatus();
  }

  departments_.resize(view.department_count);
  bool found = false;
  for (uint32_t i = 0; i < view.region_count; ++i) {
    if (regions[i] == 0) continue;
    const std::optional<uint32_t> department = FindDepartment(columns, view, i, range.department);
    if (!department) continue;
    departments_[*department] = 1;
    found = true;
  }
  if (!found && !pattern.is_prefix) return Unknown(ResourceKind::kDepartment, parent);
  return absl::OkStatus();
}

absl::Status CompiledFilter::CompileUnderRegion(const Columns& columns, const ColumnsView& view,
                                                const std::string& name) {
  if (name.empty()) return absl::OkStatus();
  HENG_ASSIGN_OR_RETURN(const ResourceName parsed, ParseResourceName(name, ResourceKind::kRegion));
  const std::optional<uint32_t> ancestor = FindRegion(columns, view, parsed.region);
  if (!ancestor) return Unknown(ResourceKind::kRegion, name);
  if (regions_.empty()) regions_.assign(view.region_count, 1);
  for (uint32_t i = 0; i < view.region_count; ++i) {
    regions_[i] = regions_[i] != 0 && view.regions->IsUnder(i, *ancestor);
  }
  return absl::OkStatus();
}

void CompiledFilter::Select(const ChunkRows& rows, uint64_t commit, RowList& list) const {
  const Chunk& chunk = *rows.chunk;
  list.SetAll(rows.row_count);
  if (!chunk.all_live()) list.Keep([&](uint32_t row) { return chunk.IsLive(row, commit); });
  if (!any_total_) {
    list.Keep(
        [&](uint32_t row) { return chunk.total_hundredths[row] - min_hundredths_ <= hundredths_range_; });
  }
  if (!forms_.empty()) list.Keep([&](uint32_t row) { return forms_[chunk.form[row]] != 0; });
  if (!categories_.empty()) list.Keep([&](uint32_t row) { return categories_[chunk.category[row]] != 0; });
  if (!verdicts_.empty()) list.Keep([&](uint32_t row) { return verdicts_[chunk.verdict[row]] != 0; });
  if (!regions_.empty()) list.Keep([&](uint32_t row) { return regions_[rows.region[row]] != 0; });
  if (!departments_.empty()) list.Keep([&](uint32_t row) { return departments_[rows.department[row]] != 0; });
}

}  // namespace heng
