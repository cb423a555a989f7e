// SPDX-License-Identifier: Apache-2.0
//
// Schemes with goals, compiled in both ways; whatever compiles scores any evaluation or refuses it, and no row earns less
// than nothing or more than its weight.
#include "base/decimal.h"
#include "heng/v1/goals.pb.h"
#include "scoring/form_score.h"
#include "tests/fuzz/known_trees.h"
#include "tests/fuzz/mutator.h"

namespace {

using heng::fuzz::Expect;

// A result that suits the rule of the row, as far as that can be said without its options.
heng::v1::IndicatorResult SuitableResult(const heng::v1::Scheme& scheme, const heng::v1::Indicator& row) {
  heng::v1::IndicatorResult result;
  result.set_code(row.code());
  switch (row.rule()) {
    case heng::v1::RULE_KIND_BAND:
      if (scheme.bands_size() > 0) result.set_band(scheme.bands(0).code());
      break;
    case heng::v1::RULE_KIND_BY_HAND:
      result.set_given_points("0");
      break;
    case heng::v1::RULE_KIND_DATE:
      *result.mutable_completed_date() = row.deadline();
      break;
    case heng::v1::RULE_KIND_EITHER_OR:
    case heng::v1::RULE_KIND_VETO:
      result.set_outcome(heng::v1::OUTCOME_REACHED);
      break;
    default:
      result.set_actual(row.target().empty() ? "7" : row.target());
  }
  return result;
}

heng::v1::Evaluation SuitableForm(const heng::v1::Scheme& scheme, const heng::v1::Goals& goals) {
  heng::v1::Evaluation form;
  heng::v1::BudgetLine& line = *form.mutable_budget()->add_lines();
  line.set_code(scheme.execution().line_code().empty() ? "total" : scheme.execution().line_code());
  line.set_kind(heng::v1::BUDGET_LINE_KIND_TOTAL);
  line.set_adjusted_yuan("300");
  line.set_executed_yuan("100");
  for (const heng::v1::Indicator& row : goals.indicators()) *form.add_results() = SuitableResult(scheme, row);
  return form;
}

heng::Decimal Number(const std::string& text) {
  const auto number = heng::Decimal::Parse(text, {.max_digits = 30, .max_places = 10});
  Expect(number.ok(), "numbers of a report are decimals");
  return *number;
}

void ScoreWith(const heng::Plan& plan, const heng::v1::Evaluation& form) {
  heng::FormScore score;
  if (!heng::ScoreForm(plan, form, "evaluation", score).ok()) return;
  const auto report = heng::MakeReport(plan, form, score, heng::v1::VIEW_FULL);
  Expect(report.ok(), "what was scored can be reported");
  for (const heng::v1::IndicatorScore& row : report->indicators()) {
    if (row.points().empty()) continue;
    Expect(!Number(row.points()).is_negative() && Number(row.points()) <= Number(row.weight_points()),
           "points lie between 0 and the weight");
  }
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  heng::v1::Scheme scheme;
  heng::v1::Goals goals;
  heng::v1::Evaluation form;
  return heng::fuzz::MutateInput(data, size, max_size, seed, {&scheme, &goals, &form});
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  heng::v1::Scheme scheme;
  heng::v1::Goals goals;
  heng::v1::Evaluation form;
  heng::fuzz::ParseParts(data, size, {&scheme, &goals, &form});
  for (const heng::WeightSums sums : {heng::WeightSums::kEnforced, heng::WeightSums::kIgnored}) {
    const auto plan = heng::CompilePlan(scheme, goals, sums);
    if (!plan.ok()) continue;
    ScoreWith(**plan, heng::v1::Evaluation());
    ScoreWith(**plan, SuitableForm(scheme, goals));
    ScoreWith(**plan, form);
  }
  return 0;
}
