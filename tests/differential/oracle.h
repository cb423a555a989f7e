// SPDX-License-Identifier: Apache-2.0
//
// A second scorer, slow and plain, that shares nothing with scoring/ but the messages: GMP rationals from the first digit
// to the last. It is right or wrong for other reasons than the first one, so that where both agree, both are right.
// It takes valid input only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "heng/v1/evaluation.pb.h"
#include "heng/v1/goals.pb.h"
#include "heng/v1/scheme.pb.h"
#include "heng/v1/score.pb.h"
#include "tests/differential/oracle_rules.h"

namespace heng::differential {

class Oracle {
 public:
  // Keeps references to both.
  Oracle(const v1::Scheme& scheme, const v1::Goals& goals, Mistake mistake = Mistake::kNone);

  // The full report.
  v1::ScoreReport Score(const v1::Evaluation& evaluation) const;

  // For whoever makes up forms: what stands behind a row, and whether a person must or may give its points.
  const RowRule& row(int index) const { return rows_[static_cast<size_t>(index)]; }
  enum class Given { kRefused, kAllowed, kRequired };
  Given GivenPoints(int row, const v1::IndicatorResult& result) const;

 private:
  struct Part;
  struct Form;

  Places Resolved(const v1::RoundingRule& rule) const;
  Places PointsPlaces(v1::RuleKind kind) const;
  mpq_class Percentage(int row) const;
  void ResolveOptions();
  void SplitEvenly();
  RuleResult RowResult(int row, const v1::IndicatorResult& result) const;
  void ScoreRow(int row, const v1::IndicatorResult& result, Form& form) const;
  void ScoreLines(const v1::Budget& budget, Form& form) const;
  void FillClasses(Form& form) const;
  mpq_class SumOfGoals(Form& form) const;
  void FillTotal(Form& form) const;
  void FillWeights(Form& form) const;

  const v1::Scheme& scheme_;
  const v1::Goals& goals_;
  const Mistake mistake_;
  std::vector<RowRule> rows_;
  std::map<std::string, const v1::IndicatorClass*> classes_;
};

}  // namespace heng::differential
