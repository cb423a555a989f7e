// SPDX-License-Identifier: Apache-2.0
//
// Scoring allocates nothing once a FormScore has been used: every allocation of this program is counted. Holds where each
// part is rounded; sums that are rounded once are GMP's.
#include <atomic>
#include <cstdlib>
#include <new>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "tests/differential/comparison.h"
#include "tests/differential/form_generator.h"

namespace {
std::atomic<int64_t> allocations = 0;
}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1); memory != nullptr) return memory;
  std::abort();
}
void* operator new[](size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace heng::differential {
namespace {

constexpr uint64_t kSeed = 20240630;
constexpr int kTrees = 1500;

void RoundEachPart(v1::Rounding& rounding) {
  rounding.mutable_execution_points()->set_stage(v1::ROUNDING_STAGE_EACH_PART);
  rounding.mutable_indicator_points()->set_stage(v1::ROUNDING_STAGE_EACH_PART);
  rounding.mutable_goal_points()->set_stage(v1::ROUNDING_STAGE_EACH_PART);
  for (v1::RuleKindRounding& special : *rounding.mutable_indicator_points_by_rule())
    special.mutable_rounding()->set_stage(v1::ROUNDING_STAGE_EACH_PART);
}

int64_t AllocationsOfScoring(const Plan& plan, const v1::Evaluation& form, FormScore& score) {
  const int64_t before = allocations;
  const bool ok = ScoreForm(plan, form, "evaluation", score).ok();
  const int64_t after = allocations;
  EXPECT_TRUE(ok);
  return after - before;
}

TEST(ScoreFormAllocations, CountsWhatIsAllocated) {
  const int64_t before = allocations;
  const auto* text = new std::string(100, 'x');
  EXPECT_GE(allocations - before, 2);
  delete text;
}

// Rows that do not apply and goals with ratios scale sums exactly, which is GMP's work as well.
TEST(ScoreFormAllocations, NoneForAnyRuleKindOnceTheScoreHasBeenUsed) {
  std::map<v1::RuleKind, int> checked;
  for (int tree_number = 0; tree_number < kTrees; ++tree_number) {
    Random random(SeedOfTree(kSeed, tree_number));
    Tree tree = RandomTree(random);
    if (tree.loose || tree.scheme.goal_policy() == v1::GOAL_POLICY_RATIOS) continue;
    RoundEachPart(*tree.scheme.mutable_rounding());
    tree.scheme.set_not_applicable_policy(v1::NOT_APPLICABLE_POLICY_REFUSE);
    const auto compiled = CompilePlan(tree.scheme, tree.goals);
    if (!compiled.ok()) continue;  // rounding without a rule differs from the default
    const Oracle oracle(tree.scheme, tree.goals);
    const v1::Evaluation form = RandomForm(tree, oracle, random);
    FormScore score;
    AllocationsOfScoring(**compiled, form, score);
    ASSERT_EQ(AllocationsOfScoring(**compiled, form, score), 0)
        << "seed " << kSeed << ", tree " << tree_number << "\n"
        << tree.scheme.ShortDebugString() << tree.goals.ShortDebugString() << form.ShortDebugString();
    for (const v1::Indicator& row : tree.goals.indicators()) ++checked[row.rule()];
  }
  for (int rule = v1::RULE_KIND_AT_LEAST; rule <= v1::RULE_KIND_VETO; ++rule)
    EXPECT_GT(checked[static_cast<v1::RuleKind>(rule)], 100) << rule;
}

}  // namespace
}  // namespace heng::differential
