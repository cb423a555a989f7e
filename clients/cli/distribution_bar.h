// SPDX-License-Identifier: Apache-2.0
//
// Distributions of totals as bars on one axis, so that the groups of a table can be compared by eye.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "clients/cli/language.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

// Cells of equal width from a total on; a cell is one bin, or several neighbours where there are too many to show.
struct DistributionAxis {
  int64_t from_hundredths = 0;
  int64_t cell_hundredths = 0;
  int cell_count = 0;
};

// The axis that holds the bins of all groups: `all` are the statistics of everything. Nothing without bins.
std::optional<DistributionAxis> AxisOf(const v1::ScoreStatistics& all);

// As many cells as the axis has.
std::string DistributionBar(const v1::ScoreStatistics& statistics, const DistributionAxis& axis);

// "DISTRIBUTION 60–100": where the first cell begins and the last one ends.
Text AxisHeading(const DistributionAxis& axis);

}  // namespace heng::cli
