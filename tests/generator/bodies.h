// SPDX-License-Identifier: Apache-2.0
//
// The bodies that a region has: offices, schools, hospitals, townships. In some regions a reform in the middle of the years
// merges some and renames others.
#pragma once

#include <string>
#include <vector>

#include "heng/v1/department.pb.h"
#include "tests/generator/places.h"

namespace heng::generator {

// When a body is there.
enum class Lifetime { kAlways, kUntilReform, kSinceReform };

struct Body {
  std::string name;  // without the region's: 教育局
  v1::DepartmentCategory category = v1::DEPARTMENT_CATEGORY_UNSPECIFIED;
  Lifetime lifetime = Lifetime::kAlways;
  std::vector<int> predecessors;  // numbers of bodies
  int supervisor = -1;            // number of a body
};

// Bodies that every region has first, before its schools and the like; those that a reform ends stand before the one that
// continues them.
const std::vector<Body>& OfficesWithoutReform();
const std::vector<Body>& OfficesWithReform();

// Body `number` (from 0) of a region: an office, or behind them a school, a hospital or a township.
Body BodyOf(const Place& place, bool reform, int number);

}  // namespace heng::generator
