// SPDX-License-Identifier: Apache-2.0
//
// Fuzzed evaluations under known plans: checked, scored, reported, reviewed. What the checks and the rules accept must
// score as the oracle says.
#include "scoring/checks.h"
#include "scoring/findings/findings.h"
#include "scoring/form_score.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/mutator.h"

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  heng::v1::Evaluation evaluation;
  return heng::fuzz::MutateInput(data, size, max_size, seed, {&evaluation});
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using heng::fuzz::Expect;
  heng::v1::Evaluation evaluation;
  heng::fuzz::ParseParts(data, size, {&evaluation});
  const heng::fuzz::KnownTree& known = heng::fuzz::TreeFor(evaluation);
  heng::FieldProblems problems;
  heng::CheckEvaluation(evaluation, "evaluation", problems);
  heng::FormScore score;
  if (!heng::ScoreForm(*known.plan, evaluation, "evaluation", score).ok()) return 0;
  const auto terse = heng::MakeReport(*known.plan, evaluation, score, heng::v1::VIEW_TERSE);
  const auto full = heng::MakeReport(*known.plan, evaluation, score, heng::v1::VIEW_FULL);
  Expect(terse.ok() && full.ok(), "what was scored can be reported");
  Expect(terse->total_points() == full->total_points(), "both views have one total");
  google::protobuf::RepeatedPtrField<heng::v1::Finding> findings;
  heng::RaiseFindings(*known.plan, evaluation, score, findings);
  for (heng::v1::Finding& finding : findings) heng::DescribeFinding(finding);
  Expect(findings.size() <= heng::kMaxFindings, "findings are limited");
  if (!problems.empty()) return 0;
  Expect(known.oracle->Score(evaluation).SerializeAsString() == full->SerializeAsString(),
         "the oracle agrees");
  return 0;
}
