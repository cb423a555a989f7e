// SPDX-License-Identifier: Apache-2.0
//
// Names of resources and the ids that callers choose. A name is a path of collections and ids, with
// `@revision` at the end where one revision is meant:
//
//   regions/620602
//   regions/620602/departments/219001
//   regions/620602/departments/219001/budgets/2024
//   regions/620602/departments/219001/goals/2024-overall@0123456789abcdef
//   regions/620602/departments/219001/evaluations/2024-overall@3
//   schemes/gansu-overall@0123456789abcdef
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace heng {

enum class ResourceKind { kRegion, kDepartment, kBudget, kGoals, kEvaluation, kScheme };

// A parsed name.
struct ResourceName {
  ResourceKind kind = ResourceKind::kRegion;
  std::string region;      // digits; empty for schemes
  std::string department;  // empty for regions and schemes
  std::string id;          // last id of a budget, goals, an evaluation or a scheme; else empty
  std::string revision;    // behind `@`; empty if none is meant

  // The name, with `@revision` if there is one.
  std::string ToString() const;
  // The name without revision.
  std::string WithoutRevision() const;
  // regions/{region}/departments/{department}
  std::string DepartmentName() const;
};

// Reads a name of any kind. INVALID_ARGUMENT (reason BAD_NAME) shows the shape that is wanted.
// Region: 2 to 12 digits. Department, scheme and goals ids: 1 to 64 of `a-z A-Z 0-9 . _ -`. Budget: a year,
// 1990 to 2100. Evaluation and goals: `{year}-overall` or `{year}-project-{code}`. Revisions: a number from 1
// for regions, departments, budgets and evaluations; 16 hex digits for schemes and goals.
absl::StatusOr<ResourceName> ParseResourceName(absl::string_view name);

// The same, for a name that must be of this kind.
absl::StatusOr<ResourceName> ParseResourceName(absl::string_view name, ResourceKind kind);

// "heng.v1.Region" and the like.
absl::string_view ResourceTypeName(ResourceKind kind);
// 行政区划, 部门, 预算, 评价方案, 绩效目标, 自评表.
absl::string_view ResourceKindInChinese(ResourceKind kind);
// True for kinds addressed by content: schemes and goals.
bool IsAddressedByContent(ResourceKind kind);

// What the id of an evaluation or of goals says: its year, and the project code or nothing for the overall
// form.
struct FormId {
  int fiscal_year = 0;
  std::optional<std::string> project_code;
};
absl::StatusOr<FormId> ParseFormId(absl::string_view id);

// Codes inside documents and ids in names: 1 to 64 of `a-z A-Z 0-9 . _ -`.
bool IsValidCode(absl::string_view code);

// Request ids: 1 to 64 printable ASCII characters.
bool IsValidRequestId(absl::string_view id);

// A new random request id, 32 hex digits.
std::string NewRequestId();

}  // namespace heng
