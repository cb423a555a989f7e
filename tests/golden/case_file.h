// SPDX-License-Identifier: Apache-2.0
//
// A published self-evaluation table as it is kept in cases/: every number a string as printed, nothing where
// the cell is empty. cases/README.md is the schema.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace heng::golden {

using Cell = std::optional<std::string>;

struct BudgetRow {
  int no = 0;
  std::string label;
  Cell initial;
  Cell adjusted;
  Cell executed;
  Cell weight;
  Cell rate;
  Cell score;
  Cell reason;
  int level = 0;  // 0 the total, 1 and 2 what is nested in it
  bool counts_toward_total = false;
};

struct IndicatorRow {
  int no = 0;
  Cell level1;
  Cell level2;
  Cell level3;
  Cell weight;  // as printed, else as the transcriber inferred it
  Cell completion;
  Cell score;
  Cell reason;
  Cell unit;
  Cell printed_weight;
  Cell printed_target;  // with sign and unit, or in words
  Cell printed_actual;
  std::string kind;  // positive, reverse, equal, band_top, qualitative, text, date, unknown
  Cell target;       // the transcriber's reading, without sign and unit
  Cell actual;
};

// One number of the form, recomputed by the transcriber.
struct Check {
  std::string ref;  // "indicators[4].score"
  std::string rule;
  Cell printed;
  std::vector<std::string> matches;  // rounding modes that give the printed number
};

// What a reviewer objected to.
struct ExpectedFinding {
  std::string code;
  std::string
      ref;  // "budget_rows[3]", "indicators[10..16]", "indicators", "printed_total", "overall_goal", …
};

struct Case {
  std::string id;
  bool is_project = false;
  int fiscal_year = 0;
  std::string region_code;
  bool in_wan_yuan = false;
  std::string scheme_template;
  bool is_complete = false;  // the whole table was readable
  Cell expected_goal;        // 年度总体目标 and what came of it
  Cell achieved_goal;
  Cell execution_weight;
  std::vector<BudgetRow> budget_rows;
  std::vector<IndicatorRow> indicators;
  Cell printed_weight_total;
  Cell printed_total;
  Cell printed_grade;
  std::vector<std::string> printed_rules;
  std::vector<Check> checks;
  std::vector<ExpectedFinding> findings;
};

// Reads one file. INVALID_ARGUMENT names the file and what is wrong with it.
absl::StatusOr<Case> ReadCase(const std::string& path);

// The *.json files of a directory, in the order of their names.
absl::StatusOr<std::vector<std::string>> CaseFiles(const std::string& directory);

}  // namespace heng::golden
