// SPDX-License-Identifier: Apache-2.0
//
// Rows that speak of the budget, against the budget of the same form: CONTRADICTS_TABLE, ZERO_BUDGET, NOT_VERIFIABLE,
// EXECUTION_COUNTED_TWICE. A row is recognised by its name, as a reader would do it.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "scoring/findings/rules.h"
#include "scoring/findings/words.h"

namespace heng::findings {
namespace {

constexpr absl::string_view kExecution = "执行";
constexpr absl::string_view kThreePublic = "三公";
constexpr absl::string_view kControl = "控制";
constexpr absl::string_view kCarryOverRate[] = {"结转结余率", "结余结转率"};
constexpr absl::string_view kCarryOverChange[] = {"结转结余变动率", "结余结转变动率"};
constexpr absl::string_view kWholeExecution[] = {"预算执行率", "预算完成率", "资金执行率", "整体支出执行率"};
constexpr absl::string_view kWholeCost[] = {"总成本", "总投资", "项目资金总额", "支出总额"};

// Words that make it the rate or cost of something else than the whole.
constexpr absl::string_view kOfAPart[] = {"采购", "三公", "人均", "单位", "每", "专项"};

template <size_t N>
bool IsOfTheWhole(absl::string_view name, const absl::string_view (&words)[N]) {
  return ContainsAny(name, words) && !ContainsAny(name, kOfAPart);
}

const LineScore& ScoreOf(const Form& form, const FormLine& line) {
  return form.score.lines[static_cast<size_t>(line.index)];
}

bool IsNumber(const FormRow& row, int value) {
  return row.actual.has_value() && *row.actual == Decimal::FromInt(value);
}

std::string Typed(const FormRow& row) {
  return row.actual_text.empty() ? row.actual->ToString() : AsTyped(row.actual_text);
}

// The line that the name of an execution rate speaks of, with a rate to compare; null if none.
const FormLine* LineNamedIn(const Form& form, absl::string_view name) {
  const FormLine* total = form.TotalLine();
  for (const FormLine& line : form.lines) {
    const absl::string_view label = BareLabel(line.line.label());
    if (&line != total && !label.empty() && absl::StrContains(name, label)) return &line;
  }
  return IsOfTheWhole(name, kWholeExecution) ? total : nullptr;
}

// 基本支出预算执行 and the like.
void AddExecutionRate(const Form& form, const FormRow& row, FindingList& findings) {
  const absl::string_view name = row.indicator.display_name();
  const bool is_whole = IsOfTheWhole(name, kWholeExecution);
  if (!is_whole && !absl::StrContains(name, kExecution)) return;
  const FormLine* line = LineNamedIn(form, name);
  if (line == nullptr) return;
  if (is_whole && line == form.TotalLine() && form.plan.execution.has_value() &&
      row.plan_row.weight_points.has_value())
    findings.Add(FindingCode::kExecutionCountedTwice,
                 {.computed = form.plan.execution->weight_points.ToString()});
  const LineScore& score = ScoreOf(form, *line);
  if (!row.actual.has_value() || !score.exact_rate_percent.has_value() ||
      score.clause == v1::SCORE_CLAUSE_EXECUTION_MISSING ||
      score.clause == v1::SCORE_CLAUSE_EXECUTION_ZERO_BUDGET)
    return;
  const PrintedNumber typed{.value = *row.actual, .is_percent = true};
  if (AgreesInPercent(typed, *score.exact_rate_percent, form.plan.rate_rounding)) return;
  const std::string rate = PercentText(*score.exact_rate_percent, form.plan.rate_rounding);
  findings.Add(FindingCode::kContradictsTable,
               {.claimed = Typed(row),
                .computed = rate,
                .arithmetic = absl::StrCat(line->executed->ToString(), " / ", line->adjusted->ToString(),
                                           " = ", rate)});
}

// "三公"经费控制: spent of what was budgeted.
void AddThreePublic(const Form& form, const FormRow& row, FindingList& findings) {
  const absl::string_view name = row.indicator.display_name();
  if (!row.actual.has_value() || row.actual->is_zero() || !absl::StrContains(name, kThreePublic) ||
      !absl::StrContains(name, kControl))
    return;
  const v1::ThreePublicItem& total = form.evaluation.budget().three_public().total();
  const Decimal budget = DecimalIn(total.budget_yuan()).value_or(Decimal());
  const std::optional<Decimal> spent = DecimalIn(total.actual_yuan());
  if (budget.is_zero()) {
    if (row.has_reason) return;
    findings.Add(FindingCode::kZeroBudget,
                 {.claimed = Typed(row),
                  .computed = "0",
                  .arithmetic = spent.has_value() ? absl::StrCat(spent->ToString(), " / 0") : ""});
    return;
  }
  if (!spent.has_value()) return;
  const absl::StatusOr<Ratio> rate = Ratio::MultiplyDivide(*spent, Decimal::FromInt(kHundred), budget);
  const PrintedNumber typed{.value = *row.actual, .is_percent = true};
  if (!rate.ok() || AgreesInPercent(typed, *rate, form.plan.completion_rounding)) return;
  const std::string text = PercentText(*rate, form.plan.completion_rounding);
  findings.Add(FindingCode::kContradictsTable,
               {.claimed = Typed(row),
                .computed = text,
                .arithmetic = absl::StrCat(spent->ToString(), " / ", budget.ToString(), " = ", text)});
}

// The share of the budget that the form itself says was not spent, in words; nothing if all was spent.
std::optional<std::string> Unspent(const Form& form) {
  const FormLine* total = form.TotalLine();
  if (total == nullptr) return std::nullopt;
  if (total->adjusted.has_value() && total->executed.has_value()) {
    if (*total->executed >= *total->adjusted) return std::nullopt;
    const std::optional<Decimal> left = Difference(*total->adjusted, *total->executed);
    return absl::StrCat(total->adjusted->ToString(), " - ", total->executed->ToString(), " = ",
                        left.has_value() ? left->ToString() : "");
  }
  if (total->claim == nullptr) return std::nullopt;
  const std::optional<PrintedNumber> rate = ReadPrintedNumber(total->claim->rate_text());
  if (!rate.has_value() || rate->value >= Decimal::FromInt(kHundred) || !rate->is_percent)
    return std::nullopt;
  const std::optional<Decimal> left = Difference(Decimal::FromInt(kHundred), rate->value);
  return absl::StrCat("100% - ", rate->value.ToString(), "% = ", left.has_value() ? left->ToString() : "",
                      "%");
}

// 结转结余率 0 beside money that was left, and 结转结余变动率 without last year's figure.
void AddCarryOver(const Form& form, const FormRow& row, FindingList& findings) {
  const absl::string_view name = row.indicator.display_name();
  if (!row.actual.has_value()) return;
  if (ContainsAny(name, kCarryOverRate) && IsNumber(row, 0)) {
    const std::optional<std::string> unspent = Unspent(form);
    if (unspent.has_value())
      findings.Add(FindingCode::kContradictsTable, {.claimed = Typed(row),
                                                    .computed = unspent->substr(unspent->rfind(' ') + 1),
                                                    .arithmetic = *unspent});
  }
  if (!ContainsAny(name, kCarryOverChange) || row.has_reason) return;
  const v1::CarryOver& carry_over = form.evaluation.budget().carry_over();
  if (!carry_over.opening_yuan().empty() && !carry_over.closing_yuan().empty()) return;
  findings.Add(FindingCode::kNotVerifiable,
               {.claimed = Typed(row), .arithmetic = Unspent(form).value_or("")});
}

std::optional<int> YuanPower(const FormRow& row) {
  absl::string_view unit =
      row.indicator.unit().empty() ? row.result.claim().unit_text() : row.indicator.unit();
  if (unit.empty() && row.typed_actual.has_value()) unit = row.typed_actual->unit;
  if (unit == "万元") return 4;
  if (unit == "元") return 0;
  return std::nullopt;
}

// 项目总成本 against what was spent.
void AddWholeCost(const Form& form, const FormRow& row, FindingList& findings) {
  if (!row.actual.has_value() || !IsOfTheWhole(row.indicator.display_name(), kWholeCost)) return;
  const std::optional<int> power = YuanPower(row);
  if (!power.has_value()) return;
  const std::optional<Decimal> reported = PrintedNumber{.value = *row.actual, .unit_power = *power}.Scaled();
  const FormLine* shown = nullptr;
  for (const FormLine& line : form.lines) {
    if (!line.executed.has_value() || line.executed->is_zero()) continue;
    if (!reported.has_value() || *line.executed == *reported) return;
    if (shown == nullptr) shown = &line;
  }
  if (shown == nullptr) return;
  findings.Add(FindingCode::kContradictsTable,
               {.claimed = Typed(row),
                .computed = shown->executed->ToString(),
                .arithmetic = absl::StrCat(reported->ToString(), " ≠ ", shown->executed->ToString())});
}

}  // namespace

void AddContradictionFindings(const Form& form, const FormRow& row, FindingList& findings) {
  AddExecutionRate(form, row, findings);
  AddThreePublic(form, row, findings);
  AddCarryOver(form, row, findings);
  AddWholeCost(form, row, findings);
}

}  // namespace heng::findings
