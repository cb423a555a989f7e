// SPDX-License-Identifier: Apache-2.0
//
// The reference case as it should have been filed: reasons, evidence and measurable targets are given, and every claim is
// what follows from the form's own figures. Nothing can be said against it, so that tests can plant one error at a time.
#pragma once

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/finding.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::testing {

struct FindingsCase {
  v1::Scheme scheme;
  v1::Goals goals;
  v1::Evaluation evaluation;
};

FindingsCase ReferenceFindingsCase();  // as it was filed
FindingsCase CorrectedReference();

// Compiles, scores and raises. Weights are not enforced. Aborts if the form cannot be scored.
google::protobuf::RepeatedPtrField<v1::Finding> FindingsOf(const FindingsCase& form);

}  // namespace heng::testing
