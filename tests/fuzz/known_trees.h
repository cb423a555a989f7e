// SPDX-License-Identifier: Apache-2.0
//
// Compiled trees that fuzzed evaluations are scored with: random ones with every rule kind, and always the same.
#pragma once

#include <memory>

#include "scoring/scorer.h"
#include "tests/differential/form_generator.h"

namespace heng::fuzz {

constexpr int kKnownTrees = 32;

struct KnownTree {
  differential::Tree tree;
  std::shared_ptr<const Plan> plan;
  std::unique_ptr<differential::Oracle> oracle;
};

// index: 0 to kKnownTrees - 1.
const KnownTree& KnownTreeAt(int index);

// The tree that an evaluation asks for: the fiscal year, which scoring does not read, is the index.
const KnownTree& TreeFor(const v1::Evaluation& evaluation);

// A form of the tree at `index` as an input of a fuzzer.
v1::Evaluation KnownForm(int index, differential::Random& random);

// Stops the fuzzer with `what`.
void Expect(bool holds, const char* what);

}  // namespace heng::fuzz
