// SPDX-License-Identifier: Apache-2.0
//
// Rows of goals: what is measured in which class of the shipped schemes, with which targets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "heng/v1/goals.pb.h"
#include "tests/generator/seeded.h"

namespace heng::generator {

enum class Measure {
  kRate,              // percent, at least
  kCeiling,           // percent, at most
  kExact,             // percent, equal
  kCount,             // whole number, at least
  kCost,              // 万元, at most
  kDays,              // whole days, at most
  kGrowth,            // percent, in a range
  kBand,              // in words
  kEitherOr,          // reached or not
  kInformation,       // kept, without points
  kBasicExecution,    // percent, equal; follows from the budget
  kProjectExecution,  // percent, at least; follows from the budget
  kThreePublic,       // percent, at most; follows from the budget
};

struct IndicatorKind {
  const char* class_code;
  const char* name;
  Measure measure;
  int64_t low;       // lowest target
  int64_t high;      // highest target; of kGrowth the upper end of the range
  const char* unit;  // of kBand the target in words
};

// Indicators that share the weight of a class.
struct Block {
  int64_t weight_hundredths;
  int fewest;
  int most;  // at most the number of kinds
  absl::Span<const IndicatorKind> kinds;
};

// A chosen row. Numbers in hundredths of the unit.
struct IndicatorRow {
  const IndicatorKind* kind = nullptr;
  int64_t weight_hundredths = 0;
  int64_t target_hundredths = 0;
  int64_t upper_hundredths = 0;
};

// What a project is about.
struct ProjectKind {
  const char* name;      // 农村公路养护
  const char* quantity;  // 养护公路里程
  const char* unit;
  int64_t low;
  int64_t high;
  const char* served;  // 沿线群众
};
absl::Span<const ProjectKind> ProjectKinds();

// Rows under schemes/gansu-overall.
std::vector<IndicatorRow> OverallRows(Random& random);
// Rows under schemes/national-project. The first is the quantity of the project's kind, the last the satisfaction of those
// whom it serves; both are called so by AddIndicator.
std::vector<IndicatorRow> ProjectRows(const ProjectKind& project, Random& random);

// Appends the row to goals, with a code that says its place. project: null for the overall form.
void AddIndicator(const IndicatorRow& row, const ProjectKind* project, v1::Goals& goals);

// Hundredths as a decimal: 9850 is 98.5.
std::string HundredthsText(int64_t hundredths);

}  // namespace heng::generator
