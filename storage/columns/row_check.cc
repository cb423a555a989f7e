// SPDX-License-Identifier: Apache-2.0
//
// Columns::Check: what a row must satisfy so that its numbers fit their columns.
#include <cstdint>
#include <limits>

#include "absl/strings/str_cat.h"
#include "base/errors.h"
#include "base/status_macros.h"
#include "storage/columns/columns.h"

namespace heng {
namespace {

using storage::v1::SummaryRow;

// What analysis/statistics.h reckons with: 100,000 points.
constexpr int64_t kMaxTotalHundredths = 10'000'000;
constexpr int64_t kMinPart = std::numeric_limits<int32_t>::min();
constexpr int64_t kMaxPart = std::numeric_limits<int32_t>::max();
// Amounts in yuan lie below 10^15; see heng/v1/evaluation.proto.
constexpr int64_t kMaxFen = 100'000'000'000'000'000 - 1;
constexpr int kMaxCategory = std::numeric_limits<uint8_t>::max();
constexpr int kMaxParts = 100'000;

absl::Status CheckRange(absl::string_view field, int64_t value, int64_t least, int64_t greatest) {
  if (least <= value && value <= greatest) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "OUT_OF_RANGE",
                   {absl::StrCat("summary.", field, " is ", value, ", want ", least, " to ", greatest),
                    absl::StrCat("summary.", field, " 为 ", value, "，应为 ", least, " 至 ", greatest)});
}

template <typename Points>
absl::Status CheckPoints(const Points& points) {
  HENG_RETURN_IF_ERROR(CheckRange("points_hundredths", points.points_hundredths(), kMinPart, kMaxPart));
  return CheckRange("weight_tenthousandths", points.weight_tenthousandths(), kMinPart, kMaxPart);
}

absl::Status CheckParts(const SummaryRow& row) {
  HENG_RETURN_IF_ERROR(
      CheckRange("execution_points_hundredths", row.execution_points_hundredths(), kMinPart, kMaxPart));
  HENG_RETURN_IF_ERROR(
      CheckRange("execution_weight_tenthousandths", row.execution_weight_tenthousandths(), 0, kMaxPart));
  for (const SummaryRow::ClassPoints& points : row.classes()) HENG_RETURN_IF_ERROR(CheckPoints(points));
  for (const SummaryRow::ClausePoints& points : row.clauses()) {
    HENG_RETURN_IF_ERROR(CheckRange("clauses.row_count", points.row_count(), 0, kMaxPart));
    HENG_RETURN_IF_ERROR(CheckPoints(points));
  }
  for (const SummaryRow::FindingCount& count : row.findings()) {
    HENG_RETURN_IF_ERROR(CheckRange("findings.finding_count", count.finding_count(), 0, kMaxPart));
    HENG_RETURN_IF_ERROR(CheckPoints(count));
  }
  const int64_t part_count = int64_t{row.classes_size()} + row.clauses_size() + row.findings_size();
  return CheckRange("classes, clauses and findings together", part_count, 0, kMaxParts);
}

template <typename Points>
bool PointsFit(const Points& points) {
  return static_cast<int32_t>(points.points_hundredths()) == points.points_hundredths() &&
         static_cast<int32_t>(points.weight_tenthousandths()) == points.weight_tenthousandths();
}

// What CheckParts says, without words: nearly all rows fit, and a million of them are looked at when the service starts.
bool PartsFit(const SummaryRow& row) {
  bool fit = row.execution_points_hundredths() >= kMinPart && row.execution_points_hundredths() <= kMaxPart &&
             row.execution_weight_tenthousandths() >= 0 &&
             row.execution_weight_tenthousandths() <= kMaxPart &&
             int64_t{row.classes_size()} + row.clauses_size() + row.findings_size() <= kMaxParts;
  for (const SummaryRow::ClassPoints& points : row.classes()) fit = fit && PointsFit(points);
  for (const SummaryRow::ClausePoints& points : row.clauses()) {
    fit = fit && points.row_count() >= 0 && PointsFit(points);
  }
  for (const SummaryRow::FindingCount& count : row.findings()) {
    fit = fit && count.finding_count() >= 0 && PointsFit(count);
  }
  return fit;
}

}  // namespace

absl::Status Columns::Check(const SummaryRow& row) {
  HENG_RETURN_IF_ERROR(CheckRange("total_hundredths", row.total_hundredths(), 0, kMaxTotalHundredths));
  HENG_RETURN_IF_ERROR(CheckRange("initial_fen", row.initial_fen(), -1, kMaxFen));
  HENG_RETURN_IF_ERROR(CheckRange("adjusted_fen", row.adjusted_fen(), -1, kMaxFen));
  HENG_RETURN_IF_ERROR(CheckRange("executed_fen", row.executed_fen(), -1, kMaxFen));
  HENG_RETURN_IF_ERROR(CheckRange("kind", row.kind(), 0, kMaxKind));
  HENG_RETURN_IF_ERROR(CheckRange("state", row.state(), 0, kMaxState));
  HENG_RETURN_IF_ERROR(CheckRange("department_category", row.department_category(), 0, kMaxCategory));
  return PartsFit(row) ? absl::OkStatus() : CheckParts(row);
}

}  // namespace heng
