// SPDX-License-Identifier: Apache-2.0
//
// What `heng rescore` prints: forms before and after, and what came of all of them.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/table.h"
#include "heng/v1/scoring_service.pb.h"

namespace heng::cli {

// The heading of forms, without rows.
Table RescoredTable();

// One form: totals, difference, grades, and in `note` why it cannot be scored or how many rows have no place.
std::vector<std::string> RescoredRow(const v1::RescoredEvaluation& result, Language language);

// Counts and sums, then grade changes, then the clauses that moved most points.
std::string SummaryText(const v1::RescoreSummary& summary, Language language);

}  // namespace heng::cli
