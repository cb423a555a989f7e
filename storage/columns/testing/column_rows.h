// SPDX-License-Identifier: Apache-2.0
//
// Rows for tests: everything but what a test is about has a usual value.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "heng/storage/v1/records.pb.h"

namespace heng::testing {

// department: `620602/219001`. id: `2024-overall`.
inline storage::v1::SummaryRow EvaluationRow(const std::string& department, const std::string& id,
                                             int64_t total_hundredths) {
  const size_t slash = department.find('/');
  storage::v1::SummaryRow row;
  row.set_name(absl::StrCat("regions/", department.substr(0, slash), "/departments/",
                            department.substr(slash + 1), "/evaluations/", id));
  row.set_fiscal_year(std::stoi(id.substr(0, 4)));
  row.set_kind(1);
  row.set_state(2);
  row.set_department_category(4);
  row.set_department_display_name("总工会");
  row.set_scheme("schemes/gansu@0123456789abcdef");
  row.set_grade_code("A");
  row.set_grade("优");
  row.set_total_hundredths(total_hundredths);
  row.set_initial_fen(-1);
  row.set_adjusted_fen(-1);
  row.set_executed_fen(-1);
  return row;
}

// parent: a code, or empty. level: number of heng.v1.RegionLevel.
inline storage::v1::RegionRow RegionNamed(const std::string& code, const std::string& display_name,
                                          const std::string& parent = "", int level = 0) {
  storage::v1::RegionRow row;
  row.set_name(absl::StrCat("regions/", code));
  row.set_display_name(display_name);
  if (!parent.empty()) row.set_parent(absl::StrCat("regions/", parent));
  row.set_level(level);
  return row;
}

inline std::string DepartmentName(const std::string& department) {
  const size_t slash = department.find('/');
  return absl::StrCat("regions/", department.substr(0, slash), "/departments/", department.substr(slash + 1));
}

// department and predecessors: `620602/219001`.
inline storage::v1::DepartmentRow DepartmentNamed(const std::string& department,
                                                  const std::string& display_name,
                                                  const std::vector<std::string>& predecessors = {}) {
  storage::v1::DepartmentRow row;
  row.set_name(DepartmentName(department));
  row.set_display_name(display_name);
  for (const std::string& before : predecessors) row.add_predecessors(DepartmentName(before));
  return row;
}

}  // namespace heng::testing
