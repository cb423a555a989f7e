// SPDX-License-Identifier: Apache-2.0
#include "clients/cli/distribution_bar.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/decimal.h"
#include "clients/cli/bars.h"

namespace heng::cli {
namespace {

// More cells do not fit beside the other columns.
constexpr int64_t kMaxCells = 20;

// A number that the service sent; nothing if it is not one.
std::optional<int64_t> Hundredths(const std::string& points) {
  const absl::StatusOr<Decimal> parsed = Decimal::Parse(points);
  if (!parsed.ok()) return std::nullopt;
  const absl::StatusOr<int64_t> units = parsed->ToUnits(2);
  return units.ok() ? std::optional<int64_t>(*units) : std::nullopt;
}

std::string Points(int64_t hundredths) { return Decimal::FromCoefficient(hundredths, 2).ToString(); }

}  // namespace

std::optional<DistributionAxis> AxisOf(const v1::ScoreStatistics& all) {
  if (all.distribution().empty()) return std::nullopt;
  const v1::DistributionBin& first = all.distribution(0);
  const std::optional<int64_t> from = Hundredths(first.from_points());
  const std::optional<int64_t> to = Hundredths(first.to_points());
  const std::optional<int64_t> end = Hundredths(all.distribution(all.distribution_size() - 1).to_points());
  if (!from || !to || !end || *to <= *from || *end < *to) return std::nullopt;
  const int64_t bins = (*end - *from) / (*to - *from);
  const int64_t bins_per_cell = (bins + kMaxCells - 1) / kMaxCells;
  return DistributionAxis{.from_hundredths = *from,
                          .cell_hundredths = (*to - *from) * bins_per_cell,
                          .cell_count = static_cast<int>((bins + bins_per_cell - 1) / bins_per_cell)};
}

std::string DistributionBar(const v1::ScoreStatistics& statistics, const DistributionAxis& axis) {
  std::vector<int64_t> counts(axis.cell_count);
  for (const v1::DistributionBin& bin : statistics.distribution()) {
    const std::optional<int64_t> from = Hundredths(bin.from_points());
    if (!from || *from < axis.from_hundredths) continue;
    const int64_t cell = (*from - axis.from_hundredths) / axis.cell_hundredths;
    if (cell < axis.cell_count) counts[cell] += bin.evaluation_count();
  }
  return ColumnBars(counts);
}

Text AxisHeading(const DistributionAxis& axis) {
  const std::string range =
      absl::StrCat(Points(axis.from_hundredths), "–",
                   Points(axis.from_hundredths + axis.cell_count * axis.cell_hundredths));
  return {.en = absl::StrCat("DISTRIBUTION ", range), .zh = absl::StrCat("分布 ", range)};
}

}  // namespace heng::cli
