// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/region_tree.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace heng {
namespace {

constexpr size_t kCodeDigits = 6;  // GB/T 2260
constexpr size_t kMaxCodeDigits = 12;
constexpr int kLowestPlace = 5;

bool IsCode(absl::string_view code) {
  return code.size() >= kCodeDigits && code.size() <= kMaxCodeDigits &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

// 1 for provinces and so on; what has no known level stands below all.
int PlaceOf(RegionLevel level) {
  switch (level) {
    case RegionLevel::kAny:
      return kLowestPlace;
    case RegionLevel::kZone:
      return static_cast<int>(RegionLevel::kCounty);
    default:
      return static_cast<int>(level);
  }
}

}  // namespace

std::string ParentCodeOf(absl::string_view code) {
  switch (LevelOfCode(code)) {
    case RegionLevel::kPrefecture:
      return absl::StrCat(code.substr(0, 2), "0000");
    case RegionLevel::kCounty:
      return absl::StrCat(code.substr(0, 4), "00");
    case RegionLevel::kTownship:
      return std::string(code.substr(0, kCodeDigits));
    default:
      return "";
  }
}

RegionLevel LevelOfCode(absl::string_view code) {
  if (!IsCode(code)) return RegionLevel::kAny;
  if (code.size() > kCodeDigits) return RegionLevel::kTownship;
  if (absl::EndsWith(code, "0000")) return RegionLevel::kProvince;
  return absl::EndsWith(code, "00") ? RegionLevel::kPrefecture : RegionLevel::kCounty;
}

RegionTree::RegionTree(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  for (std::vector<uint32_t>& at : at_) at.reserve(nodes_.size());
  for (uint32_t region = 0; region < nodes_.size(); ++region) {
    const Way way = WayUp(region);
    for (size_t i = 0; i < at_.size(); ++i) at_[i].push_back(FindAt(static_cast<int>(i) + 1, way));
  }
}

uint32_t RegionTree::At(RegionLevel level, uint32_t region) const {
  HENG_CHECK(region < nodes_.size());
  if (level == RegionLevel::kAny) return region;
  return at_[PlaceOf(level) - 1][region];
}

bool RegionTree::IsUnder(uint32_t region, uint32_t ancestor) const {
  HENG_CHECK(region < nodes_.size());
  const Way way = WayUp(region);
  const auto end = way.regions.begin() + way.size;
  return std::find(way.regions.begin(), end, ancestor) != end;
}

RegionTree::Way RegionTree::WayUp(uint32_t region) const {
  Way way;
  while (region != kNoRegion && way.size < kMaxDepth) {
    const auto end = way.regions.begin() + way.size;
    if (std::find(way.regions.begin(), end, region) != end) break;
    way.regions[way.size++] = region;
    region = nodes_[region].parent;
  }
  return way;
}

uint32_t RegionTree::FindAt(int place, const Way& way) const {
  uint32_t highest_below = way.regions[0];
  for (size_t i = 0; i < way.size; ++i) {
    const uint32_t region = way.regions[i];
    const int here = PlaceOf(nodes_[region].level);
    if (here == place) return region;
    if (here < place) break;
    highest_below = region;
  }
  return highest_below;
}

}  // namespace heng
