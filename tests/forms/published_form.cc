// SPDX-License-Identifier: Apache-2.0
#include "tests/forms/published_form.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/golden/case_file.h"
#include "tests/golden/case_messages.h"
#include "tests/golden/replay_case.h"

namespace heng::forms {
namespace {

constexpr char kLiangzhou[] = "liangzhou-federation-of-trade-unions-2024";

v1::Indicator& IndicatorCalled(FormContext& form, const std::string& name) {
  auto& indicators = *form.goals.mutable_indicators();
  const auto found = std::find_if(indicators.begin(), indicators.end(),
                                  [&](const v1::Indicator& other) { return other.display_name() == name; });
  HENG_CHECK(found != indicators.end());
  return *found;
}

bool ClaimsNothing(const v1::BudgetLineClaim& claim) {
  v1::BudgetLineClaim nothing;
  nothing.set_line_code(claim.line_code());
  return claim.SerializeAsString() == nothing.SerializeAsString();
}

// 3002094.97 is 300.209497: four places more, which are digits of the amount.
std::string InWanYuan(std::string yuan) {
  const size_t point = std::min(yuan.find('.'), yuan.size());
  std::string digits = yuan.substr(0, point);
  const std::string places = yuan.substr(std::min(point + 1, yuan.size()));
  if (digits.size() <= 4) digits.insert(0, 5 - digits.size(), '0');
  std::string shifted = digits.substr(digits.size() - 4) + places;
  shifted.resize(shifted.find_last_not_of('0') + 1);
  digits.resize(digits.size() - 4);
  return shifted.empty() ? digits : absl::StrCat(digits, ".", shifted);
}

}  // namespace

FormContext PublishedForm(const std::string& id) {
  static const auto& gansu = *new v1::Scheme(*golden::ReadScheme("schemes/gansu-overall.json"));
  const auto source = golden::ReadCase(absl::StrCat("tests/golden/cases/", id, ".json"));
  const auto messages = golden::MessagesOf(*source, gansu);
  FormContext form{.evaluation = messages->evaluation, .goals = messages->goals, .scheme = messages->scheme};
  // A line without any text on the form claims nothing.
  auto& lines = *form.evaluation.mutable_claim()->mutable_budget_lines();
  lines.erase(std::remove_if(lines.begin(), lines.end(), ClaimsNothing), lines.end());
  return form;
}

v1::IndicatorResult& TypeActual(FormContext& form, const std::string& indicator, const std::string& text) {
  const std::string& code = IndicatorCalled(form, indicator).code();
  auto& results = *form.evaluation.mutable_results();
  const auto result = std::find_if(results.begin(), results.end(),
                                   [&](const v1::IndicatorResult& other) { return other.code() == code; });
  HENG_CHECK(result != results.end());
  result->mutable_claim()->set_actual_text(text);
  return *result;
}

FormContext FormOfEveryKind() {
  FormContext form = PublishedForm(kLiangzhou);
  form.department.set_display_name("凉州区总工会");
  form.evaluation.mutable_form_date()->set_year(2025);
  form.evaluation.mutable_form_date()->set_month(3);
  form.evaluation.mutable_form_date()->set_day(28);
  IndicatorCalled(form, "产出时效指标").set_rule(v1::RULE_KIND_DATE);
  v1::IndicatorResult& date = TypeActual(form, "产出时效指标", "2024-06-28");
  date.clear_band();
  date.mutable_completed_date()->set_year(2024);
  date.mutable_completed_date()->set_month(6);
  date.mutable_completed_date()->set_day(28);
  IndicatorCalled(form, "单位获奖情况").set_rule(v1::RULE_KIND_EITHER_OR);
  v1::IndicatorResult& outcome = TypeActual(form, "单位获奖情况", "达到");
  outcome.clear_band();
  outcome.set_outcome(v1::OUTCOME_REACHED);
  IndicatorCalled(form, "档案管理完备性").set_rule(v1::RULE_KIND_BY_HAND);
  v1::IndicatorResult& by_hand = TypeActual(form, "档案管理完备性", "全部归档");
  by_hand.clear_band();
  by_hand.set_given_points("3.01");
  return form;
}

FormContext BeforeImport(const FormContext& form) {
  FormContext before = form;
  before.evaluation.Clear();
  before.evaluation.set_name(form.evaluation.name());
  for (const v1::BudgetLine& line : form.evaluation.budget().lines()) {
    v1::BudgetLine& known = *before.evaluation.mutable_budget()->add_lines();
    known = line;
    known.clear_initial_yuan();
    known.clear_adjusted_yuan();
    known.clear_executed_yuan();
  }
  return before;
}

void PrintInWanYuan(FormContext& form) {
  v1::FormClaim& claim = *form.evaluation.mutable_claim();
  claim.set_amount_unit_text("万元");
  for (v1::BudgetLineClaim& line : *claim.mutable_budget_lines()) {
    line.set_initial_text(InWanYuan(line.initial_text()));
    line.set_adjusted_text(InWanYuan(line.adjusted_text()));
    line.set_executed_text(InWanYuan(line.executed_text()));
  }
}

}  // namespace heng::forms
