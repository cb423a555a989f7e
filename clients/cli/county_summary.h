// SPDX-License-Identifier: Apache-2.0
//
// 汇总表: the table in which a finance bureau reports the self-evaluations of a year. Chinese by nature, as the form is.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/group_table.h"
#include "clients/cli/table.h"
#include "heng/v1/analysis_service.pb.h"

namespace heng::cli {

// What a row counts: with overall forms alone, departments; with project forms alone, projects.
enum class SummaryUnit { kDepartments, kProjects, kForms };

SummaryUnit SummaryUnitOf(const v1::ScoreFilter& filter);

// 武威市2024年度部门绩效自评结果汇总表. region: display name, may be empty.
std::string SummaryTitle(const std::string& region, int fiscal_year, SummaryUnit unit);

// One row a group, numbered from 1, and 合计 at the end. Amounts in 万元, exact: yuan with the point moved by 4 places. Names
// of regions are told without the name of the region that they lie in; its own forms are 本级.
Table SummaryTable(const v1::AggregateScoresResponse::Result& result, v1::ScoreDimension dimension,
                   const v1::ScoreStatistics& all, const std::vector<Grade>& grades,
                   const std::string& region, SummaryUnit unit);

// The title centred above the table in a box, with a line above 合计.
std::string SummaryPage(const std::string& title, const Table& table);

}  // namespace heng::cli
