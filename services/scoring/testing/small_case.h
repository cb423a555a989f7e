// SPDX-License-Identifier: Apache-2.0
//
// The small form of scoring/testing/reference_case.h for any department: one indicator "at least 100" of 90
// points, and execution of 10.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "scoring/testing/reference_case.h"
#include "services/scoring/testing/fake_storage.h"

namespace heng::testing {

inline std::string DepartmentName(absl::string_view id) {
  return absl::StrCat("regions/620602/departments/", id);
}

// The form of 2024 with `actual` for the indicator: 100 earns all, 50 earns 45 + 10.
inline v1::Evaluation SmallForm(absl::string_view department, absl::string_view actual = "100") {
  v1::Evaluation form = SmallEvaluation(actual);
  form.set_name(absl::StrCat(DepartmentName(department), "/evaluations/2024-overall"));
  return form;
}

// Goals that follow the scheme of this name; `target` of the indicator.
inline v1::Goals SmallGoalsOf(absl::string_view department, const std::string& scheme,
                              absl::string_view target = "100") {
  v1::Goals goals = SmallGoals(v1::RULE_KIND_AT_LEAST, target);
  goals.set_name(absl::StrCat(DepartmentName(department), "/goals/2024-overall"));
  goals.set_scheme(scheme);
  return goals;
}

inline v1::Department SmallDepartment(absl::string_view id) {
  v1::Department department;
  department.set_name(DepartmentName(id));
  department.set_display_name("凉州区总工会");
  department.set_category(v1::DEPARTMENT_CATEGORY_MASS_ORGANISATION);
  return department;
}

// Names with revision of what StoreSmallCase stored.
struct SmallCaseNames {
  std::string scheme;
  std::string goals;
};

// Stores the department with goals under the scheme, and the scheme if it is not there.
inline SmallCaseNames StoreSmallCase(FakeStorage& storage, absl::string_view department) {
  SmallCaseNames names;
  const auto scheme = storage.Stored(SmallScheme().name());
  names.scheme = scheme.has_value() ? scheme->info().name() : storage.Store(SmallScheme()).name();
  storage.Store(SmallDepartment(department));
  names.goals = storage.Store(SmallGoalsOf(department, names.scheme)).name();
  return names;
}

}  // namespace heng::testing
