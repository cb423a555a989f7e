// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/even_split.h"

#include <string>

#include "absl/strings/str_join.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

using ::heng::testing::HasCode;

constexpr RoundingSpec kHalfUp{.mode = RoundingMode::kHalfUp, .places = 2};
constexpr RoundingSpec kTruncate{.mode = RoundingMode::kTruncate, .places = 2};
constexpr RoundingSpec kWhole{.mode = RoundingMode::kHalfUp, .places = 0};

Decimal D(const char* text) { return *Decimal::Parse(text); }

std::string Text(const std::vector<Decimal>& parts) {
  return absl::StrJoin(parts, " ",
                       [](std::string* out, const Decimal& part) { out->append(part.ToString()); });
}

struct Case {
  const char* weight;
  int count;
  int remainder;
  const RoundingSpec& spec;
  const char* parts;
};

// Source: docs/scoring-rules.md#even-split. The first two are printed in the reference case.
const Case kCases[] = {
    {"50", 7, 6, kHalfUp, "7.14 7.14 7.14 7.14 7.14 7.14 7.16"},
    {"10", 3, 2, kHalfUp, "3.33 3.33 3.34"},
    {"10", 3, 0, kHalfUp, "3.34 3.33 3.33"},
    {"10", 3, 1, kHalfUp, "3.33 3.34 3.33"},
    {"20", 3, 2, kHalfUp, "6.67 6.67 6.66"},
    {"20", 3, 2, kTruncate, "6.66 6.66 6.68"},
    {"85", 4, 3, kWhole, "21 21 21 22"},
    {"7.125", 2, 1, kHalfUp, "3.56 3.565"},
    {"8", 4, 3, kHalfUp, "2 2 2 2"},
    {"7.14", 1, 0, kHalfUp, "7.14"},
    {"0.004", 1, 0, kHalfUp, "0.004"},
    {"0.09", 9, 8, kHalfUp, "0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.01 0.01"},
};

TEST(SplitEvenly, FollowsTheTable) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(::testing::Message() << c.weight << " over " << c.count);
    ASSERT_OK_AND_ASSIGN(const std::vector<Decimal> parts,
                         SplitEvenly(D(c.weight), c.count, c.remainder, c.spec));
    EXPECT_EQ(Text(parts), c.parts);
  }
}

TEST(SplitEvenly, LosesNothing) {
  const RoundingMode modes[] = {RoundingMode::kHalfUp, RoundingMode::kTruncate, RoundingMode::kHalfEven};
  for (int count = 1; count <= 60; ++count) {
    for (const char* weight : {"50", "100", "33.3333", "10000"}) {
      for (const RoundingMode mode : modes) {
        ASSERT_OK_AND_ASSIGN(const std::vector<Decimal> parts,
                             SplitEvenly(D(weight), count, count / 2, {.mode = mode, .places = 2}));
        Decimal sum;
        for (const Decimal& part : parts) sum = *Add(sum, part);
        EXPECT_EQ(sum, D(weight)) << weight << " over " << count;
      }
    }
  }
}

TEST(SplitEvenly, RefusesPartsThatAreNotAboveZero) {
  const absl::Status too_many = SplitEvenly(D("0.05"), 9, 8, kHalfUp).status();
  EXPECT_THAT(too_many, HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(
      too_many.message(),
      "0.05 over 9 rows at 2 places gives each 0.01 and leaves -0.03 for the row with the remainder: want "
      "parts above 0, by fewer rows or more places");
  EXPECT_THAT(SplitEvenly(D("0.05"), 9, 8, kTruncate), HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SplitEvenly(D("2"), 3, 0, kWhole), HasCode(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SplitEvenly(D("0"), 1, 0, kHalfUp), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST(SplitEvenlyDeathTest, ARowOutsideIsAMistake) {
  EXPECT_DEATH((void)SplitEvenly(D("10"), 3, 3, kHalfUp), "HENG_CHECK failed");
}

}  // namespace
}  // namespace heng
