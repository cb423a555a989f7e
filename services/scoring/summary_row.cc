// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/summary_row.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "base/decimal.h"
#include "base/message_rules.h"
#include "base/ratio.h"
#include "base/status_macros.h"

namespace heng {
namespace {

using storage::v1::SummaryRow;

constexpr int64_t kNotGiven = -1;
constexpr int kPointsPlaces = 2;
constexpr int kWeightPlaces = 4;

int64_t UnitsOf(const Decimal& value, int places) {
  if (const absl::StatusOr<int64_t> units = value.ToUnits(places); units.ok()) return *units;
  // Only weights of classes under goals with ratios have more places than the row keeps.
  const absl::StatusOr<Decimal> rounded = Round(value, places, RoundingMode::kHalfUp);
  HENG_CHECK(rounded.ok());
  const absl::StatusOr<int64_t> units = rounded->ToUnits(places);
  HENG_CHECK(units.ok());
  return *units;
}

int64_t UnitsOf(const std::string& decimal, int places) { return UnitsOf(DecimalOf(decimal), places); }

int64_t FenOf(const std::string& yuan) { return yuan.empty() ? kNotGiven : UnitsOf(yuan, 2); }

// Index of the budget line whose amounts the row keeps; -1 if there is none.
int ScoredLine(const v1::Evaluation& evaluation) {
  for (int i = 0; i < evaluation.budget().lines_size(); ++i) {
    const v1::BudgetLine& line = evaluation.budget().lines(i);
    const bool scored = evaluation.score().has_execution()
                            ? line.code() == evaluation.score().execution().line_code()
                            : line.kind() == v1::BUDGET_LINE_KIND_TOTAL && !line.memo();
    if (scored) return i;
  }
  return -1;
}

void FillAmounts(const v1::Evaluation& scored, int line_index, SummaryRow& row) {
  const v1::BudgetLine& line =
      line_index < 0 ? v1::BudgetLine::default_instance() : scored.budget().lines(line_index);
  row.set_initial_fen(FenOf(line.initial_yuan()));
  row.set_adjusted_fen(FenOf(line.adjusted_yuan()));
  row.set_executed_fen(FenOf(line.executed_yuan()));
}

// What a row of the form counts for.
struct Earned {
  int64_t points_hundredths = 0;
  int64_t weight_tenthousandths = 0;
};

// The indicators in the order of the plan, then the scored budget line if there is one.
struct EarningRows {
  std::vector<Earned> rows;
  std::vector<v1::ScoreClause> clauses;
};

EarningRows EarningRowsOf(const v1::ScoreReport& report, const Plan& plan) {
  EarningRows result;
  result.rows.reserve(report.indicators_size() + 1);
  result.clauses.reserve(report.indicators_size() + 1);
  for (int i = 0; i < report.indicators_size(); ++i) {
    const v1::IndicatorScore& score = report.indicators(i);
    Earned row{.points_hundredths = UnitsOf(score.points(), kPointsPlaces)};
    const std::optional<Decimal>& weight = plan.rows[i].weight_points;
    if (weight.has_value() && score.clause() != v1::SCORE_CLAUSE_NOT_APPLICABLE) {
      row.weight_tenthousandths = UnitsOf(*weight, kWeightPlaces);
    }
    result.rows.push_back(row);
    result.clauses.push_back(score.clause());
  }
  if (report.has_execution()) {
    const v1::BudgetLineScore& execution = report.execution();
    result.rows.push_back(
        {UnitsOf(execution.points(), kPointsPlaces), UnitsOf(execution.weight_points(), kWeightPlaces)});
    result.clauses.push_back(execution.clause());
  }
  return result;
}

// The weight that applies, for each class.
std::vector<Decimal> ApplyingWeights(const v1::ScoreReport& report, const Plan& plan) {
  std::vector<Decimal> weights;
  weights.reserve(plan.classes.size());
  for (const Plan::Class& of_class : plan.classes) weights.push_back(DecimalOf(of_class.weight_text));
  for (int i = 0; i < report.indicators_size(); ++i) {
    if (report.indicators(i).clause() != v1::SCORE_CLAUSE_NOT_APPLICABLE) continue;
    const absl::StatusOr<Decimal> weight = WeightInTotal(plan, plan.rows[i]);
    HENG_CHECK(weight.ok());  // the plan was compiled with the same sums
    for (int c = plan.rows[i].class_index; c >= 0; c = plan.classes[c].parent) {
      const absl::StatusOr<Decimal> rest = Subtract(weights[c], *weight);
      HENG_CHECK(rest.ok());
      weights[c] = *rest;
    }
  }
  return weights;
}

int LevelOf(const Plan& plan, int class_index) {
  int level = 0;
  for (int c = class_index; c >= 0; c = plan.classes[c].parent) ++level;
  return level;
}

void FillClasses(const v1::ScoreReport& report, const Plan& plan, SummaryRow& row) {
  const std::vector<Decimal> weights = ApplyingWeights(report, plan);
  row.mutable_classes()->Reserve(report.classes_size());
  for (int i = 0; i < report.classes_size(); ++i) {
    SummaryRow::ClassPoints& points = *row.add_classes();
    points.set_class_code(plan.classes[i].code);
    points.set_points_hundredths(UnitsOf(report.classes(i).points(), kPointsPlaces));
    points.set_weight_tenthousandths(UnitsOf(weights[i], kWeightPlaces));
    points.set_level(LevelOf(plan, i));
    points.set_display_name(plan.scheme->classes(i).display_name());
  }
}

// For SummaryRow::ClausePoints and FindingCount.
template <typename Part>
void AddTo(const Earned& row, Part& part) {
  part.set_row_count(part.row_count() + 1);
  part.set_points_hundredths(part.points_hundredths() + row.points_hundredths);
  part.set_weight_tenthousandths(part.weight_tenthousandths() + row.weight_tenthousandths);
}

void FillClauses(const EarningRows& earning, SummaryRow& row) {
  std::array<SummaryRow::ClausePoints, v1::ScoreClause_ARRAYSIZE> by_clause;
  for (size_t i = 0; i < earning.rows.size(); ++i) AddTo(earning.rows[i], by_clause[earning.clauses[i]]);
  for (size_t clause = 0; clause < by_clause.size(); ++clause) {
    if (by_clause[clause].row_count() == 0) continue;
    by_clause[clause].set_clause(static_cast<int>(clause));
    *row.add_clauses() = by_clause[clause];
  }
}

// The index in `results[4].actual`, for the list `results`; nothing if the path leads elsewhere.
std::optional<int> IndexIn(absl::string_view list, absl::string_view path) {
  int index = 0;
  if (!absl::ConsumePrefix(&path, list) || !absl::ConsumePrefix(&path, "[")) return std::nullopt;
  const size_t end = path.find(']');
  if (end == absl::string_view::npos || !absl::SimpleAtoi(path.substr(0, end), &index)) return std::nullopt;
  return index;
}

constexpr int kNoRow = -1;

// The row in EarningRows that a finding points to, or kNoRow.
int RowOf(const v1::Finding& finding, const v1::Evaluation& scored, const Plan& plan, int scored_line) {
  if (const std::optional<int> result = IndexIn("results", finding.ref()); result.has_value()) {
    if (*result < 0 || *result >= scored.results_size()) return kNoRow;
    return plan.FindRow(scored.results(*result).code(), *result);
  }
  const std::optional<int> line = IndexIn("budget.lines", finding.ref());
  const bool is_scored = line.has_value() && *line == scored_line && scored.score().has_execution();
  return is_scored ? static_cast<int>(plan.rows.size()) : kNoRow;
}

void FillFindings(const v1::Evaluation& scored, const Plan& plan, int scored_line, const EarningRows& earning,
                  SummaryRow& row) {
  std::map<absl::string_view, absl::InlinedVector<int, 8>> rows_of_code;
  for (const v1::Finding& finding : scored.findings()) {
    rows_of_code[finding.code()].push_back(RowOf(finding, scored, plan, scored_line));
  }
  row.mutable_findings()->Reserve(static_cast<int>(rows_of_code.size()));
  for (auto& [code, rows] : rows_of_code) {
    SummaryRow::FindingCount& count = *row.add_findings();
    count.set_code(std::string(code));
    count.set_finding_count(static_cast<int>(rows.size()));
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int pointed : rows) {
      if (pointed != kNoRow) AddTo(earning.rows[pointed], count);
    }
  }
}

}  // namespace

SummaryRow SummaryOf(const v1::Evaluation& scored, const Plan& plan) {
  const v1::ScoreReport& report = scored.score();
  SummaryRow row;
  row.set_fiscal_year(scored.fiscal_year());
  row.set_kind(scored.kind());
  row.set_state(scored.state());
  row.set_department_category(scored.department().category());
  row.set_department_display_name(scored.department().display_name());
  row.set_scheme(scored.scheme());
  row.set_grade_code(report.grade_code());
  row.set_grade(report.grade());
  row.set_total_hundredths(UnitsOf(report.total_points(), kPointsPlaces));
  const int scored_line = ScoredLine(scored);
  FillAmounts(scored, scored_line, row);
  FillClasses(report, plan, row);
  const EarningRows earning = EarningRowsOf(report, plan);
  FillClauses(earning, row);
  FillFindings(scored, plan, scored_line, earning, row);
  if (report.has_execution()) {
    row.set_execution_points_hundredths(earning.rows.back().points_hundredths);
    row.set_execution_weight_tenthousandths(earning.rows.back().weight_tenthousandths);
  }
  return row;
}

}  // namespace heng
