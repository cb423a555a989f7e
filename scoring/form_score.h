// SPDX-License-Identifier: Apache-2.0
//
// The score of one form as numbers: every row, every line, every step of the total, exact and rounded. Everything that
// is said about a score is read from here: the report (report.h), the certificate (certificate/), the findings
// (findings/). A FormScore may be used again for the next form, so that scoring allocates nothing.
#pragma once

#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/evaluation.pb.h"
#include "heng/v1/score.pb.h"
#include "scoring/plan.h"

namespace heng {

// What a row earns.
struct RowScore {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  // What the rule gives, and what deductions leave of it. They say nothing without `points`.
  Ratio rule_points;
  Ratio exact_points;
  // Rounded. Nothing for rows that earn none: INFORMATION, VETO, not applicable, without a weight.
  std::optional<Decimal> points;
  std::optional<Ratio> completion_percent;
  std::optional<Decimal> over_completion_deduction;  // points
  std::optional<Decimal> extra_deduction;            // points
  int band = -1;                                     // into plan.bands

  // Makes it a row without points. Far cheaper than assigning an empty one; the ratios may keep what they were.
  void Clear() {
    clause = v1::SCORE_CLAUSE_UNSPECIFIED;
    points.reset();
    completion_percent.reset();
    over_completion_deduction.reset();
    extra_deduction.reset();
    band = -1;
  }
};

// Rate and points of one budget line.
struct LineScore {
  v1::ScoreClause clause = v1::SCORE_CLAUSE_UNSPECIFIED;
  std::optional<Ratio> exact_rate_percent;
  std::optional<Decimal> rate_percent;
  std::optional<Ratio> exact_points;
  std::optional<Decimal> points;
};

// A step on the way to the total.
struct TotalStepScore {
  v1::TotalClause clause = v1::TOTAL_CLAUSE_UNSPECIFIED;
  std::optional<Decimal> limit_points;  // EXECUTION_CAP, VETO
  Decimal points;
};

// An overall goal under ratios.
struct GoalPartScore {
  std::optional<Decimal> points;           // sum of the points of its rows, rounded as the total
  std::optional<Decimal> weighted_points;  // points · ratio / 100, rounded
};

struct FormScore {
  std::vector<int> result_of_row;  // for each row of the plan the index of its result
  std::vector<RowScore> rows;      // as in the plan
  std::vector<LineScore> lines;    // as in the evaluation's budget
  int scored_line = -1;            // into lines; -1 without an execution block
  std::vector<GoalPartScore> goals;
  Decimal applicable_weight;  // weights of execution and of the rows that apply
  absl::InlinedVector<TotalStepScore, 4>
      total_steps;  // first the sum; empty if a row has no points though it should
  std::optional<Decimal> total_points;
  const Plan::Grade* grade = nullptr;  // lives in the plan
};

}  // namespace heng
