// SPDX-License-Identifier: Apache-2.0
//
//   heng-differential-fingerprint FORMS SEED
//
// Prints one SHA-256 over the reports and the canonical certificates of random forms, so that builds of different
// compilers can be compared byte by byte (compilers.sh).
#include <cstdlib>
#include <iostream>

#include "absl/strings/escaping.h"
#include "base/canonical.h"
#include "base/hash.h"
#include "scoring/certificate/certificate.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "tests/differential/comparison.h"
#include "tests/differential/form_generator.h"

namespace heng::differential {
namespace {

// Adds the forms of one tree to the hash so far. Empty if one of them is refused.
std::string Extend(const std::string& so_far, uint64_t seed) {
  Random random(seed);
  const Tree tree = RandomTree(random);
  const auto plan =
      CompilePlan(tree.scheme, tree.goals, tree.loose ? WeightSums::kIgnored : WeightSums::kEnforced);
  if (!plan.ok()) return "";
  const Oracle oracle(tree.scheme, tree.goals);
  std::string bytes = so_far;
  for (int i = 0; i < kFormsPerTree; ++i) {
    const v1::Evaluation form = RandomForm(tree, oracle, random);
    FormScore score;
    if (!ScoreForm(**plan, form, "evaluation", score).ok()) return "";
    const auto report = MakeReport(**plan, form, score, v1::VIEW_FULL);
    const auto certificate = MakeCertificate(**plan, form, score);
    if (!report.ok() || !certificate.ok()) return "";
    bytes += report->SerializeAsString();
    bytes += CanonicalEncoding(*certificate);
  }
  return Sha256(bytes);
}

}  // namespace
}  // namespace heng::differential

int main(int argc, char** argv) {
  const int64_t forms = argc > 1 ? std::atoll(argv[1]) : 20000;
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  std::string hash = "heng";
  for (int64_t tree = 0; tree * heng::differential::kFormsPerTree < forms; ++tree) {
    hash = heng::differential::Extend(hash, heng::differential::SeedOfTree(seed, tree));
    if (hash.empty()) {
      std::cerr << "tree " << tree << " of seed " << seed << " was refused\n";
      return 1;
    }
  }
  std::cout << absl::BytesToHexString(hash) << std::endl;
  return 0;
}
