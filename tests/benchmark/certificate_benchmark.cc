// SPDX-License-Identifier: Apache-2.0
//
// What a certificate of the reference form (21 rows) costs once the form is scored: made, encoded, hashed.
#include <benchmark/benchmark.h>

#include <memory>

#include "base/canonical.h"
#include "base/status_macros.h"
#include "scoring/certificate/certificate.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

struct Scored {
  v1::Evaluation evaluation = testing::ReferenceEvaluation();
  std::shared_ptr<const Plan> plan;
  FormScore score;

  Scored() {
    v1::Scheme scheme = testing::GansuScheme();
    v1::Goals goals = testing::ReferenceGoals();
    // As they are read from storage.
    scheme.set_content_sha256(std::string(64, 'a'));
    goals.set_content_sha256(std::string(64, 'b'));
    auto compiled = CompilePlan(scheme, goals);
    HENG_CHECK(compiled.ok());
    plan = *compiled;
    HENG_CHECK(ScoreForm(*plan, evaluation, "evaluation", score).ok());
  }
};

void CertificateMade(benchmark::State& state) {
  const Scored scored;
  for (auto _ : state) {
    benchmark::DoNotOptimize(MakeCertificate(*scored.plan, scored.evaluation, scored.score));
  }
}
BENCHMARK(CertificateMade);

void CertificateEncoded(benchmark::State& state) {
  const Scored scored;
  const auto certificate = MakeCertificate(*scored.plan, scored.evaluation, scored.score);
  size_t bytes = 0;
  for (auto _ : state) bytes = CanonicalEncoding(*certificate).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(CertificateEncoded);

void CertificateHashed(benchmark::State& state) {
  const Scored scored;
  const auto certificate = MakeCertificate(*scored.plan, scored.evaluation, scored.score);
  for (auto _ : state) benchmark::DoNotOptimize(CertificateSha256(*certificate));
}
BENCHMARK(CertificateHashed);

void CertificateMadeAndHashed(benchmark::State& state) {
  const Scored scored;
  for (auto _ : state) {
    const auto certificate = MakeCertificate(*scored.plan, scored.evaluation, scored.score);
    benchmark::DoNotOptimize(CertificateSha256(*certificate));
  }
}
BENCHMARK(CertificateMadeAndHashed);

}  // namespace
}  // namespace heng

BENCHMARK_MAIN();
