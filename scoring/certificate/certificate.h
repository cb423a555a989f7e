// SPDX-License-Identifier: Apache-2.0
//
// Certificates: everything that a score follows from, and every step to it, so that anybody can recompute it.
// docs/certificate.md describes them byte by byte; tests/certificate/replay.py recomputes them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "heng/v1/certificate.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng {

// The certificate of `score`, which ScoreForm made of `evaluation` with `plan`.
absl::StatusOr<v1::Certificate> MakeCertificate(const Plan& plan, const v1::Evaluation& evaluation,
                                                const FormScore& score);

// SHA-256 of its canonical encoding, 64 hex digits.
std::string CertificateSha256(const v1::Certificate& certificate);

}  // namespace heng
