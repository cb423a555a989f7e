// SPDX-License-Identifier: Apache-2.0
//
// Statistics of groups as tables: for people, and flat for spreadsheets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clients/cli/distribution_bar.h"
#include "clients/cli/group_keys.h"
#include "clients/cli/table.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

struct Grade {
  std::string code;
  std::string name;  // as printed: 优
};

// The grades of a result that is grouped by grade, those with the higher mean total first.
std::vector<Grade> GradesBestFirst(const v1::AggregateScoresResponse::Result& by_grade);

// Evaluations with this grade; 0 if nobody has it.
int64_t CountOf(const v1::ScoreStatistics& statistics, const Grade& grade);

// What the columns behind the keys are, the same for every table of an answer.
struct StatisticsColumns {
  std::vector<std::string> percentiles;  // as they were asked for
  std::vector<Grade> grades;
  bool with_amounts = false;             // sums of budgets and spending, which are wide; CSV has them always
  std::optional<DistributionAxis> axis;  // bars in the last column, for terminals
};

// One row a group, and everything in the last one. `all` may be null: then there is no such row.
Table GroupTable(const v1::AggregateScoresResponse::Result& result, const Dimensions& dimensions,
                 const StatisticsColumns& columns, const v1::ScoreStatistics* all, Language language);

// One row a group of all results, numbers as the service sent them, columns for every dimension that any of the groupings
// has. More than one grouping: a first column says which. Sums over everything are left out, so that a column can be
// added up.
Table FlatGroupTable(const v1::AggregateScoresResponse& response,
                     const std::vector<v1::ScoreGrouping>& groupings, const StatisticsColumns& columns);

}  // namespace heng::cli
