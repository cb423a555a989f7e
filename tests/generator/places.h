// SPDX-License-Identifier: Apache-2.0
//
// The regions of a made-up province. Their codes have the shape of GB/T 2260 below 62, their names are drawn from syllables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heng/v1/region.pb.h"

namespace heng::generator {

struct Place {
  std::string code;
  std::string short_name;    // 安平县
  std::string display_name;  // 云岭省宁川市安平县
  v1::RegionLevel level = v1::REGION_LEVEL_UNSPECIFIED;
  std::string parent_code;  // only where the code does not say it
};

// The province first, then each prefecture with its counties, two zones among them, then counties directly below the
// province. In the order of codes.
std::vector<Place> MakePlaces(uint64_t seed);

v1::Region RegionOf(const Place& place);

}  // namespace heng::generator
