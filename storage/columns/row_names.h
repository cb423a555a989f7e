// SPDX-License-Identifier: Apache-2.0
//
// Takes names in stored rows apart. They were checked when they were written; a million of them are read at start, so
// nothing is copied and only the shape is looked at.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace heng {

// Parts of the name that they were taken from.
struct RowName {
  absl::string_view region;
  absl::string_view department;     // empty in names of regions
  absl::string_view evaluation_id;  // empty but in names of evaluations
};

// `regions/{region}`, `regions/{region}/departments/{department}` or `regions/{region}/departments/{department}/evaluations/{id}`,
// without revision; nothing for another shape.
inline std::optional<RowName> SplitRowName(absl::string_view name) {
  const auto take = [&name](absl::string_view collection, absl::string_view& id) {
    if (!absl::ConsumePrefix(&name, collection)) return false;
    id = name.substr(0, name.find('/'));
    name.remove_prefix(id.size());
    return !id.empty() && id.find('@') == id.npos;
  };
  RowName parts;
  if (!take("regions/", parts.region)) return std::nullopt;
  if (!name.empty() && !take("/departments/", parts.department)) return std::nullopt;
  if (!name.empty() && !take("/evaluations/", parts.evaluation_id)) return std::nullopt;
  if (!name.empty()) return std::nullopt;
  return parts;
}

inline bool IsRegionName(absl::string_view name) {
  const std::optional<RowName> parts = SplitRowName(name);
  return parts && parts->department.empty();
}
inline bool IsDepartmentName(absl::string_view name) {
  const std::optional<RowName> parts = SplitRowName(name);
  return parts && !parts->department.empty() && parts->evaluation_id.empty();
}
inline bool IsEvaluationName(absl::string_view name) {
  const std::optional<RowName> parts = SplitRowName(name);
  return parts && !parts->evaluation_id.empty();
}

}  // namespace heng
