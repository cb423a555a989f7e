// SPDX-License-Identifier: Apache-2.0
#include "scoring/rounding.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "scoring/checks/lifted_weight.h"
#include "scoring/checks/scheme_parts.h"

namespace heng {
namespace {

constexpr int kMaxRatePlaces = 6;

void CheckPlaces(const v1::RoundingRule& rule, int max_places, absl::string_view field,
                 FieldProblems& problems) {
  if (rule.places() >= 0 && rule.places() <= max_places) return;
  problems.Add(absl::StrCat(field, ".places"), "OUT_OF_RANGE",
               {absl::StrCat(rule.places(), " places: want 0 to ", max_places),
                absl::StrCat("小数位数为 ", rule.places(), "：应为 0 至 ", max_places)});
}

void CheckPointsRounding(const v1::RoundingRule& rule, absl::string_view field, FieldProblems& problems) {
  CheckPlaces(rule, kMaxPointsPlaces, field, problems);
}

void CheckNoStage(const v1::RoundingRule& rule, absl::string_view field, const Problem& problem,
                  FieldProblems& problems) {
  if (rule.stage() == v1::ROUNDING_STAGE_SUM_ONCE)
    problems.Add(absl::StrCat(field, ".stage"), "NOT_ALLOWED", problem);
}

void CheckRateRounding(const v1::RoundingRule& rule, absl::string_view field, FieldProblems& problems) {
  CheckPlaces(rule, kMaxRatePlaces, field, problems);
  CheckNoStage(rule, field, {"rates are not added up: want no stage", "比率不参与求和：不应设置取整阶段"},
               problems);
}

}  // namespace

void CheckSplitRounding(const v1::RoundingRule& rule, absl::string_view field, FieldProblems& problems) {
  CheckPlaces(rule, kMaxPointsPlaces, field, problems);
  CheckNoStage(rule, field,
               {"weights that are split are always rounded: want no stage",
                "平均分配的分值总是先取整：不应设置取整阶段"},
               problems);
}

void CheckRounding(const v1::Rounding& rounding, absl::string_view path, FieldProblems& problems) {
  CheckRateRounding(rounding.execution_rate(), JoinPath(path, "execution_rate"), problems);
  CheckPointsRounding(rounding.execution_points(), JoinPath(path, "execution_points"), problems);
  CheckPointsRounding(rounding.indicator_points(), JoinPath(path, "indicator_points"), problems);
  CheckRateRounding(rounding.completion(), JoinPath(path, "completion"), problems);
  CheckPointsRounding(rounding.total(), JoinPath(path, "total"), problems);
  CheckPointsRounding(rounding.goal_points(), JoinPath(path, "goal_points"), problems);
  absl::flat_hash_map<int, int> first;
  for (int i = 0; i < rounding.indicator_points_by_rule_size(); ++i) {
    const v1::RuleKindRounding& special = rounding.indicator_points_by_rule(i);
    const std::string field = JoinPath(path, absl::StrCat("indicator_points_by_rule[", i, "]"));
    CheckPointsRounding(special.rounding(), absl::StrCat(field, ".rounding"), problems);
    if (special.rule() == v1::RULE_KIND_UNSPECIFIED) {
      problems.Add(absl::StrCat(field, ".rule"), "REQUIRED",
                   {"the rule kind is missing", "缺少评分规则类型"});
    }
    const auto [seen, is_new] = first.emplace(special.rule(), i);
    if (is_new) continue;
    problems.Add(absl::StrCat(field, ".rule"), "DUPLICATE_CODE",
                 {absl::StrCat("the rule kind has a rounding already, in entry ", seen->second + 1),
                  absl::StrCat("该规则类型已在第 ", seen->second + 1, " 条中设置取整")});
  }
}

void CheckRoundingAgainstWeights(const v1::Scheme& scheme, const CodedList& classes,
                                 FieldProblems& problems) {
  const RoundingSpec total = TotalRounding(scheme.rounding());
  if (const std::optional<Problem> lifted = LiftedWeight(TryDecimal(scheme.execution().weight_points()),
                                                         ExecutionPointsRounding(scheme.rounding())))
    problems.Add(JoinPath(classes.path, "execution.weight_points"), "ROUNDS_ABOVE_WEIGHT", *lifted);
  if (const std::optional<Problem> lifted = LiftedWeight(WholePointsOf(scheme), total))
    problems.Add(JoinPath(classes.path, "total_points"), "ROUNDS_ABOVE_WEIGHT", *lifted);
  for (int i = 0; i < scheme.classes_size(); ++i) {
    if (const std::optional<Problem> lifted =
            LiftedWeight(TryDecimal(scheme.classes(i).weight_points()), total))
      AddRowProblem(classes.Ref(i), "weight_points", "ROUNDS_ABOVE_WEIGHT", *lifted, problems);
  }
}

}  // namespace heng
