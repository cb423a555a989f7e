// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/form_generator.h"

#include <algorithm>

#include "tests/differential/number_text.h"
#include "tests/differential/tables.h"

namespace heng::differential {
namespace {

constexpr int kMicroPlaces = 6;
constexpr int64_t kMaxValue = 999'999'999'999'999'999;

// A decimal of at most 6 places in millionths.
int64_t Micros(const std::string& text) {
  const mpq_class micros = Rational(text) * 1000000;
  return micros.get_num().get_si();
}

// w·share at 2 places, half up: an end of a band. An end of 1 is w itself.
mpq_class BandEnd(const mpq_class& weight, const std::string& share) {
  const mpq_class part = Rational(share);
  return part == 1 ? weight : Rounded(weight * part, Places{});
}

class FormGenerator {
 public:
  FormGenerator(const Tree& tree, const Oracle& oracle, Random& random)
      : tree_(tree), oracle_(oracle), random_(random) {}

  v1::Evaluation Generate() {
    form_.set_name("regions/620602/departments/1/evaluations/2024-overall");
    FillBudget();
    for (int i = 0; i < tree_.goals.indicators_size(); ++i) FillResult(i, *form_.add_results());
    if (!some_row_applies_) ReportFirstEarningRow();
    if (random_.OneIn(2)) random_.Shuffle(*form_.mutable_results());
    return std::move(form_);
  }

 private:
  std::string Amount(int64_t fen) { return random_.OneIn(2) ? NumberText(fen, 2) : ShortNumberText(fen, 2); }

  void FillBudget() {
    const int count = 1 + random_.Below(4);
    for (int i = 0; i < count; ++i) {
      v1::BudgetLine& line = *form_.mutable_budget()->add_lines();
      line.set_code("line-" + std::to_string(i + 1));
      line.set_label("资金");
      line.set_kind(i == 0 ? v1::BUDGET_LINE_KIND_TOTAL : v1::BUDGET_LINE_KIND_PROJECT);
      if (i > 0 && random_.OneIn(6)) {  // the total again, under another split
        line.set_kind(v1::BUDGET_LINE_KIND_TOTAL);
        line.set_memo(true);
      }
      FillAmounts(line);
    }
    if (random_.OneIn(2)) random_.Shuffle(*form_.mutable_budget()->mutable_lines());
  }

  void FillAmounts(v1::BudgetLine& line) {
    int64_t adjusted = random_.Between(1, 1000000000);
    if (random_.OneIn(8)) adjusted = 0;
    if (random_.OneIn(8)) adjusted = random_.Between(1, 99'999'999'999'999'999);
    int64_t executed = adjusted;
    switch (random_.Below(8)) {
      case 0:
        break;
      case 1:
        executed = 0;
        break;
      case 2:
        executed = adjusted + random_.Between(1, 100);
        break;
      case 3:  // on the end of a cap
        if (tree_.scheme.execution_caps_size() > 0) {
          const int cap = random_.Below(tree_.scheme.execution_caps_size());
          const int64_t thousandths = Micros(tree_.scheme.execution_caps(cap).upper_percent()) / 100000;
          const int64_t unit = random_.Between(1, 1000000);
          adjusted = unit * 1000;
          executed = unit * thousandths;
          executed += random_.Between(-1, 1);
          executed = std::max<int64_t>(executed, 0);
        }
        break;
      default:
        executed = random_.Between(0, adjusted);
    }
    executed = std::min<int64_t>(executed, 99'999'999'999'999'999);
    if (!random_.OneIn(20)) line.set_adjusted_yuan(Amount(adjusted));
    if (!random_.OneIn(20)) line.set_executed_yuan(Amount(executed));
  }

  void FillResult(int index, v1::IndicatorResult& result) {
    const v1::Indicator& indicator = tree_.goals.indicators(index);
    const bool earns =
        indicator.rule() != v1::RULE_KIND_INFORMATION && indicator.rule() != v1::RULE_KIND_VETO;
    const bool missing = tree_.scheme.missing_policy() != v1::MISSING_POLICY_REFUSE && random_.OneIn(20);
    const bool weightless = earns && !oracle_.row(index).weight.has_value();
    result.set_code(indicator.code());
    if (tree_.scheme.not_applicable_policy() == v1::NOT_APPLICABLE_POLICY_RESCALE && !weightless &&
        indicator.rule() != v1::RULE_KIND_VETO && random_.OneIn(12)) {
      result.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
      return;
    }
    some_row_applies_ = some_row_applies_ || earns;
    // A veto falls whatever the evidence, so there a status is refused.
    const bool without_evidence = random_.OneIn(25) && indicator.rule() != v1::RULE_KIND_VETO;
    if (without_evidence) result.set_status(v1::RESULT_STATUS_NO_EVIDENCE);
    if (!missing || indicator.rule() == v1::RULE_KIND_BY_HAND) FillValue(indicator, result);
    FillPersonsPart(index, result);
  }

  void ReportFirstEarningRow() {
    for (int i = 0; i < tree_.goals.indicators_size(); ++i) {
      const v1::RuleKind rule = tree_.goals.indicators(i).rule();
      if (rule == v1::RULE_KIND_INFORMATION || rule == v1::RULE_KIND_VETO) continue;
      form_.mutable_results(i)->clear_status();
      FillValue(tree_.goals.indicators(i), *form_.mutable_results(i));
      FillPersonsPart(i, *form_.mutable_results(i));
      return;
    }
  }

  void FillValue(const v1::Indicator& indicator, v1::IndicatorResult& result) {
    switch (indicator.rule()) {
      case v1::RULE_KIND_BAND:
        result.set_band(tree_.scheme.bands(random_.Below(tree_.scheme.bands_size())).code());
        break;
      case v1::RULE_KIND_BY_HAND:
        break;
      case v1::RULE_KIND_DATE:
        *result.mutable_completed_date() = DateNear(indicator.deadline(), random_);
        break;
      case v1::RULE_KIND_EITHER_OR:
      case v1::RULE_KIND_VETO:
        result.set_outcome(random_.OneIn(2) ? v1::OUTCOME_REACHED : v1::OUTCOME_NOT_REACHED);
        result.set_reason("原因");
        break;
      default:
        result.set_actual(RandomActual(tree_.scheme, indicator, random_));
    }
  }

  // What people add: points where they must or may, and deductions.
  void FillPersonsPart(int index, v1::IndicatorResult& result) {
    const v1::RuleKind rule = tree_.goals.indicators(index).rule();
    const bool earns = rule != v1::RULE_KIND_INFORMATION && rule != v1::RULE_KIND_VETO;
    const bool may_deduct =
        earns && tree_.scheme.extra_deduction_policy() == v1::EXTRA_DEDUCTION_POLICY_ALLOW;
    const mpq_class weight = oracle_.row(index).weight.value_or(mpq_class(10));
    if (may_deduct && random_.OneIn(6)) {
      const mpq_class most = weight * 12500;  // a quarter more than the row can have
      result.set_deducted_points(NumberText(random_.Between(1, static_cast<int64_t>(most.get_d())), 4));
      result.set_deduction_reason("核减");
    }
    const Oracle::Given given = oracle_.GivenPoints(index, result);
    if (given == Oracle::Given::kRefused) return;
    if (given == Oracle::Given::kAllowed && random_.OneIn(2)) return;
    mpq_class lower = 0;
    mpq_class upper = weight;
    if (rule == v1::RULE_KIND_BAND && oracle_.row(index).weight.has_value()) {
      for (const v1::Band& band : tree_.scheme.bands()) {
        if (band.code() != result.band()) continue;
        const mpq_class unit(1, 10000);
        lower = BandEnd(weight, band.lower_share()) + (band.lower_inclusive() ? mpq_class(0) : unit);
        upper = BandEnd(weight, band.upper_share()) - (band.upper_inclusive() ? mpq_class(0) : unit);
        upper = std::min(upper, weight);
        if (!result.deducted_points().empty()) lower = 0;
      }
    }
    if (lower > upper) return;
    const int64_t low = mpq_class(lower * 10000).get_num().get_si();
    const int64_t high = mpq_class(upper * 10000).get_num().get_si();
    int64_t points = random_.Between(low, high);
    if (random_.OneIn(4)) points = low;
    if (random_.OneIn(4)) points = high;
    result.set_given_points(random_.OneIn(2) ? NumberText(points, 4) : ShortNumberText(points, 4));
  }

  const Tree& tree_;
  const Oracle& oracle_;
  Random& random_;
  v1::Evaluation form_;
  bool some_row_applies_ = false;
};

// A place where the rule of the row changes, in millionths: its target, a threshold, the end of a bracket, a step.
int64_t Edge(const v1::Scheme& scheme, const v1::Indicator& indicator, Random& random) {
  const int64_t target = Micros(indicator.target());
  switch (indicator.rule()) {
    case v1::RULE_KIND_BRACKETS: {
      for (const v1::BracketTable& table : scheme.bracket_tables()) {
        if (table.code() != indicator.bracket_table_code()) continue;
        return Micros(table.brackets(random.Below(table.brackets_size() - 1)).upper());
      }
      return 0;
    }
    case v1::RULE_KIND_STEP_DEDUCTION: {
      for (const v1::StepDeduction& rule : scheme.step_deductions()) {
        if (rule.code() != indicator.step_deduction_code()) continue;
        return target + random.Between(-3, 3) * Micros(rule.step());
      }
      return 0;
    }
    case v1::RULE_KIND_RANGE:
      return random.OneIn(2) ? target : Micros(indicator.target_upper());
    case v1::RULE_KIND_AT_MOST:
      return random.OneIn(3) ? target * 2 : target;
    default: {
      const auto& thresholds = scheme.rule_options().over_completion();
      if (thresholds.empty() || random.OneIn(2) || target > kMaxValue / 10000) return target;
      const int64_t percent =
          Micros(thresholds[random.Below(thresholds.size())].completion_percent()) / 100000;
      return target / 1000 * percent + target % 1000 * percent / 1000;
    }
  }
}

}  // namespace

std::string RandomActual(const v1::Scheme& scheme, const v1::Indicator& indicator, Random& random) {
  int64_t micros = Edge(scheme, indicator, random);
  switch (random.Below(10)) {
    case 0:
    case 1:
    case 2:
      break;
    case 3:
      micros += random.Between(-1, 1);
      break;
    case 4:
      micros += random.Between(-100, 100) * 10000;
      break;
    case 5:
      micros = 0;
      break;
    case 6:
      micros = random.Between(-200'000'000, 200'000'000);
      break;
    case 7:
      micros = micros / 1000 * random.Between(0, 4000);
      break;
    default:
      micros = micros / 100 * random.Between(0, 130);
  }
  micros = std::clamp<int64_t>(micros, -kMaxValue, kMaxValue);
  return random.OneIn(3) ? NumberText(micros, kMicroPlaces) : ShortNumberText(micros, kMicroPlaces);
}

v1::Evaluation RandomForm(const Tree& tree, const Oracle& oracle, Random& random) {
  return FormGenerator(tree, oracle, random).Generate();
}

}  // namespace heng::differential
