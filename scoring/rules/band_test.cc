// SPDX-License-Identifier: Apache-2.0
#include "scoring/rules/band.h"

#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace heng {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

const BandRule kFull{"full", D("0.9"), D("0.8"), D("1"), true, true};
const BandRule kPart{"part", D("0.7"), D("0.6"), D("0.8"), true, false};
const BandRule kPoor{"poor", D("0.3"), D("0"), D("0.6"), true, false};

struct ShareCase {
  const BandRule& band;
  const char* weight;
  const char* exact;
  const char* rounded;  // half up at 2 places
};

// The first four are printed in the reference case.
const ShareCase kShares[] = {{kFull, "2", "9/5", "1.80"},          {kFull, "7.14", "3213/500", "6.43"},
                             {kFull, "7.16", "1611/250", "6.44"},  {kFull, "3.34", "1503/500", "3.01"},
                             {kFull, "3.33", "2997/1000", "3.00"}, {kPart, "2", "7/5", "1.40"},
                             {kPoor, "7.14", "1071/500", "2.14"}};

TEST(ScoreBandShare, EarnsTheShareOfTheWeight) {
  for (const ShareCase& c : kShares) {
    ASSERT_OK_AND_ASSIGN(RuleScore score, ScoreBandShare(c.band, D(c.weight)));
    EXPECT_EQ(score.points.ToString(), c.exact);
    EXPECT_EQ(score.points.Round(2, RoundingMode::kHalfUp)->ToFixed(2), c.rounded);
    EXPECT_EQ(score.clause, v1::SCORE_CLAUSE_BAND_SHARE);
    EXPECT_EQ(score.completion_percent->ToString(), "100");
  }
}

struct LimitCase {
  const BandRule& band;
  const char* weight;
  const char* limits;
};

const LimitCase kLimits[] = {
    {kFull, "2", "[1.60, 2.00]"},        {kPart, "2", "[1.20, 1.60)"},
    {kPoor, "2", "[0.00, 1.20)"},        {kFull, "7.14", "[5.71, 7.14]"},  // 5.712
    {kPart, "7.14", "[4.28, 5.71)"},                                       // 4.284
    {kFull, "3.3333", "[2.67, 3.3333]"},  // 2.66664; the weight itself is not rounded
};

TEST(LimitsOfBand, AreRoundedHalfUpAtTwoPlaces) {
  for (const LimitCase& c : kLimits) {
    ASSERT_OK_AND_ASSIGN(BandLimits limits, LimitsOfBand(c.band, D(c.weight)));
    EXPECT_EQ(limits.ToString(), c.limits);
  }
}

TEST(BandLimits, KnowWhichOfTheirEndsBelongToThem) {
  ASSERT_OK_AND_ASSIGN(BandLimits part, LimitsOfBand(kPart, D("2")));
  EXPECT_FALSE(part.Contains(D("1.19")));
  EXPECT_TRUE(part.Contains(D("1.2")));
  EXPECT_TRUE(part.Contains(D("1.59")));
  EXPECT_FALSE(part.Contains(D("1.6")));

  part.lower_inclusive = false;
  part.upper_inclusive = true;
  EXPECT_FALSE(part.Contains(D("1.2")));
  EXPECT_TRUE(part.Contains(D("1.6")));
  EXPECT_EQ(part.ToString(), "(1.20, 1.60]");
}

TEST(ScoreBandPoints, EarnsWhatWasGiven) {
  const RuleScore score = ScoreBandPoints(D("1.75"));
  EXPECT_EQ(score.points.ToString(), "7/4");
  EXPECT_EQ(score.clause, v1::SCORE_CLAUSE_BAND_POINTS);
}

}  // namespace
}  // namespace heng
