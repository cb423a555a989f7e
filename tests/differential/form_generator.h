// SPDX-License-Identifier: Apache-2.0
//
// Random valid trees: a scheme with goals (a tree), and evaluations under them (forms). Every rule kind and every option
// of scheme.proto comes up, and values like to lie on edges: on targets, thresholds, ends of brackets, halves of the last
// place.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "tests/differential/oracle.h"
#include "tests/differential/random.h"

namespace heng::differential {

struct Tree {
  v1::Scheme scheme;
  v1::Goals goals;
  // Weights miss their sums, some rows have none, and rounding may meet a weight it would exceed: only for
  // WeightSums::kIgnored.
  bool loose = false;
};

Tree RandomTree(Random& random);

// A form under `tree`. The oracle says where a person must give points.
v1::Evaluation RandomForm(const Tree& tree, const Oracle& oracle, Random& random);

// An actual value for the row, near to where its rule changes; at most 6 places. Empty for kinds without one.
std::string RandomActual(const v1::Scheme& scheme, const v1::Indicator& indicator, Random& random);

}  // namespace heng::differential
