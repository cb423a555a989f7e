// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/over_completion.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

constexpr v1::OverCompletionEffect kFlag = v1::OVER_COMPLETION_EFFECT_FLAG;
constexpr v1::OverCompletionEffect kReason = v1::OVER_COMPLETION_EFFECT_REASON;
constexpr v1::OverCompletionEffect kReview = v1::OVER_COMPLETION_EFFECT_REVIEW;
constexpr v1::OverCompletionEffect kDeduct = v1::OVER_COMPLETION_EFFECT_DEDUCT;

// The limits in use: review from 120%, a reason from 130%; deductions as a scheme may set them.
const std::vector<OverCompletionRule> kThresholds = {
    {D("120"), kReview, Decimal()}, {D("130"), kFlag, Decimal()},    {D("130.00"), kReason, Decimal()},
    {D("150"), kDeduct, D("0.5")},  {D("200.5"), kDeduct, D("1.2")},
};

// Target and actual value, of which the completion follows; nothing reached: -1.
struct Case {
  const char* target;
  const char* actual;
  v1::OverCompletionEffect effect;
  int reached;
};

// Source: docs/scoring-rules.md#over-completion.
const Case kCases[] = {
    {"100", "119.999999", kReview, -1},
    {"100", "120", kReview, 0},
    {"3", "3.6", kReview, 0},
    {"100", "2500", kReview, 0},
    {"100", "129.999999", kFlag, -1},
    {"100", "130", kFlag, 1},
    {"100", "130", kReason, 2},
    {"0.7", "0.91", kReason, 2},
    {"100", "149.99", kDeduct, -1},
    {"100", "150", kDeduct, 3},
    {"100", "200.499999", kDeduct, 3},
    {"100", "200.5", kDeduct, 4},
    {"0.000001", "999999999999.999999", kDeduct, 4},
    {"999999999999.999999", "999999999999.999998", kReview, -1},
    {"5", "0", kReview, -1},
};

TEST(ReachedThreshold, IsTheHighestOfItsEffectWithItsEndIncluded) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(::testing::Message() << c.actual << " of " << c.target);
    ASSERT_OK_AND_ASSIGN(const Ratio completion,
                         Ratio::MultiplyDivide(Decimal::FromInt(100), D(c.actual), D(c.target)));
    const OverCompletionRule* reached = ReachedThreshold(kThresholds, c.effect, completion);
    EXPECT_EQ(reached == nullptr ? -1 : static_cast<int>(reached - kThresholds.data()), c.reached);
  }
}

TEST(ReachedThreshold, IsNoneWithoutThresholds) {
  EXPECT_EQ(ReachedThreshold({}, kFlag, Ratio(D("2500"))), nullptr);
}

}  // namespace
}  // namespace heng
