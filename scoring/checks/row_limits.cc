// SPDX-License-Identifier: Apache-2.0
#include "scoring/checks/row_limits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/checks/common.h"
#include "scoring/checks/interval.h"
#include "scoring/checks/lifted_weight.h"

namespace heng {
namespace {

// Limits of bands are rounded to so many places, and points given inside them have no more.
constexpr int kPointsPlaces = 2;
// More are refused; they should not cost time for each row either.
constexpr size_t kMaxBands = 100;

std::optional<Decimal> HighestPoints(const v1::BracketTable& table) {
  std::optional<Decimal> highest;
  for (const v1::Bracket& bracket : table.brackets()) {
    const std::optional<Decimal> points = TryDecimal(bracket.points());
    if (points.has_value()) highest = std::max(highest.value_or(*points), *points);
  }
  return highest;
}

}  // namespace

RowLimits::RowLimits(const v1::Scheme& scheme, bool enforced) : scheme_(scheme), enforced_(enforced) {
  for (const v1::BracketTable& table : scheme.bracket_tables()) {
    const std::optional<Decimal> highest = HighestPoints(table);
    if (highest.has_value()) tables_.emplace(table.code(), Table{table.display_name(), *highest});
  }
  if (!enforced) return;
  for (const v1::Band& band : scheme.bands()) {
    if (bands_.size() == kMaxBands) break;
    const std::optional<Decimal> lower = TryDecimal(band.lower_share());
    const std::optional<Decimal> upper = TryDecimal(band.upper_share());
    if (!lower.has_value() || !upper.has_value()) continue;
    bands_.push_back({.code = band.display_name(),
                      .lower_share = *lower,
                      .upper_share = *upper,
                      .lower_inclusive = band.lower_inclusive(),
                      .upper_inclusive = band.upper_inclusive()});
  }
}

void RowLimits::Check(const v1::Indicator& indicator, const Decimal& weight_points, const RowRef& row,
                      FieldProblems& problems) {
  CheckTable(indicator, weight_points, row, problems);
  if (!enforced_) return;
  if (const std::optional<Problem> lifted =
          LiftedWeight(weight_points, IndicatorPointsRounding(scheme_.rounding(), indicator.rule())))
    AddRowProblem(row, "weight_points", "ROUNDS_ABOVE_WEIGHT", *lifted, problems);
  if (indicator.rule() == v1::RULE_KIND_BAND) CheckBands(weight_points, row, problems);
}

void RowLimits::CheckBands(const Decimal& weight_points, const RowRef& row, FieldProblems& problems) {
  if (reachable_weight_ == weight_points) return;
  bool all_reachable = true;
  for (const BandRule& band : bands_) {
    const absl::StatusOr<BandLimits> limits = LimitsOfBand(band, weight_points);
    if (!limits.ok()) continue;
    const Interval points{limits->lower_points, limits->lower_inclusive, limits->upper_points,
                          limits->upper_inclusive};
    if (points.HasValueAt(kPointsPlaces)) continue;
    all_reachable = false;
    AddRowProblem(row, "weight_points", "UNREACHABLE",
                  {absl::StrCat("with weight ", weight_points.ToString(), " band ", Quoted(band.code),
                                " has the limits ", limits->ToString(),
                                ", and no points lie inside: want a larger weight"),
                   absl::StrCat("分值 ", weight_points.ToString(), " 下档次 ", Quoted(band.code),
                                " 的界限为 ", limits->ToString(), "，没有任何得分落在其中：分值应更大")},
                  problems);
  }
  if (all_reachable) reachable_weight_ = weight_points;
}

void RowLimits::CheckTable(const v1::Indicator& indicator, const Decimal& weight_points, const RowRef& row,
                           FieldProblems& problems) const {
  if (indicator.rule() != v1::RULE_KIND_BRACKETS) return;
  const auto found = tables_.find(indicator.bracket_table_code());
  if (found == tables_.end() || found->second.highest_points == weight_points) return;
  const std::string name = Quoted(found->second.display_name);
  const std::string highest = found->second.highest_points.ToString();
  AddRowProblem(row, "weight_points", "OUT_OF_RANGE",
                {absl::StrCat("the weight is ", weight_points.ToString(), ", but table ", name,
                              " gives up to ", highest, ": want the same"),
                 absl::StrCat("分值为 ", weight_points.ToString(), "，但分档表 ", name, " 最高 ", highest,
                              " 分：两者应相同")},
                problems);
}

}  // namespace heng
