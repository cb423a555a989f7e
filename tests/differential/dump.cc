// SPDX-License-Identifier: Apache-2.0
//
//   heng-differential-dump FORMS SEED
//
// Writes random forms and their reports as lines of JSON, for oracle.py.
#include <cstdlib>
#include <iostream>
#include <string>

#include "google/protobuf/util/json_util.h"
#include "scoring/scorer.h"
#include "tests/differential/comparison.h"
#include "tests/differential/form_generator.h"

namespace heng::differential {
namespace {

std::string Json(const google::protobuf::Message& message) {
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text);
  if (!status.ok()) std::abort();
  return text;
}

int DumpTree(uint64_t seed) {
  Random random(seed);
  const Tree tree = RandomTree(random);
  const auto plan =
      CompilePlan(tree.scheme, tree.goals, tree.loose ? WeightSums::kIgnored : WeightSums::kEnforced);
  if (!plan.ok()) {
    std::cerr << plan.status().message() << "\n";
    return 1;
  }
  std::cout << "{\"scheme\":" << Json(tree.scheme) << ",\"goals\":" << Json(tree.goals) << "}\n";
  const Oracle oracle(tree.scheme, tree.goals);
  for (int i = 0; i < kFormsPerTree; ++i) {
    const v1::Evaluation form = RandomForm(tree, oracle, random);
    const auto report = Score(**plan, form, v1::VIEW_FULL);
    if (!report.ok()) {
      std::cerr << report.status().message() << "\n";
      return 1;
    }
    std::cout << "{\"evaluation\":" << Json(form) << ",\"report\":" << Json(*report) << "}\n";
  }
  return 0;
}

}  // namespace
}  // namespace heng::differential

int main(int argc, char** argv) {
  const int64_t forms = argc > 1 ? std::atoll(argv[1]) : 1000;
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  std::ios::sync_with_stdio(false);
  for (int64_t tree = 0; tree * heng::differential::kFormsPerTree < forms; ++tree) {
    const int failed = heng::differential::DumpTree(heng::differential::SeedOfTree(seed, tree));
    if (failed != 0) return failed;
  }
  return 0;
}
