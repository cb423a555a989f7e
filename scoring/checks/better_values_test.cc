// SPDX-License-Identifier: Apache-2.0
//
// The promise of the checker: under a scheme that it accepts, a better actual value never earns fewer points, unless an
// over-completion deduction takes them, and a higher execution rate is never limited to less. Random tables are mostly
// broken; only those that pass are asked.
#include <random>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/checks/common.h"
#include "scoring/rules/brackets.h"
#include "scoring/rules/execution_cap.h"
#include "scoring/rules/over_completion.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

constexpr int kTrials = 4000;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int UpTo(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit + 1)); }
  bool Coin() { return UpTo(1) == 1; }

 private:
  std::mt19937 engine_;
};

bool Passes(const v1::Scheme& scheme) {
  FieldProblems problems;
  CheckScheme(scheme, "scheme", problems);
  return problems.empty();
}

// Brackets that mostly meet and mostly go one way, so that some tables pass and others fail by a hair.
v1::Scheme RandomTable(Random& random) {
  v1::Scheme scheme = testing::SmallScheme();
  v1::BracketTable& table = *scheme.add_bracket_tables();
  table.set_code("t");
  table.set_display_name("表");
  table.set_better(static_cast<v1::BetterValue>(1 + random.UpTo(2)));
  const int count = 2 + random.UpTo(2);
  int end = -random.UpTo(3);
  bool inclusive = false;
  for (int i = 0; i < count; ++i) {
    v1::Bracket& bracket = *table.add_brackets();
    bracket.set_points(absl::StrCat(random.UpTo(5)));
    if (i > 0) {
      bracket.set_lower(absl::StrCat(end));
      bracket.set_lower_inclusive(random.UpTo(7) == 0 ? inclusive : !inclusive);
    }
    if (i == count - 1) continue;
    end += random.UpTo(2);
    inclusive = random.Coin();
    bracket.set_upper(absl::StrCat(end));
    bracket.set_upper_inclusive(inclusive);
    if (random.UpTo(9) == 0) ++end;
  }
  return scheme;
}

std::vector<BracketRule> RulesOf(const v1::BracketTable& table) {
  std::vector<BracketRule> rules;
  for (const v1::Bracket& bracket : table.brackets()) {
    rules.push_back({TryDecimal(bracket.lower()), bracket.lower_inclusive(), TryDecimal(bracket.upper()),
                     bracket.upper_inclusive(), *TryDecimal(bracket.points())});
  }
  return rules;
}

TEST(AcceptedSchemes, CoverEveryValueOnceAndNeverPayLessForABetterOne) {
  Random random(20200210);
  int passed = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    const v1::Scheme scheme = RandomTable(random);
    if (!Passes(scheme)) continue;
    ++passed;
    SCOPED_TRACE(scheme.bracket_tables(0).ShortDebugString());
    const std::vector<BracketRule> rules = RulesOf(scheme.bracket_tables(0));
    std::optional<Decimal> before;
    bool has_fallen = false;
    for (int halves = -10; halves <= 30; ++halves) {
      const Decimal value = Decimal::FromCoefficient(Int128{halves} * 5, 1);
      int containing = 0;
      for (const BracketRule& rule : rules) containing += rule.Contains(value) ? 1 : 0;
      ASSERT_EQ(containing, 1) << value.ToString();
      const Decimal points = rules[FindBracket(rules, value)].points;
      if (before.has_value() && points != *before) {
        const bool falls = points < *before;
        const v1::BetterValue better = scheme.bracket_tables(0).better();
        ASSERT_FALSE(better == v1::BETTER_VALUE_HIGHER && falls) << value.ToString();
        ASSERT_FALSE(better == v1::BETTER_VALUE_LOWER && !falls) << value.ToString();
        ASSERT_FALSE(has_fallen && !falls) << value.ToString();
        has_fallen = falls;
      }
      before = points;
    }
  }
  EXPECT_GT(passed, kTrials / 200);
}

v1::Scheme RandomCaps(Random& random) {
  v1::Scheme scheme = testing::SmallScheme();
  int end = 0;
  bool inclusive = false;
  const int count = 1 + random.UpTo(2);
  int limit = 0;
  for (int i = 0; i < count; ++i) {
    v1::ExecutionCap& cap = *scheme.add_execution_caps();
    if (i > 0) {
      cap.set_lower_percent(absl::StrCat(end));
      cap.set_lower_inclusive(random.UpTo(5) == 0 ? inclusive : !inclusive);
    }
    end += 10 * random.UpTo(4);
    inclusive = random.Coin();
    cap.set_upper_percent(absl::StrCat(end));
    cap.set_upper_inclusive(inclusive);
    limit += 10 * random.UpTo(3) - random.UpTo(2);
    cap.set_max_total_points(absl::StrCat(std::max(limit, 0)));
  }
  return scheme;
}

TEST(AcceptedSchemes, NeverLimitAHigherExecutionRateToLess) {
  Random random(20240101);
  int passed = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    const v1::Scheme scheme = RandomCaps(random);
    if (!Passes(scheme)) continue;
    ++passed;
    SCOPED_TRACE(scheme.ShortDebugString());
    std::vector<ExecutionCapRule> caps;
    for (const v1::ExecutionCap& cap : scheme.execution_caps()) {
      const bool open = cap.lower_percent().empty();
      caps.push_back({open ? Decimal() : *TryDecimal(cap.lower_percent()), open || cap.lower_inclusive(),
                      *TryDecimal(cap.upper_percent()), cap.upper_inclusive(),
                      *TryDecimal(cap.max_total_points())});
    }
    Decimal before;
    for (int halves = 0; halves <= 220; ++halves) {
      const Decimal rate = Decimal::FromCoefficient(Int128{halves} * 5, 1);
      const ExecutionCapRule* cap = FindExecutionCap(caps, Ratio(rate));
      const Decimal limit = cap == nullptr ? Decimal::FromInt(100) : cap->max_total_points;
      ASSERT_GE(limit, before) << rate.ToString();
      before = limit;
    }
  }
  EXPECT_GT(passed, kTrials / 200);
}

TEST(AcceptedSchemes, NeverTakeLessForAHigherCompletion) {
  Random random(20250607);
  int passed = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    v1::Scheme scheme = testing::SmallScheme();
    std::vector<OverCompletionRule> rules;
    for (int i = 0; i <= random.UpTo(3); ++i) {
      v1::OverCompletionThreshold& threshold = *scheme.mutable_rule_options()->add_over_completion();
      threshold.set_completion_percent(absl::StrCat(100 + 10 * i + 10 * random.UpTo(2)));
      threshold.set_effect(static_cast<v1::OverCompletionEffect>(1 + random.UpTo(3)));
      if (threshold.effect() == v1::OVER_COMPLETION_EFFECT_DEDUCT)
        threshold.set_deducted_points(absl::StrCat(random.UpTo(4)));
      rules.push_back({*TryDecimal(threshold.completion_percent()), threshold.effect(),
                       TryDecimal(threshold.deducted_points()).value_or(Decimal())});
    }
    if (!Passes(scheme)) continue;
    ++passed;
    SCOPED_TRACE(scheme.rule_options().ShortDebugString());
    Decimal before;
    for (int percent = 100; percent <= 200; percent += 5) {
      const OverCompletionRule* reached =
          ReachedThreshold(rules, v1::OVER_COMPLETION_EFFECT_DEDUCT, Ratio(Decimal::FromInt(percent)));
      const Decimal taken = reached == nullptr ? Decimal() : reached->deducted_points;
      ASSERT_GE(taken, before) << percent;
      before = taken;
    }
  }
  EXPECT_GT(passed, kTrials / 200);
}

}  // namespace
}  // namespace heng
