// SPDX-License-Identifier: Apache-2.0
//
// A scored form, laid out for the rules of findings: amounts read, claims beside their lines, results beside their rows.
#pragma once

#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "base/decimal.h"
#include "base/ratio.h"
#include "heng/v1/evaluation.pb.h"
#include "scoring/findings/printed_number.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"

namespace heng::findings {

inline constexpr int kHundred = 100;  // percent

// A budget line.
struct FormLine {
  int index = 0;
  const v1::BudgetLine& line;
  const v1::BudgetLineClaim* claim = nullptr;  // what was typed; null if nothing
  int parent = -1;                             // index of the line above; -1 at the top
  std::optional<Decimal> initial;
  std::optional<Decimal> adjusted;
  std::optional<Decimal> executed;
  bool has_reason = false;
};

// An indicator with its result, its row of the plan and its score.
struct FormRow {
  int index = 0;  // of the result
  const Plan::Row& plan_row;
  const v1::Indicator& indicator;
  const v1::IndicatorResult& result;
  const RowScore& score;
  bool has_reason = false;
  int same_name_as = -1;  // index of an earlier result whose indicator has the same name and overall goal
  // Target and actual value as the form prints them; empty where nobody typed anything.
  absl::string_view target_text;
  absl::string_view actual_text;
  // The actual value, and what is typed for it. Nothing where there is none.
  std::optional<Decimal> actual;
  std::optional<PrintedNumber> typed_actual;
  std::optional<PrintedNumber> typed_points;

  bool applies() const { return score.clause != v1::SCORE_CLAUSE_NOT_APPLICABLE; }
};

// From where on findings are raised: ReviewLimits with its defaults.
struct Limits {
  Decimal low_execution_percent;
  Decimal budget_change_percent;
  Decimal over_completion_percent;
  std::optional<Decimal> reason_execution_percent;
};

struct Form {
  Form(const Plan& plan, const v1::Evaluation& evaluation, const FormScore& score);

  const Plan& plan;
  const v1::Evaluation& evaluation;
  const FormScore& score;
  Limits limits;
  absl::InlinedVector<FormLine, 16> lines;
  absl::InlinedVector<FormRow, 32> rows;  // in the order of the results

  // The scored line, else the first one of kind TOTAL; null if there is none.
  const FormLine* TotalLine() const;
};

// The decimal of a field that the checks have passed; nothing if it is empty.
std::optional<Decimal> DecimalIn(absl::string_view text);

// An amount that a person typed, in yuan: its own unit counts, else that of the form.
std::optional<Decimal> TypedYuan(const Form& form, absl::string_view text);

// Exact sums and differences of numbers of a form. Nothing where they do not fit, which no form that passed the checks
// comes near.
std::optional<Decimal> Sum(const std::optional<Decimal>& a, const std::optional<Decimal>& b);
std::optional<Decimal> Difference(const Decimal& a, const Decimal& b);

// a / b in percent at 2 places, half up, for people: "96.85%".
std::string PercentText(const Decimal& a, const Decimal& b);
// A ratio in percent, rounded as the scheme says: "96.84%".
std::string PercentText(const Ratio& percent, const RoundingSpec& spec);

// Whether a percentage that a person typed is the exact one: rounded as the scheme says where it has as many places, rounded
// either way where it has fewer. 100 is claimed for 100 only. Without a percent sign 0.9684 may stand for 96.84%.
bool AgreesInPercent(const PrintedNumber& typed, const Ratio& exact_percent, const RoundingSpec& spec);

// Whether a number that a person typed is `value`, as it stands or with its 万 or 亿 multiplied out.
bool AgreesWith(const PrintedNumber& typed, const Decimal& value);

}  // namespace heng::findings
