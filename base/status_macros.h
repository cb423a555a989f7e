// SPDX-License-Identifier: Apache-2.0
//
// HENG_RETURN_IF_ERROR(expr), HENG_ASSIGN_OR_RETURN(lhs, expr) and HENG_CHECK(condition).
//
// The first two pass an absl::Status up; expr is evaluated once. HENG_CHECK is for a programmer's mistake
// only: it prints the condition and aborts. Whatever a caller can send is a Status.
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define HENG_INTERNAL_CONCAT2(a, b) a##b
#define HENG_INTERNAL_CONCAT(a, b) HENG_INTERNAL_CONCAT2(a, b)

#define HENG_RETURN_IF_ERROR(expr)                              \
  do {                                                          \
    if (absl::Status heng_status = (expr); !heng_status.ok()) { \
      return heng_status;                                       \
    }                                                           \
  } while (false)

#define HENG_ASSIGN_OR_RETURN(lhs, expr) \
  HENG_INTERNAL_ASSIGN_OR_RETURN(HENG_INTERNAL_CONCAT(heng_status_or_, __LINE__), lhs, expr)

#define HENG_INTERNAL_ASSIGN_OR_RETURN(result, lhs, expr) \
  auto result = (expr);                                   \
  if (!result.ok()) return std::move(result).status();    \
  lhs = *std::move(result)

#define HENG_CHECK(condition)                                                        \
  do {                                                                               \
    if (!(condition)) ::heng::internal::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)

namespace heng::internal {
[[noreturn]] void CheckFailed(const char* condition, const char* file, int line);
}  // namespace heng::internal
