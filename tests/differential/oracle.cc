// SPDX-License-Identifier: Apache-2.0
#include "tests/differential/oracle.h"

#include <algorithm>
#include <set>

namespace heng::differential {
namespace {

template <typename List>
auto FindCode(const List& list, const std::string& code) -> decltype(&*list.begin()) {
  for (const auto& entry : list) {
    if (entry.code() == code) return &entry;
  }
  return nullptr;
}

bool Earns(v1::RuleKind kind) { return kind != v1::RULE_KIND_INFORMATION && kind != v1::RULE_KIND_VETO; }

bool IsMissing(v1::RuleKind kind, const v1::IndicatorResult& result) {
  switch (kind) {
    case v1::RULE_KIND_BAND:
      return result.band().empty();
    case v1::RULE_KIND_BY_HAND:
      return false;
    case v1::RULE_KIND_DATE:
      return !result.has_completed_date();
    case v1::RULE_KIND_EITHER_OR:
    case v1::RULE_KIND_VETO:
      return result.outcome() == v1::OUTCOME_UNSPECIFIED;
    default:
      return result.actual().empty();
  }
}

// Points with `places`, but never above the weight.
mpq_class RoundedWithin(const mpq_class& points, const Places& places, const mpq_class& weight) {
  const mpq_class rounded = Rounded(points, places);
  if (rounded <= weight) return rounded;
  Places down = places;
  down.mode = v1::ROUNDING_MODE_TRUNCATE;
  return Rounded(points, down);
}

mpq_class Less(const mpq_class& points, const mpq_class& deduction) {
  return points > deduction ? mpq_class(points - deduction) : mpq_class(0);
}

// A line that repeats the total under another split is not the total.
bool IsScored(const v1::ExecutionRule& rule, const v1::BudgetLine& line) {
  if (!rule.line_code().empty()) return line.code() == rule.line_code();
  return line.kind() == v1::BUDGET_LINE_KIND_TOTAL && !line.memo();
}

void AddDeduction(v1::DeductionKind kind, const mpq_class& points, v1::IndicatorScore& row) {
  v1::PointsDeduction& deduction = *row.add_deductions();
  deduction.set_kind(kind);
  deduction.set_points(ShortestText(points));
}

}  // namespace

// What a row adds to sums.
struct Oracle::Part {
  bool counts = false;   // earns points and applies
  bool unknown = false;  // has no weight
  mpq_class points;      // rounded, or exact where the sum is rounded once
};

struct Oracle::Form {
  v1::ScoreReport report;
  std::vector<Part> parts;
  mpq_class execution;
  std::optional<mpq_class> rate;  // exact, in percent, where the scored line has one
  bool veto = false;
};

Oracle::Oracle(const v1::Scheme& scheme, const v1::Goals& goals, Mistake mistake)
    : scheme_(scheme), goals_(goals), mistake_(mistake) {
  for (const v1::IndicatorClass& c : scheme.classes()) classes_[c.code()] = &c;
  for (const v1::Indicator& indicator : goals.indicators()) {
    RowRule& row = rows_.emplace_back();
    row.indicator = &indicator;
    if (!indicator.weight_points().empty()) row.weight = Rational(indicator.weight_points());
    row.step_deduction = FindCode(scheme.step_deductions(), indicator.step_deduction_code());
    row.bracket_table = FindCode(scheme.bracket_tables(), indicator.bracket_table_code());
  }
  ResolveOptions();
  SplitEvenly();
}

// The class's own, else the nearest above that says something, else the scheme's, else the default.
void Oracle::ResolveOptions() {
  for (RowRule& row : rows_) {
    std::vector<const v1::RuleOptions*> sources;
    for (std::string code = row.indicator->class_code(); !code.empty();
         code = classes_.at(code)->parent_code()) {
      sources.push_back(&classes_.at(code)->rule_options());
    }
    sources.push_back(&scheme_.rule_options());
    for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
      if ((*source)->at_most() != 0) row.at_most = (*source)->at_most();
      if ((*source)->equal() != 0) row.equal = (*source)->equal();
      if ((*source)->range() != 0) row.range = (*source)->range();
      if ((*source)->date() != 0) row.date = (*source)->date();
      if ((*source)->over_completion_size() > 0) row.over_completion = &(*source)->over_completion();
    }
  }
}

void Oracle::SplitEvenly() {
  for (const v1::IndicatorClass& c : scheme_.classes()) {
    if (!c.has_even_split()) continue;
    std::map<std::string, std::vector<RowRule*>> by_goal;
    for (RowRule& row : rows_) {
      if (row.indicator->class_code() != c.code() || !Earns(row.indicator->rule())) continue;
      const bool ratios = scheme_.goal_policy() == v1::GOAL_POLICY_RATIOS;
      by_goal[ratios ? row.indicator->goal_code() : ""].push_back(&row);
    }
    for (auto& [goal, rows] : by_goal) {
      const mpq_class whole = Rational(c.weight_points());
      const mpq_class share = Rounded(whole / static_cast<long>(rows.size()), Resolved(c.even_split()));
      RowRule* remainder = rows.back();
      for (RowRule* row : rows) {
        row->weight = share;
        if (row->indicator->takes_remainder()) remainder = row;
      }
      if (mistake_ == Mistake::kRemainderRow) remainder = rows.front();
      remainder->weight = whole - share * static_cast<long>(rows.size() - 1);
    }
  }
}

Places Oracle::Resolved(const v1::RoundingRule& rule) const {
  Places places = PlacesOf(rule);
  if (mistake_ == Mistake::kRoundingMode && places.mode == v1::ROUNDING_MODE_HALF_UP)
    places.mode = v1::ROUNDING_MODE_HALF_EVEN;
  return places;
}

Places Oracle::PointsPlaces(v1::RuleKind kind) const {
  for (const v1::RuleKindRounding& special : scheme_.rounding().indicator_points_by_rule()) {
    if (special.rule() == kind) return Resolved(special.rounding());
  }
  return scheme_.rounding().has_indicator_points() ? Resolved(scheme_.rounding().indicator_points())
                                                   : Places{};
}

// The part of the total, in percent, that the row's goal has.
mpq_class Oracle::Percentage(int row) const {
  if (scheme_.goal_policy() != v1::GOAL_POLICY_RATIOS) return 100;
  return Rational(FindCode(goals_.overall_goals(), goals_.indicators(row).goal_code())->ratio_percent());
}

RuleResult Oracle::RowResult(int index, const v1::IndicatorResult& result) const {
  const RowRule& row = rows_[static_cast<size_t>(index)];
  const v1::RuleKind kind = row.indicator->rule();
  if (result.status() == v1::RESULT_STATUS_NOT_APPLICABLE) return {.clause = v1::SCORE_CLAUSE_NOT_APPLICABLE};
  if (kind == v1::RULE_KIND_INFORMATION) return {.clause = v1::SCORE_CLAUSE_INFORMATION};
  if (result.status() == v1::RESULT_STATUS_NO_EVIDENCE) return {.clause = v1::SCORE_CLAUSE_NO_EVIDENCE};
  if (IsMissing(kind, result)) return {.clause = v1::SCORE_CLAUSE_MISSING};
  if (kind == v1::RULE_KIND_VETO) {
    const bool falls = result.outcome() == v1::OUTCOME_NOT_REACHED;
    return {.clause = falls ? v1::SCORE_CLAUSE_VETO : v1::SCORE_CLAUSE_NO_VETO};
  }
  return ApplyRule(row, scheme_, result, mistake_);
}

Oracle::Given Oracle::GivenPoints(int index, const v1::IndicatorResult& result) const {
  const RuleResult rule = RowResult(index, result);
  if (rule.needs_person) return Given::kRequired;
  if (rule.clause == v1::SCORE_CLAUSE_BAND_SHARE) return Given::kAllowed;
  const bool review = rule.completion.has_value() &&
                      Reached(row(index), v1::OVER_COMPLETION_EFFECT_REVIEW, *rule.completion) != nullptr;
  return review ? Given::kAllowed : Given::kRefused;
}

void Oracle::ScoreRow(int index, const v1::IndicatorResult& result, Form& form) const {
  const RowRule& row = rows_[static_cast<size_t>(index)];
  const v1::RuleKind kind = row.indicator->rule();
  v1::IndicatorScore& score = *form.report.mutable_indicators(index);
  Part& part = form.parts[static_cast<size_t>(index)];
  RuleResult rule = RowResult(index, result);
  const bool by_person = !result.given_points().empty();
  if (by_person) {
    rule.points = Rational(result.given_points());
    rule.clause = kind == v1::RULE_KIND_BAND ? v1::SCORE_CLAUSE_BAND_POINTS : v1::SCORE_CLAUSE_BY_HAND;
  }
  score.set_code(row.indicator->code());
  score.set_clause(rule.clause);
  form.veto = form.veto || rule.clause == v1::SCORE_CLAUSE_VETO;
  if (rule.completion.has_value()) {
    const v1::Rounding& rounding = scheme_.rounding();
    const Places places = rounding.has_completion() ? Resolved(rounding.completion()) : Places{};
    score.set_completion_percent(FixedText(Rounded(*rule.completion, places), places.places));
  }
  if (!Earns(kind)) return;
  part.counts = rule.clause != v1::SCORE_CLAUSE_NOT_APPLICABLE;
  part.unknown = !row.weight.has_value();
  if (part.unknown) return;
  score.set_weight_points(ShortestText(*row.weight));
  if (!part.counts) return;

  mpq_class points = rule.points;
  if (!by_person && rule.completion.has_value()) {
    const auto* threshold = Reached(row, v1::OVER_COMPLETION_EFFECT_DEDUCT, *rule.completion);
    if (threshold != nullptr) {
      const mpq_class lost = threshold->deducted_share().empty()
                                 ? Rational(threshold->deducted_points())
                                 : mpq_class(Rational(threshold->deducted_share()) * *row.weight);
      AddDeduction(v1::DEDUCTION_KIND_OVER_COMPLETION, lost, score);
      points = Less(points, lost);
    }
  }
  if (!result.deducted_points().empty()) {
    AddDeduction(v1::DEDUCTION_KIND_EXTRA, Rational(result.deducted_points()), score);
    points = Less(points, Rational(result.deducted_points()));
  }
  const Places places = PointsPlaces(kind);
  const mpq_class rounded = RoundedWithin(points, places, *row.weight);
  score.set_exact_points(FractionText(points));
  score.set_points(FixedText(rounded, places.places));
  part.points = places.sum_once ? points : rounded;
}

void Oracle::ScoreLines(const v1::Budget& budget, Form& form) const {
  const v1::ExecutionRule& rule = scheme_.execution();
  const v1::Rounding& rounding = scheme_.rounding();
  const Places rate_places = rounding.has_execution_rate() ? Resolved(rounding.execution_rate()) : Places{};
  const Places places = rounding.has_execution_points() ? Resolved(rounding.execution_points()) : Places{};
  const mpq_class weight = Rational(rule.weight_points());
  for (const v1::BudgetLine& line : budget.lines()) {
    const bool scored = scheme_.has_execution() && IsScored(rule, line);
    v1::BudgetLineScore& out = *form.report.add_budget_lines();
    out.set_line_code(line.code());
    if (scheme_.has_execution()) out.set_weight_points(ShortestText(weight));
    mpq_class rate;
    mpq_class points;
    const bool missing = line.adjusted_yuan().empty() || line.executed_yuan().empty();
    const mpq_class a = Rational(line.adjusted_yuan());
    const mpq_class b = Rational(line.executed_yuan());
    if (missing) {
      out.set_clause(v1::SCORE_CLAUSE_EXECUTION_MISSING);
      if (scored) form.rate = 0;
    } else if (a == 0) {
      out.set_clause(v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET);
    } else {
      out.set_clause(b > a ? v1::SCORE_CLAUSE_EXECUTION_CAPPED : v1::SCORE_CLAUSE_EXECUTION_RATIO);
      rate = b * 100 / a;
      points = b > a ? weight : mpq_class(weight * b / a);
      if (scored) form.rate = rate;
    }
    if (missing && !scored) continue;
    const mpq_class rounded = RoundedWithin(points, places, weight);
    out.set_rate_percent(FixedText(Rounded(rate, rate_places), rate_places.places));
    if (scheme_.has_execution()) out.set_points(FixedText(rounded, places.places));
    if (!scored) continue;
    form.execution = places.sum_once ? points : rounded;
    *form.report.mutable_execution() = out;
    if (form.rate.has_value() && mistake_ == Mistake::kCapOnRounded) form.rate = Rounded(rate, rate_places);
  }
}

// Under ratios a row counts by its goal's part.
void Oracle::FillClasses(Form& form) const {
  const Places places = scheme_.rounding().has_total() ? Resolved(scheme_.rounding().total()) : Places{};
  for (const v1::IndicatorClass& c : scheme_.classes()) {
    mpq_class points;
    mpq_class weight;
    bool unknown = false;
    for (int i = 0; i < goals_.indicators_size(); ++i) {
      std::string code = goals_.indicators(i).class_code();
      while (!code.empty() && code != c.code()) code = classes_.at(code)->parent_code();
      if (code.empty()) continue;
      const Part& part = form.parts[static_cast<size_t>(i)];
      const mpq_class share = Percentage(i) / 100;
      weight += row(i).weight.value_or(mpq_class(0)) * share;
      if (!part.counts) continue;
      points += part.points * share;
      unknown = unknown || part.unknown;
    }
    v1::ClassScore& out = *form.report.add_classes();
    out.set_class_code(c.code());
    out.set_weight_points(ShortestText(weight));
    if (!unknown) out.set_points(FixedText(Rounded(points, places), places.places));
  }
}

// What goals, or without ratios rows, add to the total.
mpq_class Oracle::SumOfGoals(Form& form) const {
  mpq_class sum;
  if (scheme_.goal_policy() != v1::GOAL_POLICY_RATIOS) {
    for (const Part& part : form.parts) sum += part.points;
    return sum;
  }
  const v1::Rounding& rounding = scheme_.rounding();
  const Places total_places = rounding.has_total() ? Resolved(rounding.total()) : Places{};
  const Places places = rounding.has_goal_points() ? Resolved(rounding.goal_points()) : Places{};
  for (const v1::OverallGoal& goal : goals_.overall_goals()) {
    mpq_class points;
    bool unknown = false;
    for (int i = 0; i < goals_.indicators_size(); ++i) {
      if (goals_.indicators(i).goal_code() != goal.code()) continue;
      const Part& part = form.parts[static_cast<size_t>(i)];
      points += part.points;
      unknown = unknown || (part.counts && part.unknown);
    }
    const mpq_class weighted = points * Rational(goal.ratio_percent()) / 100;
    const mpq_class rounded = Rounded(weighted, places);
    sum += places.sum_once ? weighted : rounded;
    v1::GoalScore& out = *form.report.add_goal_scores();
    out.set_goal_code(goal.code());
    out.set_ratio_percent(ShortestText(Rational(goal.ratio_percent())));
    if (unknown) continue;
    out.set_points(FixedText(Rounded(points, total_places), total_places.places));
    out.set_weighted_points(FixedText(rounded, places.places));
  }
  return sum;
}

void Oracle::FillWeights(Form& form) const {
  mpq_class all = Rational(scheme_.execution().weight_points());
  mpq_class applicable = all;
  for (int i = 0; i < goals_.indicators_size(); ++i) {
    const mpq_class weight = row(i).weight.value_or(mpq_class(0)) * Percentage(i) / 100;
    all += weight;
    if (form.parts[static_cast<size_t>(i)].counts) applicable += weight;
  }
  form.report.set_total_weight_points(ShortestText(all));
  form.report.set_applicable_weight_points(ShortestText(applicable));
}

void Oracle::FillTotal(Form& form) const {
  const Places places = scheme_.rounding().has_total() ? Resolved(scheme_.rounding().total()) : Places{};
  const mpq_class sum = form.execution + SumOfGoals(form);
  const auto unknown = [](const Part& part) { return part.counts && part.unknown; };
  if (std::any_of(form.parts.begin(), form.parts.end(), unknown)) return;

  mpq_class total;
  const auto add_exact = [&](v1::TotalClause clause, const mpq_class& exact) {
    total = Rounded(exact, places);
    v1::TotalStep& step = *form.report.add_total_steps();
    step.set_clause(clause);
    step.set_exact_points(FractionText(exact));
    step.set_points(FixedText(total, places.places));
  };
  const auto add_limit = [&](v1::TotalClause clause, const mpq_class& limit) {
    if (limit < total) total = limit;
    v1::TotalStep& step = *form.report.add_total_steps();
    step.set_clause(clause);
    step.set_limit_points(ShortestText(limit));
    step.set_points(FixedText(total, places.places));
  };
  add_exact(v1::TOTAL_CLAUSE_SUM, sum);
  const bool all_apply = form.report.total_weight_points() == form.report.applicable_weight_points();
  if (!all_apply) {
    const mpq_class whole =
        scheme_.total_points().empty() ? mpq_class(100) : Rational(scheme_.total_points());
    add_exact(v1::TOTAL_CLAUSE_RESCALED, sum * whole / Rational(form.report.applicable_weight_points()));
    if (total > whole) {
      total = whole;
      form.report.mutable_total_steps()->rbegin()->set_points(FixedText(total, places.places));
    }
  }
  for (const v1::ExecutionCap& cap : scheme_.execution_caps()) {
    if (!form.rate.has_value()) break;
    const mpq_class lower = Rational(cap.lower_percent());
    const mpq_class upper = Rational(cap.upper_percent());
    const bool above =
        cap.lower_percent().empty() || *form.rate > lower || (*form.rate == lower && cap.lower_inclusive());
    const bool below = *form.rate < upper || (*form.rate == upper && cap.upper_inclusive());
    if (above && below) add_limit(v1::TOTAL_CLAUSE_EXECUTION_CAP, Rational(cap.max_total_points()));
  }
  if (form.veto) add_limit(v1::TOTAL_CLAUSE_VETO, Rational(scheme_.veto().max_total_points()));
  form.report.set_total_points(FixedText(total, places.places));
  for (const v1::Grade& grade : scheme_.grades()) {
    if (total < Rational(grade.min_points())) continue;
    form.report.set_grade(grade.display_name());
    form.report.set_grade_code(grade.code());
    break;
  }
}

v1::ScoreReport Oracle::Score(const v1::Evaluation& evaluation) const {
  Form form;
  form.parts.resize(rows_.size());
  std::map<std::string, const v1::IndicatorResult*> results;
  for (const v1::IndicatorResult& result : evaluation.results()) results[result.code()] = &result;
  ScoreLines(evaluation.budget(), form);
  for (int i = 0; i < goals_.indicators_size(); ++i) {
    form.report.add_indicators();
    ScoreRow(i, *results.at(goals_.indicators(i).code()), form);
  }
  FillClasses(form);
  FillWeights(form);
  FillTotal(form);
  form.report.set_scheme(scheme_.name());
  return form.report;
}

}  // namespace heng::differential
