// SPDX-License-Identifier: Apache-2.0
//
// Matchers for absl::Status and absl::StatusOr, which Abseil 20220623 does not ship.
#pragma once

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P(IsOkAndHolds, value_matcher, "is OK and holds a value that matches") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::SafeMatcherCast<const typename std::decay_t<decltype(arg)>::value_type&>(value_matcher)
      .MatchAndExplain(*arg, result_listener);
}

// The code, and optionally a matcher of the message.
MATCHER_P(HasCode, code, "has status code " + absl::StatusCodeToString(code)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

MATCHER_P2(HasCodeAndMessage, code, message, "has a code and a message that matches") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code &&
         ::testing::SafeMatcherCast<std::string>(message).Matches(std::string(StatusOf(arg).message()));
}

// The reason in its ErrorInfo.
MATCHER_P(HasReason, reason, std::string("has reason ") + reason) {
  *result_listener << StatusOf(arg).ToString() << " with reason " << ReasonOf(StatusOf(arg));
  return ReasonOf(StatusOf(arg)) == reason;
}

}  // namespace heng::testing

#define ASSERT_OK(expr) ASSERT_THAT(expr, ::heng::testing::IsOk())
#define EXPECT_OK(expr) EXPECT_THAT(expr, ::heng::testing::IsOk())

#define HENG_TEST_CONCAT2(a, b) a##b
#define HENG_TEST_CONCAT(a, b) HENG_TEST_CONCAT2(a, b)
#define ASSERT_OK_AND_ASSIGN(lhs, expr) \
  HENG_ASSERT_OK_AND_ASSIGN_IMPL(HENG_TEST_CONCAT(heng_test_result_, __LINE__), lhs, expr)
#define HENG_ASSERT_OK_AND_ASSIGN_IMPL(result, lhs, expr) \
  auto result = (expr);                                   \
  ASSERT_THAT(result, ::heng::testing::IsOk());           \
  lhs = *std::move(result)
