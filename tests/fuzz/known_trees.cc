// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/known_trees.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tests/differential/comparison.h"

namespace heng::fuzz {
namespace {

constexpr uint64_t kSeed = 7;

KnownTree Make(int index) {
  differential::Random random(differential::SeedOfTree(kSeed, index));
  KnownTree known{.tree = differential::RandomTree(random)};
  const auto plan = CompilePlan(known.tree.scheme, known.tree.goals,
                                known.tree.loose ? WeightSums::kIgnored : WeightSums::kEnforced);
  Expect(plan.ok(), "a known tree compiles");
  known.plan = *plan;
  return known;
}

std::vector<KnownTree> MakeAll() {
  std::vector<KnownTree> trees;
  trees.reserve(kKnownTrees);
  for (int i = 0; i < kKnownTrees; ++i) {
    KnownTree& known = trees.emplace_back(Make(i));
    known.oracle = std::make_unique<differential::Oracle>(known.tree.scheme, known.tree.goals);
  }
  return trees;
}

}  // namespace

const KnownTree& KnownTreeAt(int index) {
  static const auto& trees = *new std::vector<KnownTree>(MakeAll());
  return trees[static_cast<size_t>(index)];
}

const KnownTree& TreeFor(const v1::Evaluation& evaluation) {
  return KnownTreeAt(static_cast<int>(static_cast<unsigned>(evaluation.fiscal_year()) % kKnownTrees));
}

v1::Evaluation KnownForm(int index, differential::Random& random) {
  const KnownTree& known = KnownTreeAt(index);
  v1::Evaluation form = differential::RandomForm(known.tree, *known.oracle, random);
  form.set_fiscal_year(index);
  return form;
}

void Expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace heng::fuzz
