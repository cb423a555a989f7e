// SPDX-License-Identifier: Apache-2.0
//
// Which region lies below which. A region's parent is the one that it names; else the one that its code says: behind the
// last pair of digits that is not 00, counted over the first six, come zeros (620602 -> 620600 -> 620000), and a code of more
// digits lies below its first six.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace heng {

inline constexpr uint32_t kNoRegion = 0xffffffff;

// Numbers of heng.v1.RegionLevel; a zone has the place of a county.
enum class RegionLevel : uint8_t {
  kAny = 0,
  kProvince = 1,
  kPrefecture = 2,
  kCounty = 3,
  kTownship = 4,
  kZone = 5
};

// The code of the region above, by code alone; empty for provinces and for codes of another shape.
std::string ParentCodeOf(absl::string_view code);

// The level by code alone.
RegionLevel LevelOfCode(absl::string_view code);

// Immutable.
class RegionTree {
 public:
  struct Node {
    uint32_t parent = kNoRegion;  // index of a node
    RegionLevel level = RegionLevel::kAny;
  };

  static constexpr size_t kMaxDepth = 16;

  RegionTree() = default;
  // The walk up from a region ends where it would meet a region again, so circles do no harm, and at kMaxDepth regions.
  explicit RegionTree(std::vector<Node> nodes);

  size_t size() const { return nodes_.size(); }

  // The region that `region` counts for at this level: the one at that level above it, or itself; where it lies higher,
  // itself; where nothing above it has that level, the highest one on the way that is below it.
  uint32_t At(RegionLevel level, uint32_t region) const;

  // Whether `region` is `ancestor` or lies below it.
  bool IsUnder(uint32_t region, uint32_t ancestor) const;

 private:
  // A region and those above it, nearest first.
  struct Way {
    std::array<uint32_t, kMaxDepth> regions;
    size_t size = 0;
  };
  Way WayUp(uint32_t region) const;
  uint32_t FindAt(int place, const Way& way) const;

  std::vector<Node> nodes_;
  std::array<std::vector<uint32_t>, 4>
      at_;  // of provinces, prefectures, counties, townships: At, for each region
};

}  // namespace heng
