// SPDX-License-Identifier: Apache-2.0
#include "scoring/plan.h"

#include <algorithm>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/checks/under_weight_sums.h"
#include "scoring/rules/even_split.h"
#include "scoring/scorer.h"

namespace heng {
namespace {

std::string PinnedName(const std::string& name, const std::string& revision) {
  if (revision.empty() || absl::StrContains(name, '@')) return name;
  return absl::StrCat(name, "@", revision);
}

void FillOpenOptions(const v1::RuleOptions& from, v1::RuleOptions& options) {
  if (options.at_most() == v1::AT_MOST_OPTION_UNSPECIFIED) options.set_at_most(from.at_most());
  if (options.equal() == v1::EQUAL_OPTION_UNSPECIFIED) options.set_equal(from.equal());
  if (options.range() == v1::RANGE_OPTION_UNSPECIFIED) options.set_range(from.range());
  if (options.date() == v1::DATE_OPTION_UNSPECIFIED) options.set_date(from.date());
  if (options.over_completion().empty()) *options.mutable_over_completion() = from.over_completion();
}

v1::RuleOptions Defaults() {
  v1::RuleOptions options;
  options.set_at_most(v1::AT_MOST_OPTION_INVERSE);
  options.set_equal(v1::EQUAL_OPTION_LENIENT);
  options.set_range(v1::RANGE_OPTION_RATIO);
  options.set_date(v1::DATE_OPTION_BY_HAND);
  return options;
}

// The options of each class: its own, else those of the nearest class above that says something, else the
// scheme's, else the defaults.
std::vector<v1::RuleOptions> EffectiveOptions(const v1::Scheme& scheme, const Plan& plan) {
  const v1::RuleOptions defaults = Defaults();
  std::vector<v1::RuleOptions> of_class(plan.classes.size());
  for (size_t i = 0; i < of_class.size(); ++i) {
    for (int c = static_cast<int>(i); c >= 0; c = plan.classes[c].parent) {
      if (scheme.classes(c).has_rule_options())
        FillOpenOptions(scheme.classes(c).rule_options(), of_class[i]);
    }
    FillOpenOptions(scheme.rule_options(), of_class[i]);
    FillOpenOptions(defaults, of_class[i]);
  }
  return of_class;
}

std::optional<Decimal> OptionalDecimal(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return DecimalOf(text);
}

absl::flat_hash_map<std::string, int> CompileClasses(const v1::Scheme& scheme, Plan& plan) {
  absl::flat_hash_map<std::string, int> index;
  for (int i = 0; i < scheme.classes_size(); ++i) index[scheme.classes(i).code()] = i;
  for (const v1::IndicatorClass& source : scheme.classes()) {
    const bool top = source.parent_code().empty();
    plan.classes.push_back({.code = source.code(), .parent = top ? -1 : index[source.parent_code()]});
  }
  return index;
}

void CompileBandsAndGrades(const v1::Scheme& scheme, Plan& plan) {
  for (const v1::Band& band : scheme.bands()) {
    plan.bands.push_back({.code = band.code(),
                          .share = DecimalOf(band.share()),
                          .lower_share = DecimalOf(band.lower_share()),
                          .upper_share = DecimalOf(band.upper_share()),
                          .lower_inclusive = band.lower_inclusive(),
                          .upper_inclusive = band.upper_inclusive()});
  }
  for (const v1::Grade& grade : scheme.grades()) {
    plan.grades.push_back({.code = grade.code(),
                           .display_name = grade.display_name(),
                           .min_points = DecimalOf(grade.min_points())});
  }
}

void CompileTables(const v1::Scheme& scheme, Plan& plan) {
  for (const v1::StepDeduction& source : scheme.step_deductions()) {
    plan.step_deductions.push_back({.direction = source.direction(),
                                    .step = DecimalOf(source.step()),
                                    .points_per_step = DecimalOf(source.points_per_step()),
                                    .counting = source.counting() == v1::STEP_COUNTING_UNSPECIFIED
                                                    ? v1::STEP_COUNTING_STARTED
                                                    : source.counting()});
  }
  for (const v1::BracketTable& source : scheme.bracket_tables()) {
    std::vector<BracketRule>& table = plan.bracket_tables.emplace_back();
    for (const v1::Bracket& bracket : source.brackets()) {
      table.push_back({.lower = OptionalDecimal(bracket.lower()),
                       .lower_inclusive = bracket.lower_inclusive(),
                       .upper = OptionalDecimal(bracket.upper()),
                       .upper_inclusive = bracket.upper_inclusive(),
                       .points = DecimalOf(bracket.points())});
    }
  }
}

void CompileTotal(const v1::Scheme& scheme, const v1::Goals& goals, Plan& plan) {
  plan.whole_points = OptionalDecimal(scheme.total_points()).value_or(Decimal::FromInt(100));
  for (const v1::ExecutionCap& cap : scheme.execution_caps()) {
    plan.execution_caps.push_back({.lower_percent = DecimalOf(cap.lower_percent()),
                                   .lower_inclusive = cap.lower_percent().empty() || cap.lower_inclusive(),
                                   .upper_percent = DecimalOf(cap.upper_percent()),
                                   .upper_inclusive = cap.upper_inclusive(),
                                   .max_total_points = DecimalOf(cap.max_total_points())});
  }
  if (scheme.has_veto()) plan.veto_max_total = DecimalOf(scheme.veto().max_total_points());
  plan.rescale = scheme.not_applicable_policy() == v1::NOT_APPLICABLE_POLICY_RESCALE;
  plan.allow_extra_deduction = scheme.extra_deduction_policy() == v1::EXTRA_DEDUCTION_POLICY_ALLOW;
  plan.refuse_missing = scheme.missing_policy() == v1::MISSING_POLICY_REFUSE;
  if (scheme.goal_policy() != v1::GOAL_POLICY_RATIOS) return;
  for (const v1::OverallGoal& goal : goals.overall_goals())
    plan.goal_parts.push_back({.code = goal.code(), .ratio_percent = DecimalOf(goal.ratio_percent())});
}

template <typename List>
int IndexOfCode(const List& list, const std::string& code) {
  for (int i = 0; i < static_cast<int>(list.size()); ++i) {
    if (list[i].code() == code) return i;
  }
  return -1;
}

absl::StatusOr<std::vector<OverCompletionRule>> OverCompletionOf(const v1::RuleOptions& options,
                                                                 const Plan::Row& row) {
  std::vector<OverCompletionRule> rules;
  if (row.rule != v1::RULE_KIND_AT_LEAST && row.rule != v1::RULE_KIND_EQUAL) return rules;
  for (const v1::OverCompletionThreshold& threshold : options.over_completion()) {
    OverCompletionRule& rule = rules.emplace_back();
    rule.completion_percent = DecimalOf(threshold.completion_percent());
    rule.effect = threshold.effect();
    rule.deducted_points = DecimalOf(threshold.deducted_points());
    if (threshold.deducted_share().empty()) continue;
    HENG_ASSIGN_OR_RETURN(rule.deducted_points, Multiply(DecimalOf(threshold.deducted_share()),
                                                         row.weight_points.value_or(Decimal())));
  }
  return rules;
}

void SetWeight(const Decimal& weight, Plan::Row& row) {
  row.weight_points = weight;
  row.weight_text = weight.ToString();
}

// Weights of the rows of classes that are split evenly. Under ratios each overall goal has the whole weight.
absl::Status CompileEvenSplits(const v1::Scheme& scheme, const v1::Goals& goals, Plan& plan) {
  const int goal_count = std::max<int>(1, static_cast<int>(plan.goal_parts.size()));
  for (int c = 0; c < scheme.classes_size(); ++c) {
    if (!scheme.classes(c).has_even_split()) continue;
    for (int goal = 0; goal < goal_count; ++goal) {
      std::vector<int> rows;
      int remainder = -1;
      for (size_t i = 0; i < plan.rows.size(); ++i) {
        const Plan::Row& row = plan.rows[i];
        if (row.class_index != c || !EarnsPoints(row.rule) || std::max(row.goal_index, 0) != goal) continue;
        if (goals.indicators(static_cast<int>(i)).takes_remainder())
          remainder = static_cast<int>(rows.size());
        rows.push_back(static_cast<int>(i));
      }
      if (rows.empty()) continue;
      const int count = static_cast<int>(rows.size());
      HENG_ASSIGN_OR_RETURN(
          const std::vector<Decimal> weights,
          SplitEvenly(DecimalOf(scheme.classes(c).weight_points()), count,
                      remainder < 0 ? count - 1 : remainder, SpecOf(scheme.classes(c).even_split())));
      for (int i = 0; i < count; ++i) SetWeight(weights[i], plan.rows[rows[i]]);
    }
  }
  return absl::OkStatus();
}

absl::Status CompileRows(const v1::Scheme& scheme, const v1::Goals& goals,
                         const absl::flat_hash_map<std::string, int>& class_index, Plan& plan) {
  const std::vector<v1::RuleOptions> options_of_class = EffectiveOptions(scheme, plan);
  plan.rows.reserve(goals.indicators_size());
  for (const v1::Indicator& source : goals.indicators()) {
    Plan::Row& row = plan.rows.emplace_back();
    row.code = source.code();
    row.display_name = source.display_name();
    row.class_index = class_index.at(source.class_code());
    if (!plan.goal_parts.empty()) row.goal_index = IndexOfCode(goals.overall_goals(), source.goal_code());
    row.rule = source.rule();
    const v1::RuleOptions& options = options_of_class[row.class_index];
    row.at_most = options.at_most();
    row.equal = options.equal();
    row.range = options.range();
    row.date = options.date();
    row.target = DecimalOf(source.target());
    row.target_upper = DecimalOf(source.target_upper());
    row.deadline = source.deadline();
    row.step_deduction = IndexOfCode(scheme.step_deductions(), source.step_deduction_code());
    row.bracket_table = IndexOfCode(scheme.bracket_tables(), source.bracket_table_code());
    if (EarnsPoints(row.rule) && !source.weight_points().empty()) {
      SetWeight(DecimalOf(source.weight_points()), row);
    }
    row.points_rounding = IndicatorPointsRounding(scheme.rounding(), row.rule);
    plan.row_by_code[row.code] = static_cast<int>(plan.rows.size()) - 1;
  }
  HENG_RETURN_IF_ERROR(CompileEvenSplits(scheme, goals, plan));
  for (Plan::Row& row : plan.rows) {
    HENG_ASSIGN_OR_RETURN(row.over_completion, OverCompletionOf(options_of_class[row.class_index], row));
  }
  return absl::OkStatus();
}

// What the rows weigh together: under ratios, where each goal has all the weights, its part of them.
absl::Status CompileWeightSums(Plan& plan) {
  std::vector<Decimal> class_weights(plan.classes.size());
  if (plan.execution.has_value()) plan.total_weight = plan.execution->weight_points;
  for (const Plan::Row& row : plan.rows) {
    if (!row.weight_points.has_value()) continue;
    HENG_ASSIGN_OR_RETURN(const Decimal weight, WeightInTotal(plan, row));
    HENG_ASSIGN_OR_RETURN(plan.total_weight, Add(plan.total_weight, weight));
    for (int i = row.class_index; i >= 0; i = plan.classes[i].parent) {
      HENG_ASSIGN_OR_RETURN(class_weights[i], Add(class_weights[i], weight));
    }
  }
  for (size_t i = 0; i < plan.classes.size(); ++i) plan.classes[i].weight_text = class_weights[i].ToString();
  plan.total_weight_text = plan.total_weight.ToString();
  return absl::OkStatus();
}

// Everything is checked.
absl::StatusOr<std::shared_ptr<const Plan>> Compile(const std::shared_ptr<const v1::Scheme>& checked,
                                                    v1::Goals given_goals) {
  const v1::Scheme& scheme = *checked;
  auto plan = std::make_shared<Plan>();
  plan->scheme_name = PinnedName(scheme.name(), scheme.revision());
  plan->scheme = checked;
  plan->goals = std::move(given_goals);
  const v1::Goals& goals = plan->goals;
  const std::string goals_name = PinnedName(goals.name(), goals.revision());
  if (absl::StrContains(goals_name, '@')) plan->goals_name = goals_name;
  plan->kind = scheme.kind();
  const auto class_index = CompileClasses(scheme, *plan);
  CompileBandsAndGrades(scheme, *plan);
  CompileTables(scheme, *plan);
  CompileTotal(scheme, goals, *plan);
  HENG_RETURN_IF_ERROR(CompileRows(scheme, goals, class_index, *plan));
  const v1::Rounding& rounding = scheme.rounding();
  if (scheme.has_execution()) {
    const Decimal weight = DecimalOf(scheme.execution().weight_points());
    plan->execution = {.weight_points = weight,
                       .weight_text = weight.ToString(),
                       .line_code = scheme.execution().line_code(),
                       .points_rounding = ExecutionPointsRounding(rounding)};
  }
  plan->rate_rounding = ExecutionRateRounding(rounding);
  plan->completion_rounding = CompletionRounding(rounding);
  plan->goal_rounding = GoalPointsRounding(rounding);
  plan->total_rounding = TotalRounding(rounding);
  HENG_RETURN_IF_ERROR(CompileWeightSums(*plan));
  return std::shared_ptr<const Plan>(std::move(plan));
}

}  // namespace

Decimal HundredthOf(const Decimal& percent) {
  const Decimal shortest = percent.Normalized();
  return Decimal::FromCoefficient(shortest.coefficient(), shortest.places() + 2);
}

absl::StatusOr<Decimal> WeightInTotal(const Plan& plan, const Plan::Row& row) {
  const Decimal weight = row.weight_points.value_or(Decimal());
  if (row.goal_index < 0) return weight;
  return Multiply(weight, HundredthOf(plan.goal_parts[row.goal_index].ratio_percent));
}

int Plan::FindRow(absl::string_view code, int hint) const {
  if (hint < static_cast<int>(rows.size()) && rows[hint].code == code) return hint;
  const auto found = row_by_code.find(code);
  return found == row_by_code.end() ? -1 : found->second;
}

int Plan::FindBand(absl::string_view code) const {
  for (size_t i = 0; i < bands.size(); ++i) {
    if (bands[i].code == code) return static_cast<int>(i);
  }
  return -1;
}

const Plan::Grade* Plan::GradeOf(const Decimal& total_points) const {
  for (const Grade& grade : grades) {
    if (total_points >= grade.min_points) return &grade;
  }
  return nullptr;
}

absl::StatusOr<CheckedScheme> CheckedScheme::Check(v1::Scheme scheme, absl::string_view path) {
  FieldProblems problems;
  CheckScheme(scheme, path, problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  return CheckedScheme(std::make_shared<const v1::Scheme>(std::move(scheme)));
}

absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const v1::Scheme& scheme, const v1::Goals& goals,
                                                        WeightSums weight_sums) {
  FieldProblems problems;
  CheckSchemeUnder(weight_sums, scheme, "scheme", problems);
  CheckGoalsUnder(weight_sums, goals, "goals", problems);
  CheckGoalsAgainstScheme(weight_sums, scheme, goals, "goals", problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  return Compile(std::make_shared<const v1::Scheme>(scheme), goals);
}

absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const CheckedScheme& scheme, v1::Goals goals,
                                                        WeightSums weight_sums) {
  FieldProblems problems;
  CheckGoalsUnder(weight_sums, goals, "goals", problems);
  CheckGoalsAgainstScheme(weight_sums, *scheme, goals, "goals", problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());
  return Compile(scheme.shared(), std::move(goals));
}

}  // namespace heng
