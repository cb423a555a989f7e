// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/form.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr int kLowExecutionPercent = 80;
constexpr int kBudgetChangePercent = 10;
constexpr int kOverCompletionPercent = 130;
constexpr int kMaxPlaces = 6;  // of Ratio::Round
constexpr int kShownPlaces = 2;
constexpr int kTenThousandPower = 4;
constexpr int kHundredMillionPower = 8;

Decimal Or(absl::string_view text, int otherwise) {
  return DecimalIn(text).value_or(Decimal::FromInt(otherwise));
}

Limits LimitsOf(const v1::ReviewLimits& limits) {
  return {.low_execution_percent = Or(limits.low_execution_percent(), kLowExecutionPercent),
          .budget_change_percent = Or(limits.budget_change_percent(), kBudgetChangePercent),
          .over_completion_percent = Or(limits.over_completion_percent(), kOverCompletionPercent),
          .reason_execution_percent = DecimalIn(limits.reason_execution_percent())};
}

// The index of the line with this code. hint: where it is on most forms.
int LineWithCode(const v1::Budget& budget, absl::string_view code, int hint) {
  if (hint < budget.lines_size() && budget.lines(hint).code() == code) return hint;
  for (int i = 0; i < budget.lines_size(); ++i) {
    if (budget.lines(i).code() == code) return i;
  }
  return -1;
}

// Parents stand mostly right above their parts.
int ParentOf(const v1::Budget& budget, int index) {
  const absl::string_view code = budget.lines(index).parent_code();
  if (code.empty()) return -1;
  for (int i = index - 1; i >= 0; --i) {
    if (budget.lines(i).code() == code) return i;
  }
  return LineWithCode(budget, code, index + 1);
}

FormLine LineOf(const v1::Budget& budget, int index) {
  const v1::BudgetLine& line = budget.lines(index);
  return {.index = index,
          .line = line,
          .parent = ParentOf(budget, index),
          .initial = DecimalIn(line.initial_yuan()),
          .adjusted = DecimalIn(line.adjusted_yuan()),
          .executed = DecimalIn(line.executed_yuan()),
          .has_reason = !IsFiller(line.reason())};
}

FormRow RowOf(const Plan& plan, const FormScore& score, const v1::IndicatorResult& result, int index,
              int plan_index) {
  const v1::Indicator& indicator = plan.goals.indicators(plan_index);
  const v1::IndicatorClaim& claim = result.claim();
  FormRow row{.index = index,
              .plan_row = plan.rows[static_cast<size_t>(plan_index)],
              .indicator = indicator,
              .result = result,
              .score = score.rows[static_cast<size_t>(plan_index)],
              .has_reason = !IsFiller(result.reason())};
  row.target_text = claim.target_text().empty() ? indicator.target_text() : claim.target_text();
  row.actual_text = claim.actual_text();
  row.actual = DecimalIn(result.actual());
  row.typed_actual = ReadPrintedNumber(row.actual_text);
  row.typed_points = ReadPrintedNumber(claim.points_text());
  return row;
}

void FindSameNames(absl::InlinedVector<FormRow, 32>& rows) {
  absl::flat_hash_map<std::pair<absl::string_view, int>, int> first;
  first.reserve(rows.size());
  for (FormRow& row : rows) {
    const auto [found, is_new] =
        first.try_emplace({row.indicator.display_name(), row.plan_row.goal_index}, row.index);
    if (!is_new) row.same_name_as = found->second;
  }
}

bool AgreesAsPercent(const Decimal& typed, const Ratio& exact, const RoundingSpec& spec) {
  const Decimal hundred = Decimal::FromInt(kHundred);
  if (typed == hundred && Compare(exact, hundred) < 0) return false;
  const int places = std::min(typed.places(), kMaxPlaces);
  const auto is_typed = [&](int at, RoundingMode mode) {
    const absl::StatusOr<Decimal> rounded = exact.Round(at, mode);
    return rounded.ok() && *rounded == typed;
  };
  if (is_typed(spec.places, spec.mode)) return true;
  if (typed.Normalized().places() == spec.places && places == spec.places) return false;
  return is_typed(places, RoundingMode::kHalfUp) || is_typed(places, RoundingMode::kTruncate);
}

}  // namespace

Form::Form(const Plan& plan_in, const v1::Evaluation& evaluation_in, const FormScore& score_in)
    : plan(plan_in),
      evaluation(evaluation_in),
      score(score_in),
      limits(LimitsOf(plan_in.scheme->review_limits())) {
  const v1::Budget& budget = evaluation.budget();
  lines.reserve(static_cast<size_t>(budget.lines_size()));
  for (int i = 0; i < budget.lines_size(); ++i) lines.push_back(LineOf(budget, i));
  for (int i = 0; i < evaluation.claim().budget_lines_size(); ++i) {
    const v1::BudgetLineClaim& claim = evaluation.claim().budget_lines(i);
    const int index = LineWithCode(budget, claim.line_code(), i);
    if (index < 0) continue;
    FormLine& line = lines[static_cast<size_t>(index)];
    line.claim = &claim;
    line.has_reason = line.has_reason || !IsFiller(claim.reason_text());
  }
  rows.reserve(static_cast<size_t>(evaluation.results_size()));
  for (int i = 0; i < evaluation.results_size(); ++i) {
    const v1::IndicatorResult& result = evaluation.results(i);
    const int plan_index = plan.FindRow(result.code(), i);
    if (plan_index >= 0) rows.push_back(RowOf(plan, score, result, i, plan_index));
  }
  FindSameNames(rows);
}

const FormLine* Form::TotalLine() const {
  if (score.scored_line >= 0) return &lines[static_cast<size_t>(score.scored_line)];
  const auto found = std::find_if(lines.begin(), lines.end(), [](const FormLine& line) {
    return line.line.kind() == v1::BUDGET_LINE_KIND_TOTAL && !line.line.memo();
  });
  return found == lines.end() ? nullptr : &*found;
}

std::optional<Decimal> DecimalIn(absl::string_view text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Decimal> value = Decimal::Parse(text);
  return value.ok() ? std::optional<Decimal>(*value) : std::nullopt;
}

std::optional<Decimal> TypedYuan(const Form& form, absl::string_view text) {
  std::optional<PrintedNumber> typed = ReadPrintedNumber(text);
  if (!typed.has_value()) return std::nullopt;
  if (typed->unit.empty()) {
    const absl::string_view unit = form.evaluation.claim().amount_unit_text();
    if (absl::StartsWith(unit, "万")) typed->unit_power = kTenThousandPower;
    if (absl::StartsWith(unit, "亿")) typed->unit_power = kHundredMillionPower;
  }
  return typed->Scaled();
}

std::optional<Decimal> Sum(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  if (!a.has_value() || !b.has_value()) return std::nullopt;
  const absl::StatusOr<Decimal> sum = Add(*a, *b);
  return sum.ok() ? std::optional<Decimal>(*sum) : std::nullopt;
}

std::optional<Decimal> Difference(const Decimal& a, const Decimal& b) {
  const absl::StatusOr<Decimal> difference = Subtract(a, b);
  return difference.ok() ? std::optional<Decimal>(*difference) : std::nullopt;
}

std::string PercentText(const Decimal& a, const Decimal& b) {
  const absl::StatusOr<Ratio> percent = Ratio::MultiplyDivide(a, Decimal::FromInt(kHundred), b);
  return percent.ok() ? PercentText(*percent, {.mode = RoundingMode::kHalfUp, .places = kShownPlaces}) : "";
}

std::string PercentText(const Ratio& percent, const RoundingSpec& spec) {
  const absl::StatusOr<Decimal> rounded = percent.Round(spec.places, spec.mode);
  return rounded.ok() ? absl::StrCat(rounded->ToString(), "%") : "";
}

bool AgreesInPercent(const PrintedNumber& typed, const Ratio& exact_percent, const RoundingSpec& spec) {
  if (AgreesAsPercent(typed.value, exact_percent, spec)) return true;
  if (typed.is_percent || typed.value > Decimal::FromInt(2)) return false;
  const absl::StatusOr<Decimal> in_percent = Multiply(typed.value, Decimal::FromInt(kHundred));
  if (!in_percent.ok()) return false;
  // 0.9684 has two places of a percentage less than it shows.
  const int places = std::clamp(typed.value.places() - 2, 0, kMaxPlaces);
  const absl::StatusOr<Decimal> shown = Round(*in_percent, places, RoundingMode::kHalfUp);
  return shown.ok() && AgreesAsPercent(*shown, exact_percent, spec);
}

bool AgreesWith(const PrintedNumber& typed, const Decimal& value) {
  if (typed.value == value) return true;
  if (typed.unit_power == 0) return false;
  const std::optional<Decimal> scaled = typed.Scaled();
  return scaled.has_value() && *scaled == value;
}

}  // namespace heng::findings
