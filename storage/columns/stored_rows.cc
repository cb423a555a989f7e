// SPDX-License-Identifier: Apache-2.0
#include "storage/columns/stored_rows.h"

#include <algorithm>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/columns/row_names.h"
#include "storage/engine_errors.h"
#include "storage/keys.h"

namespace heng {
namespace {

absl::Status Damaged(const Row& row, absl::string_view what) {
  return StoredBytesDamaged(absl::StrCat("the value of key \"", absl::CHexEscape(row.key), "\" ", what));
}

// The name for its key. Its parts were checked by the shape of the name.
ResourceName NameOf(ResourceKind kind, const RowName& parts) {
  return {.kind = kind,
          .region = std::string(parts.region),
          .department = std::string(parts.department),
          .id = std::string(parts.evaluation_id)};
}

// Ids of evaluations begin with their year.
bool IsOfYear(absl::string_view evaluation_name, int fiscal_year) {
  int year = 0;
  return absl::SimpleAtoi(SplitRowName(evaluation_name)->evaluation_id.substr(0, 4), &year) &&
         year == fiscal_year;
}

}  // namespace

absl::Status StoredRowReader::Put(const Row& row) {
  HENG_ASSIGN_OR_RETURN(const SummaryKind kind, KindOfSummaryKey(row.key));
  switch (kind) {
    case SummaryKind::kEvaluation:
      return PutEvaluation(row);
    case SummaryKind::kDepartment:
      return PutDepartment(row);
    case SummaryKind::kRegion:
      return PutRegion(row);
  }
  HENG_CHECK(false);
}

absl::Status StoredRowReader::PutEvaluation(const Row& row) {
  if (!evaluation_.ParseFromString(row.value)) return Damaged(row, "does not parse");
  if (!IsEvaluationName(evaluation_.name()) || !IsOfYear(evaluation_.name(), evaluation_.fiscal_year())) {
    return Damaged(row, "names no evaluation of its year");
  }
  const ResourceName name = NameOf(ResourceKind::kEvaluation, *SplitRowName(evaluation_.name()));
  if (row.key != SummaryKey(name, evaluation_.fiscal_year())) return Damaged(row, "belongs to another key");
  if (const absl::Status fits = Columns::Check(evaluation_); !fits.ok()) {
    return Damaged(row, absl::StrCat("does not fit: ", fits.message()));
  }
  columns_.Put(evaluation_);
  ++evaluation_count_;
  return absl::OkStatus();
}

absl::Status StoredRowReader::PutDepartment(const Row& row) {
  if (!department_.ParseFromString(row.value)) return Damaged(row, "does not parse");
  const auto& predecessors = department_.predecessors();
  if (!IsDepartmentName(department_.name()) ||
      !std::all_of(predecessors.begin(), predecessors.end(), IsDepartmentName)) {
    return Damaged(row, "names no department");
  }
  const ResourceName name = NameOf(ResourceKind::kDepartment, *SplitRowName(department_.name()));
  if (row.key != DepartmentRowKey(name)) return Damaged(row, "belongs to another key");
  columns_.Put(department_);
  return absl::OkStatus();
}

absl::Status StoredRowReader::PutRegion(const Row& row) {
  if (!region_.ParseFromString(row.value)) return Damaged(row, "does not parse");
  const bool known_level = region_.level() >= 0 && region_.level() <= static_cast<int>(RegionLevel::kZone);
  if (!known_level || !IsRegionName(region_.name()) ||
      !(region_.parent().empty() || IsRegionName(region_.parent()))) {
    return Damaged(row, "is not that of a region");
  }
  const ResourceName name = NameOf(ResourceKind::kRegion, *SplitRowName(region_.name()));
  if (row.key != RegionRowKey(name)) return Damaged(row, "belongs to another key");
  columns_.Put(region_);
  return absl::OkStatus();
}

}  // namespace heng
