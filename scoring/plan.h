// SPDX-License-Identifier: Apache-2.0
//
// A scheme and goals, compiled: what scoring needs, flat and read once. CompilePlan (scorer.h) builds it after
// every check has passed, so that nothing here can be wrong.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/rounding.h"
#include "scoring/rules/band.h"
#include "scoring/rules/brackets.h"
#include "scoring/rules/execution_cap.h"
#include "scoring/rules/over_completion.h"
#include "scoring/rules/rule_kinds.h"
#include "scoring/rules/step_deduction.h"

namespace heng {

class Plan {
 public:
  struct Class {
    std::string code;
    int parent = -1;          // index into classes; -1 at level 1
    std::string weight_text;  // sum of the weights of the rows below
  };

  // An overall goal under GOAL_POLICY_RATIOS.
  struct Goal {
    std::string code;
    Decimal ratio_percent;
  };

  struct Row {
    std::string code;
    std::string display_name;
    int class_index = 0;
    int goal_index = -1;  // into goals; -1 unless goals have ratios
    v1::RuleKind rule = v1::RULE_KIND_UNSPECIFIED;
    v1::AtMostOption at_most = v1::AT_MOST_OPTION_INVERSE;
    v1::EqualOption equal = v1::EQUAL_OPTION_LENIENT;
    v1::RangeOption range = v1::RANGE_OPTION_RATIO;
    v1::DateOption date = v1::DATE_OPTION_BY_HAND;
    Decimal target;
    Decimal target_upper;                             // RANGE
    google::type::Date deadline;                      // DATE
    int step_deduction = -1;                          // into step_deductions; STEP_DEDUCTION
    int bracket_table = -1;                           // into bracket_tables; BRACKETS
    std::vector<OverCompletionRule> over_completion;  // AT_LEAST and EQUAL; from the lowest to the highest
    // Nothing for kinds that earn no points (INFORMATION, VETO), and under WeightSums::kIgnored where the goals give
    // none.
    std::optional<Decimal> weight_points;
    std::string weight_text;
    RoundingSpec points_rounding;
  };

  struct Execution {
    Decimal weight_points;
    std::string weight_text;
    std::string line_code;  // empty: the line of kind TOTAL
    RoundingSpec points_rounding;
  };

  struct Grade {
    std::string code;
    std::string display_name;
    Decimal min_points;
  };

  // The index of the row with this code, or -1. `hint` is tried first: forms mostly keep the order of the
  // goals.
  int FindRow(absl::string_view code, int hint) const;
  // The index of the band with this code, or -1.
  int FindBand(absl::string_view code) const;
  // The highest grade whose lower limit the total reaches; null without grades.
  const Grade* GradeOf(const Decimal& total_points) const;

  // What the plan was compiled from, without what only the service writes but the revision. Certificates quote from it and
  // findings read it. Classes, bands, grades, tables and rows below have the same indexes as there.
  std::shared_ptr<const v1::Scheme> scheme;
  v1::Goals goals;

  std::string scheme_name;  // with its revision, where it has one
  std::string goals_name;   // empty if the goals are not stored
  v1::EvaluationKind kind = v1::EVALUATION_KIND_UNSPECIFIED;
  std::vector<Class> classes;
  std::vector<Goal> goal_parts;  // empty unless goals have ratios
  std::vector<Row> rows;
  absl::flat_hash_map<std::string, int> row_by_code;
  std::vector<BandRule> bands;
  std::vector<StepDeductionRule> step_deductions;
  std::vector<std::vector<BracketRule>> bracket_tables;
  std::vector<ExecutionCapRule> execution_caps;
  std::optional<Decimal> veto_max_total;
  std::vector<Grade> grades;
  std::optional<Execution> execution;
  RoundingSpec rate_rounding;
  RoundingSpec completion_rounding;
  RoundingSpec goal_rounding;
  RoundingSpec total_rounding;
  Decimal whole_points;  // what all weights should add up to
  Decimal total_weight;  // what they add up to, under ratios those of one goal
  std::string total_weight_text;
  bool refuse_missing = false;
  bool rescale = false;  // rows that do not apply are dropped and the rest scaled; else they are refused
  bool allow_extra_deduction = false;
};

// What the weight of a row counts for in the total: all of it, or under ratios its goal's part; 0 without a weight.
absl::StatusOr<Decimal> WeightInTotal(const Plan& plan, const Plan::Row& row);

// percent / 100, exact.
Decimal HundredthOf(const Decimal& percent);

}  // namespace heng
