// SPDX-License-Identifier: Apache-2.0
#include "scoring/plan.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/message_rules.h"
#include "base/status_macros.h"
#include "scoring/checks/under_weight_sums.h"
#include "scoring/scorer.h"

namespace heng {
namespace {

std::string PinnedName(const std::string& name, const std::string& revision) {
  if (revision.empty() || absl::StrContains(name, '@')) return name;
  return absl::StrCat(name, "@", revision);
}

// The options of a class: its own, else those of the nearest class above that says something, else the
// scheme's.
v1::RuleOptions EffectiveOptions(const v1::Scheme& scheme, const Plan& plan, int class_index) {
  v1::RuleOptions options;
  for (int i = class_index; i >= 0; i = plan.classes[i].parent) {
    const v1::RuleOptions& own = scheme.classes(i).rule_options();
    if (options.at_most() == v1::AT_MOST_OPTION_UNSPECIFIED) options.set_at_most(own.at_most());
    if (options.equal() == v1::EQUAL_OPTION_UNSPECIFIED) options.set_equal(own.equal());
  }
  const v1::RuleOptions& common = scheme.rule_options();
  if (options.at_most() == v1::AT_MOST_OPTION_UNSPECIFIED) options.set_at_most(common.at_most());
  if (options.equal() == v1::EQUAL_OPTION_UNSPECIFIED) options.set_equal(common.equal());
  return options;
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

void CompileRows(const v1::Scheme& scheme, const v1::Goals& goals,
                 const absl::flat_hash_map<std::string, int>& class_index, Plan& plan) {
  for (const v1::Indicator& source : goals.indicators()) {
    Plan::Row row;
    row.code = source.code();
    row.display_name = source.display_name();
    row.class_index = class_index.at(source.class_code());
    row.rule = source.rule();
    const v1::RuleOptions options = EffectiveOptions(scheme, plan, row.class_index);
    row.at_most = options.at_most();
    row.equal = options.equal();
    row.target = DecimalOf(source.target());
    if (!source.weight_points().empty()) {
      row.weight_points = DecimalOf(source.weight_points());
      row.weight_text = row.weight_points->ToString();
    }
    row.points_rounding = IndicatorPointsRounding(scheme.rounding(), row.rule);
    plan.row_by_code[row.code] = static_cast<int>(plan.rows.size());
    plan.rows.push_back(std::move(row));
  }
}

absl::Status CompileWeightTexts(Plan& plan) {
  std::vector<Decimal> class_weights(plan.classes.size());
  Decimal total;
  if (plan.execution.has_value()) total = plan.execution->weight_points;
  for (const Plan::Row& row : plan.rows) {
    if (!row.weight_points.has_value()) continue;
    HENG_ASSIGN_OR_RETURN(total, Add(total, *row.weight_points));
    for (int i = row.class_index; i >= 0; i = plan.classes[i].parent) {
      HENG_ASSIGN_OR_RETURN(class_weights[i], Add(class_weights[i], *row.weight_points));
    }
  }
  for (size_t i = 0; i < plan.classes.size(); ++i) plan.classes[i].weight_text = class_weights[i].ToString();
  plan.total_weight_text = total.ToString();
  return absl::OkStatus();
}

}  // namespace

int Plan::FindRow(absl::string_view code, int hint) const {
  if (hint < static_cast<int>(rows.size()) && rows[hint].code == code) return hint;
  const auto found = row_by_code.find(code);
  return found == row_by_code.end() ? -1 : found->second;
}

const BandRule* Plan::FindBand(absl::string_view code) const {
  for (const BandRule& band : bands) {
    if (band.code == code) return &band;
  }
  return nullptr;
}

const Plan::Grade* Plan::GradeOf(const Decimal& total_points) const {
  for (const Grade& grade : grades) {
    if (total_points >= grade.min_points) return &grade;
  }
  return nullptr;
}

absl::StatusOr<std::shared_ptr<const Plan>> CompilePlan(const v1::Scheme& scheme, const v1::Goals& goals,
                                                        WeightSums weight_sums) {
  FieldProblems problems;
  CheckSchemeUnder(weight_sums, scheme, "scheme", problems);
  CheckGoalsUnder(weight_sums, goals, "goals", problems);
  CheckGoalsAgainstScheme(weight_sums, scheme, goals, "goals", problems);
  HENG_RETURN_IF_ERROR(problems.ToStatus());

  auto plan = std::make_shared<Plan>();
  plan->scheme_name = PinnedName(scheme.name(), scheme.revision());
  const std::string goals_name = PinnedName(goals.name(), goals.revision());
  if (absl::StrContains(goals_name, '@')) plan->goals_name = goals_name;
  plan->kind = scheme.kind();
  const auto class_index = CompileClasses(scheme, *plan);
  CompileBandsAndGrades(scheme, *plan);
  CompileRows(scheme, goals, class_index, *plan);
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
  plan->total_rounding = TotalRounding(rounding);
  plan->refuse_missing = scheme.missing_policy() == v1::MISSING_POLICY_REFUSE;
  HENG_RETURN_IF_ERROR(CompileWeightTexts(*plan));
  return std::shared_ptr<const Plan>(std::move(plan));
}

}  // namespace heng
