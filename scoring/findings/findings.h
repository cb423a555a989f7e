// SPDX-License-Identifier: Apache-2.0
//
// Findings (疑点): what a reviewer would object to, as far as the form itself shows it. A finding never changes a score.
// docs/findings.md is the catalogue.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/finding.pb.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng {

// Raises everything that is to be said of `evaluation`, which ScoreForm has scored into `score` with `plan`. Adds to `out`,
// in the order of the form: budget lines, results, the form as a whole. Their sentences are left out; see DescribeFinding.
// At most kMaxFindings; the form's own order decides which.
void RaiseFindings(const Plan& plan, const v1::Evaluation& evaluation, const FormScore& score,
                   google::protobuf::RepeatedPtrField<v1::Finding>& out);

constexpr int kMaxFindings = 1000;

// Fills message_zh and message_en from the code and the other fields. A code that this build does not know, as from a newer
// one, gets the code itself as its sentence.
void DescribeFinding(v1::Finding& finding);

}  // namespace heng
