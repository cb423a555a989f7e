// SPDX-License-Identifier: Apache-2.0
//
// A scheme and goals, compiled: what Score needs, flat and read once. CompilePlan (scorer.h) builds it after
// every check has passed, so that nothing here can be wrong.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "heng/v1/scheme.pb.h"
#include "scoring/rounding.h"
#include "scoring/rules/band.h"

namespace heng {

class Plan {
 public:
  struct Class {
    std::string code;
    int parent = -1;          // index into classes; -1 at level 1
    std::string weight_text;  // sum of the weights of the rows below
  };

  struct Row {
    std::string code;
    std::string display_name;
    int class_index = 0;
    v1::RuleKind rule = v1::RULE_KIND_UNSPECIFIED;
    v1::AtMostOption at_most = v1::AT_MOST_OPTION_INVERSE;
    v1::EqualOption equal = v1::EQUAL_OPTION_LENIENT;
    Decimal target;
    std::optional<Decimal> weight_points;  // nothing only under WeightSums::kIgnored
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
  // The band with this code, or null.
  const BandRule* FindBand(absl::string_view code) const;
  // The highest grade whose lower limit the total reaches; null without grades.
  const Grade* GradeOf(const Decimal& total_points) const;

  std::string scheme_name;  // with its revision, where it has one
  std::string goals_name;   // empty if the goals are not stored
  v1::EvaluationKind kind = v1::EVALUATION_KIND_UNSPECIFIED;
  std::vector<Class> classes;
  std::vector<Row> rows;
  absl::flat_hash_map<std::string, int> row_by_code;
  std::vector<BandRule> bands;
  std::vector<Grade> grades;
  std::optional<Execution> execution;
  RoundingSpec rate_rounding;
  RoundingSpec completion_rounding;
  RoundingSpec total_rounding;
  std::string total_weight_text;
  bool refuse_missing = false;
};

}  // namespace heng
