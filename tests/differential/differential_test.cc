// SPDX-License-Identifier: Apache-2.0
//
// The short form of run.sh and run_python.sh's siblings in C++; seeds are fixed, so that a failure comes back.
#include <algorithm>
#include <thread>

#include "gtest/gtest.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/score.pb.h"
#include "tests/differential/comparison.h"
#include "tests/differential/metamorphic.h"

namespace heng::differential {
namespace {

constexpr uint64_t kSeed = 20240630;
constexpr int64_t kForms = 20000;

int Threads() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

Outcome Compare(int64_t forms, Mistake mistake = Mistake::kNone) {
  return CompareForms({.forms = forms, .seed = kSeed, .threads = Threads(), .mistake = mistake});
}

// The names of all values of an enum but "not given" and those left out.
std::vector<std::string> Names(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> names;
  for (int i = 1; i < type->value_count(); ++i) names.push_back(type->value(i)->name());
  return names;
}

TEST(Differential, RulesAgreeWithTheOracleOnRandomForms) {
  const Outcome outcome = Compare(kForms);
  EXPECT_EQ(outcome.forms, kForms);
  EXPECT_EQ(outcome.mismatches, 0) << "seed " << kSeed << "\n" << outcome.smallest;
  for (const auto* type :
       {v1::ScoreClause_descriptor(), v1::TotalClause_descriptor(), v1::DeductionKind_descriptor(),
        v1::RuleKind_descriptor(), v1::StepDirection_descriptor(), v1::StepCounting_descriptor(),
        v1::BetterValue_descriptor()}) {
    for (const std::string& name : Names(type)) EXPECT_TRUE(outcome.seen.count(name) > 0) << name;
  }
  for (const char* what :
       {"GOAL_POLICY_RATIOS", "even_split", "takes_remainder", "no total", "loose weights"})
    EXPECT_TRUE(outcome.seen.count(what) > 0) << what;
}

TEST(Differential, OutcomeDoesNotDependOnTheNumberOfThreads) {
  Options options{.forms = 400, .seed = kSeed, .threads = 1};
  const Outcome one = CompareForms(options);
  options.threads = 3;
  EXPECT_EQ(CompareForms(options).seen, one.seen);
}

// Without these nobody knows whether comparing would notice anything.
TEST(Differential, EveryPlantedMistakeIsNoticed) {
  for (const Mistake mistake : {Mistake::kRoundingMode, Mistake::kClauseEdge, Mistake::kRemainderRow,
                                Mistake::kBracketEnd, Mistake::kCapOnRounded}) {
    EXPECT_GT(Compare(2000, mistake).mismatches, 0) << static_cast<int>(mistake);
  }
}

TEST(Metamorphic, PropertiesHoldOnRandomForms) {
  const Violations violations = CheckProperties(kForms / 2, kSeed, Threads());
  EXPECT_EQ(violations.count, 0) << "seed " << kSeed << "\n" << violations.smallest;
  EXPECT_EQ(violations.checks.size(), 13u);
  for (const auto& [property, count] : violations.checks) EXPECT_GT(count, 100) << property;
}

}  // namespace
}  // namespace heng::differential
