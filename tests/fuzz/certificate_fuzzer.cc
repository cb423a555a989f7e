// SPDX-License-Identifier: Apache-2.0
//
// Fuzzed evaluations under known plans: whatever scores gets a certificate, which says the same as the report and has one
// encoding.
#include "absl/strings/escaping.h"
#include "base/canonical.h"
#include "base/hash.h"
#include "scoring/certificate/certificate.h"
#include "scoring/checks.h"
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
  if (!problems.empty() || !heng::ScoreForm(*known.plan, evaluation, "evaluation", score).ok()) return 0;
  const auto report = heng::MakeReport(*known.plan, evaluation, score, heng::v1::VIEW_FULL);
  const auto certificate = heng::MakeCertificate(*known.plan, evaluation, score);
  Expect(report.ok() && certificate.ok(), "what was scored can be certified");

  Expect(certificate->indicators_size() == report->indicators_size(), "every row is there");
  for (int i = 0; i < report->indicators_size(); ++i) {
    const heng::v1::IndicatorNode& node = certificate->indicators(i);
    const heng::v1::IndicatorScore& row = report->indicators(i);
    Expect(node.code() == row.code() && node.points() == row.points() && node.clause() == row.clause() &&
               node.exact_points() == row.exact_points() &&
               node.completion_percent() == row.completion_percent(),
           "rows say the same as in the report");
  }
  Expect(certificate->total().points() == report->total_points(), "the total is that of the report");
  Expect(certificate->total().grade_code() == report->grade_code(), "the grade is that of the report");
  heng::v1::Certificate copy;
  Expect(copy.ParseFromString(certificate->SerializeAsString()), "it parses");
  const std::string bytes = heng::CanonicalEncoding(*certificate);
  Expect(heng::CanonicalEncoding(copy) == bytes, "it has one encoding");
  Expect(heng::CertificateSha256(copy) == absl::BytesToHexString(heng::Sha256(bytes)), "and one hash");
  return 0;
}
