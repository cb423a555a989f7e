// SPDX-License-Identifier: Apache-2.0
#include "scoring/testing/every_kind.h"

#include <algorithm>

#include "base/status_macros.h"
#include "google/protobuf/text_format.h"
#include "scoring/testing/reference_case.h"

namespace heng::testing {
namespace {

template <typename T>
T Parse(const char* text) {
  T message;
  HENG_CHECK(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

template <typename List>
auto& Find(List& list, absl::string_view code) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& row) { return row.code() == code; });
  HENG_CHECK(found != list.end());
  return *found;
}

}  // namespace

v1::Scheme EveryKindScheme() {
  v1::Scheme scheme = Parse<v1::Scheme>(R"(
    name: "schemes/every-kind" display_name: "各类规则" kind: EVALUATION_KIND_OVERALL total_points: "100"
    execution { weight_points: "10" }
    classes { code: "values" display_name: "数值指标" weight_points: "55"
      rule_options {
        over_completion { completion_percent: "150" effect: OVER_COMPLETION_EFFECT_REVIEW }
        over_completion { completion_percent: "300" effect: OVER_COMPLETION_EFFECT_DEDUCT deducted_points: "2" }
      } }
    classes { code: "others" display_name: "其他指标" weight_points: "25" rule_options { date: DATE_OPTION_ZERO } }
    classes { code: "split" display_name: "均分指标" weight_points: "10" even_split { places: 2 } }
    step_deductions { code: "per-point" display_name: "每超过1个百分点扣0.5分" direction: STEP_DIRECTION_ABOVE
      step: "1" points_per_step: "0.5" }
    bracket_tables { code: "control" display_name: "预算控制率" better: BETTER_VALUE_LOWER
      brackets { upper: "0" upper_inclusive: true points: "5" }
      brackets { lower: "0" upper: "10" upper_inclusive: true points: "4" }
      brackets { lower: "10" points: "0" } }
    execution_caps { upper_percent: "60" max_total_points: "59" }
    execution_caps { lower_percent: "60" lower_inclusive: true upper_percent: "80" max_total_points: "89" }
    veto { max_total_points: "59" }
    not_applicable_policy: NOT_APPLICABLE_POLICY_RESCALE
    extra_deduction_policy: EXTRA_DEDUCTION_POLICY_ALLOW
  )");
  const v1::Scheme gansu = GansuScheme();
  *scheme.mutable_bands() = gansu.bands();
  *scheme.mutable_grades() = gansu.grades();
  return scheme;
}

v1::Goals EveryKindGoals() {
  v1::Goals goals = Parse<v1::Goals>(R"(
    scheme: "schemes/every-kind"
    indicators { code: "at-least" class_code: "values" rule: RULE_KIND_AT_LEAST target: "100" weight_points: "10" }
    indicators { code: "at-most" class_code: "values" rule: RULE_KIND_AT_MOST target: "50" weight_points: "10" }
    indicators { code: "equal" class_code: "values" rule: RULE_KIND_EQUAL target: "20" weight_points: "10" }
    indicators { code: "range" class_code: "values" rule: RULE_KIND_RANGE target: "5" target_upper: "8"
      weight_points: "10" }
    indicators { code: "steps" class_code: "values" rule: RULE_KIND_STEP_DEDUCTION target: "100"
      step_deduction_code: "per-point" weight_points: "5" }
    indicators { code: "brackets" class_code: "values" rule: RULE_KIND_BRACKETS bracket_table_code: "control"
      weight_points: "5" }
    indicators { code: "more" class_code: "values" rule: RULE_KIND_AT_LEAST target: "10" weight_points: "5" }
    indicators { code: "band" class_code: "others" rule: RULE_KIND_BAND weight_points: "5" }
    indicators { code: "hand" class_code: "others" rule: RULE_KIND_BY_HAND weight_points: "5" }
    indicators { code: "date" class_code: "others" rule: RULE_KIND_DATE weight_points: "5"
      deadline { year: 2024 month: 9 day: 30 } }
    indicators { code: "either-or" class_code: "others" rule: RULE_KIND_EITHER_OR weight_points: "5" }
    indicators { code: "spare" class_code: "others" rule: RULE_KIND_AT_LEAST target: "1" weight_points: "5" }
    indicators { code: "information" class_code: "others" rule: RULE_KIND_INFORMATION }
    indicators { code: "veto" class_code: "others" rule: RULE_KIND_VETO }
    indicators { code: "split-1" class_code: "split" rule: RULE_KIND_AT_LEAST target: "1" }
    indicators { code: "split-2" class_code: "split" rule: RULE_KIND_AT_LEAST target: "1" takes_remainder: true }
    indicators { code: "split-3" class_code: "split" rule: RULE_KIND_AT_LEAST target: "1" }
  )");
  goals.set_name(SmallGoals(v1::RULE_KIND_BY_HAND, "").name());
  for (v1::Indicator& row : *goals.mutable_indicators()) row.set_display_name(row.code());
  return goals;
}

v1::Evaluation EveryKindEvaluation() {
  v1::Evaluation evaluation = SmallEvaluation("");
  *evaluation.mutable_results() = Parse<v1::Evaluation>(R"(
    results { code: "at-least" actual: "100" }
    results { code: "at-most" actual: "50" }
    results { code: "equal" actual: "20" }
    results { code: "range" actual: "6" }
    results { code: "steps" actual: "100" }
    results { code: "brackets" actual: "0" }
    results { code: "more" actual: "10" }
    results { code: "band" band: "full" given_points: "5" }
    results { code: "hand" given_points: "5" }
    results { code: "date" completed_date { year: 2024 month: 9 day: 30 } }
    results { code: "either-or" outcome: OUTCOME_REACHED }
    results { code: "spare" actual: "1" }
    results { code: "information" actual: "12345" }
    results { code: "veto" outcome: OUTCOME_REACHED }
    results { code: "split-1" actual: "1" }
    results { code: "split-2" actual: "1" }
    results { code: "split-3" actual: "1" }
  )")
                                      .results();
  return evaluation;
}

v1::Indicator& RowOf(v1::Goals& goals, absl::string_view code) {
  return Find(*goals.mutable_indicators(), code);
}

v1::IndicatorResult& ResultOf(v1::Evaluation& evaluation, absl::string_view code) {
  return Find(*evaluation.mutable_results(), code);
}

}  // namespace heng::testing
