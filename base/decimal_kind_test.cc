// SPDX-License-Identifier: Apache-2.0
#include "base/decimal_kind.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using ::testing::HasSubstr;

struct Case {
  const char* text;
  const char* reason;  // "" if all is well
};

std::string ReasonFor(absl::string_view text, v1::DecimalKind kind) {
  const std::optional<DecimalProblem> problem = CheckDecimal(text, kind);
  return problem.has_value() ? std::string(problem->reason) : "";
}

// The kinds that no field has so far; message_rules_test.cc tests the others through their fields.
TEST(CheckDecimal, SignedAmountsAreBelowTenToTheFifteenthEitherWay) {
  const Case cases[] = {{"-999999999999999.99", ""},
                        {"999999999999999.99", ""},
                        {"-0.01", ""},
                        {"-1000000000000000", "OUT_OF_RANGE"},
                        {"1000000000000000", "OUT_OF_RANGE"},
                        {"-0.001", "OUT_OF_RANGE"},
                        {"--1", "NOT_A_DECIMAL"}};
  for (const Case& c : cases)
    EXPECT_EQ(ReasonFor(c.text, v1::DECIMAL_KIND_SIGNED_AMOUNT_YUAN), c.reason) << c.text;
}

TEST(CheckDecimal, PercentsAreNotNegativeAndMayExceedAHundred) {
  const Case cases[] = {{"0", ""},
                        {"95.93", ""},
                        {"12345.678901", ""},
                        {"999999999999999999", ""},
                        {"-0.01", "OUT_OF_RANGE"},
                        {"1.2345678", "OUT_OF_RANGE"},
                        {"95.93%", "NOT_A_DECIMAL"}};
  for (const Case& c : cases) EXPECT_EQ(ReasonFor(c.text, v1::DECIMAL_KIND_PERCENT), c.reason) << c.text;
}

TEST(CheckDecimal, EveryKindSaysWhatItWants) {
  const struct {
    v1::DecimalKind kind;
    const char* en;
    const char* zh;
  } cases[] = {
      {v1::DECIMAL_KIND_AMOUNT_YUAN, "an amount in yuan, 0 or more", "请填写以元为单位的金额：不小于 0"},
      {v1::DECIMAL_KIND_SIGNED_AMOUNT_YUAN, "below 10^15 either way", "请填写以元为单位的金额：可为负"},
      {v1::DECIMAL_KIND_WEIGHT, "from 0 to 10000", "请填写 0 至 10000 的数字"},
      {v1::DECIMAL_KIND_VALUE, "at most 18 digits", "请填写最多 18 位的数字"},
      {v1::DECIMAL_KIND_SHARE, "a share from 0 to 1", "请填写 0 至 1 的比例"},
      {v1::DECIMAL_KIND_PERCENT, "a rate in percent", "请填写百分率的数字（不带百分号）"}};
  for (const auto& c : cases) {
    const std::optional<DecimalProblem> problem = CheckDecimal("12345678901234567890", c.kind);
    ASSERT_TRUE(problem.has_value());
    EXPECT_THAT(problem->problem.en, HasSubstr(c.en));
    EXPECT_THAT(problem->problem.zh, HasSubstr(c.zh));
  }
}

}  // namespace
}  // namespace heng
