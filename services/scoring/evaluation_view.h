// SPDX-License-Identifier: Apache-2.0
//
// Terse and full views of evaluations and scores.
#pragma once

#include "heng/storage/v1/records.pb.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/score.pb.h"

namespace heng {

// Points by code, total, grade; without completion, clauses, classes and budget lines.
v1::ScoreReport TerseScore(const v1::ScoreReport& full);

// Name, year, kind, state, revision, etag, times, terse score and findings.
v1::Evaluation TerseEvaluation(const v1::Evaluation& full);

// The stored evaluation, with the sentences of its findings.
v1::Evaluation FullEvaluation(v1::Evaluation stored);

// What a reply shows of findings as they are raised and stored: in full with their sentences, else code, severity, ref
// and the two values.
void ShowFindings(v1::View view, google::protobuf::RepeatedPtrField<v1::Finding>& findings);

// The same from a summary row; its score has total and grade only.
v1::Evaluation EvaluationOf(const storage::v1::SummaryRow& row);

}  // namespace heng
