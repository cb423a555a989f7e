// SPDX-License-Identifier: Apache-2.0
//
// An evaluation with the words that stand in its scheme and goals.
#pragma once

#include "absl/status/statusor.h"
#include "clients/cli/command_tree.h"
#include "clients/cli/table.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"

namespace heng::cli {

struct EvaluationView {
  v1::Evaluation evaluation;
  v1::Scheme scheme;
  v1::Goals goals;
};

// Fetches the scheme and the goals that the evaluation pins.
absl::StatusOr<EvaluationView> ViewOf(const client::Client& client, const v1::Evaluation& evaluation);

// One row for the execution, one for each indicator, one for the total.
Table PointsTable(const EvaluationView& view);

// JSON: the evaluation. CSV: PointsTable. Table: the official form, and the findings below it, by code or each. Returns the
// exit code.
int PrintEvaluation(const Context& context, const v1::Evaluation& evaluation, bool all_findings);

// Adds --all-findings to a command that prints findings.
void AddAllFindingsFlag(CLI::App& app, Language language, bool& all_findings);

}  // namespace heng::cli
