// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/execution_cap.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

// Below 50%: at most 60 points; 50%(含) to 80%(含): at most 79.99.
const std::vector<ExecutionCapRule> kCaps = {
    {.lower_percent = D("0"), .upper_percent = D("50"), .max_total_points = D("60")},
    {.lower_percent = D("50"),
     .upper_percent = D("80"),
     .upper_inclusive = true,
     .max_total_points = D("79.99")},
};
// The end belongs to the lower cap.
const std::vector<ExecutionCapRule> kOpenAbove = {
    {.lower_percent = D("0"), .upper_percent = D("50"), .upper_inclusive = true, .max_total_points = D("60")},
    {.lower_percent = D("50"),
     .lower_inclusive = false,
     .upper_percent = D("80"),
     .max_total_points = D("70")},
};

// Budget and spending, of which the rate follows; no cap: -1.
struct Case {
  const std::vector<ExecutionCapRule>& caps;
  const char* adjusted;
  const char* executed;
  int cap;
};

// Source: docs/scoring-rules.md#cap-by-execution.
const Case kCases[] = {
    {kCaps, "100", "0", 0},
    {kCaps, "100", "49.99", 0},
    {kCaps, "3", "1.5", 1},
    {kCaps, "300000.03", "149999.99", 0},  // 49.9999…, whatever the rounded rate says
    {kCaps, "100", "50", 1},
    {kCaps, "100", "80", 1},
    {kCaps, "999999999999999.99", "799999999999999.99", 1},   // below 80 by less than 10^-13
    {kCaps, "999999999999999.99", "800000000000000.00", -1},  // above 80 by less than 10^-13
    {kCaps, "100", "133.33", -1},
    {kOpenAbove, "100", "50", 0},
    {kOpenAbove, "100", "50.01", 1},
    {kOpenAbove, "100", "80", -1},
};

TEST(FindExecutionCap, ComparesTheExactRate) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(::testing::Message() << c.executed << " of " << c.adjusted);
    ASSERT_OK_AND_ASSIGN(const Ratio rate,
                         Ratio::MultiplyDivide(Decimal::FromInt(100), D(c.executed), D(c.adjusted)));
    const ExecutionCapRule* cap = FindExecutionCap(c.caps, rate);
    EXPECT_EQ(cap == nullptr ? -1 : static_cast<int>(cap - c.caps.data()), c.cap);
  }
}

TEST(FindExecutionCap, IsNoneWithoutCaps) { EXPECT_EQ(FindExecutionCap({}, Ratio()), nullptr); }

}  // namespace
}  // namespace heng
