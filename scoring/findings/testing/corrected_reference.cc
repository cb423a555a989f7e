// SPDX-License-Identifier: Apache-2.0
#include "scoring/findings/testing/corrected_reference.h"

#include <iostream>

#include "base/status_macros.h"
#include "scoring/findings/findings.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng::testing {
namespace {

constexpr int kBasicExecution = 0;
constexpr int kProjectExecution = 1;

void CorrectBudget(v1::Budget& budget) {
  for (v1::BudgetLine& line : *budget.mutable_lines())
    line.set_reason("年中按规定程序调整，差额为尚未结算的尾款。");
  budget.mutable_three_public()->mutable_total()->set_budget_yuan("10000");
  budget.mutable_three_public()->mutable_total()->set_actual_yuan("10000");
  budget.mutable_carry_over()->set_opening_yuan("122167.28");
  budget.mutable_carry_over()->set_closing_yuan("122167.28");
}

void SetRate(const char* actual, const char* completion, const char* points, v1::IndicatorResult& result) {
  result.set_actual(actual);
  result.mutable_claim()->set_actual_text(actual);
  result.mutable_claim()->set_completion_text(completion);
  result.mutable_claim()->set_points_text(points);
  result.set_reason("年末压减支出。");
}

void CorrectBandRow(v1::IndicatorResult& result) {
  result.mutable_claim()->set_target_text("制定并执行 12 项制度");
  result.set_reason("两项制度到年末才印发。");
  result.add_evidence()->set_title("制度汇编");
}

void CorrectReport(v1::Report& report) {
  report.clear_period();
  for (v1::KeyTask& task : *report.mutable_key_tasks()) {
    for (v1::QuantifiedResult& result : *task.mutable_results()) result.clear_period();
  }
}

}  // namespace

FindingsCase ReferenceFindingsCase() {
  return {.scheme = GansuScheme(), .goals = ReferenceGoals(), .evaluation = ReferenceEvaluation()};
}

FindingsCase CorrectedReference() {
  FindingsCase form = ReferenceFindingsCase();
  v1::Evaluation& evaluation = form.evaluation;
  CorrectBudget(*evaluation.mutable_budget());
  for (v1::IndicatorResult& result : *evaluation.mutable_results()) {
    if (!result.band().empty()) CorrectBandRow(result);
    if (result.code() == "satisfaction-rate") result.add_evidence()->set_title("问卷 300 份的汇总表");
  }
  SetRate("96.84", "96.84%", "1.94", *evaluation.mutable_results(kBasicExecution));
  SetRate("94.68", "100.00%", "2", *evaluation.mutable_results(kProjectExecution));
  evaluation.mutable_goal_completions(0)->set_achieved("基本完成");
  CorrectReport(*evaluation.mutable_report());
  evaluation.mutable_claim()->set_total_points_text("92.56");
  return form;
}

google::protobuf::RepeatedPtrField<v1::Finding> FindingsOf(const FindingsCase& form) {
  google::protobuf::RepeatedPtrField<v1::Finding> findings;
  const auto plan = CompilePlan(form.scheme, form.goals, WeightSums::kIgnored);
  if (!plan.ok()) std::cerr << plan.status() << "\n";
  HENG_CHECK(plan.ok());
  FormScore score;
  const absl::Status status = ScoreForm(**plan, form.evaluation, "evaluation", score);
  if (!status.ok()) std::cerr << status << "\n";
  HENG_CHECK(status.ok());
  RaiseFindings(**plan, form.evaluation, score, findings);
  return findings;
}

}  // namespace heng::testing
