// SPDX-License-Identifier: Apache-2.0
//
// What the rules cost without transport: one form of 25 rows of every kind and the reference form of 21, compiled, scored,
// reported, reviewed, certified. Run with tests/benchmark/rules.sh, from the source folder.
#include <benchmark/benchmark.h>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "scoring/certificate/certificate.h"
#include "scoring/findings/findings.h"
#include "scoring/form_score.h"
#include "scoring/scorer.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

// One form with everything that scoring it needs.
struct Case {
  v1::Scheme scheme;
  v1::Goals goals;
  v1::Evaluation evaluation;
  std::shared_ptr<const Plan> plan;
  FormScore score;  // of the evaluation
};

void Prepare(Case& form) {
  // As they are read from storage: a certificate quotes these hashes.
  form.scheme.set_content_sha256(std::string(64, 'a'));
  form.goals.set_content_sha256(std::string(64, 'b'));
  auto plan = CompilePlan(form.scheme, form.goals);
  HENG_CHECK(plan.ok());
  form.plan = *std::move(plan);
  HENG_CHECK(ScoreForm(*form.plan, form.evaluation, "evaluation", form.score).ok());
}

// The shipped reference case.
Case& ReferenceForm() {
  static Case* const form = [] {
    auto* made =
        new Case{testing::GansuScheme(), testing::ReferenceGoals(), testing::ReferenceEvaluation(), {}, {}};
    Prepare(*made);
    return made;
  }();
  return *form;
}

void AddTables(v1::Scheme& scheme) {
  v1::StepDeduction& steps = *scheme.add_step_deductions();
  steps.set_code("steps");
  steps.set_display_name("每超过 1 个百分点扣 0.5 分");
  steps.set_direction(v1::STEP_DIRECTION_ABOVE);
  steps.set_step("1");
  steps.set_points_per_step("0.5");
  v1::BracketTable& table = *scheme.add_bracket_tables();
  table.set_code("brackets");
  table.set_display_name("分档计分表");
  table.set_better(v1::BETTER_VALUE_LOWER);
  const char* const ends[] = {"0", "10", "20", "30"};
  const char* const points[] = {"3.6", "3", "2", "1", "0"};
  for (int i = 0; i < 5; ++i) {
    v1::Bracket& bracket = *table.add_brackets();
    if (i > 0) bracket.set_lower(ends[i - 1]);
    if (i < 4) bracket.set_upper(ends[i]);
    bracket.set_upper_inclusive(i < 4);
    bracket.set_points(points[i]);
  }
}

// Adds row number `i` with a result that mostly misses its target, so that there is something to divide.
void AddRow(v1::RuleKind rule, int i, Case& form) {
  v1::Indicator& row = *form.goals.add_indicators();
  row.set_code(absl::StrCat("row-", i));
  row.set_class_code("all");
  row.set_display_name(absl::StrCat("第", i, "行"));
  row.set_rule(rule);
  row.set_weight_points("3.6");
  v1::IndicatorResult& result = *form.evaluation.add_results();
  result.set_code(row.code());
  result.set_reason("年中预算调整，部分工作顺延");
  switch (rule) {
    case v1::RULE_KIND_BAND:
      result.set_band("full");
      break;
    case v1::RULE_KIND_BY_HAND:
      result.set_given_points("3.25");
      break;
    case v1::RULE_KIND_DATE:
      row.mutable_deadline()->set_year(2024);
      row.mutable_deadline()->set_month(9);
      result.mutable_completed_date()->set_year(2024);
      result.mutable_completed_date()->set_month(9);
      break;
    case v1::RULE_KIND_EITHER_OR:
      result.set_outcome(v1::OUTCOME_REACHED);
      break;
    case v1::RULE_KIND_BRACKETS:
      row.set_bracket_table_code("brackets");
      result.set_actual("12.5");
      break;
    case v1::RULE_KIND_STEP_DEDUCTION:
      row.set_step_deduction_code("steps");
      row.set_target("100");
      result.set_actual("102.3");
      break;
    case v1::RULE_KIND_RANGE:
      row.set_target_upper("110");
      [[fallthrough]];
    default:
      row.set_target("98");
      result.set_actual(rule == v1::RULE_KIND_AT_MOST ? "103.7" : "91.35");
  }
}

// 25 rows: those of common forms most, every kind that earns points at least once.
Case& LargeForm() {
  static Case* const form = [] {
    auto* made = new Case{testing::SmallScheme(),
                          testing::SmallGoals(v1::RULE_KIND_AT_LEAST, "1"),
                          testing::SmallEvaluation("1"),
                          {},
                          {}};
    made->goals.clear_indicators();
    made->evaluation.clear_results();
    made->evaluation.mutable_budget()->mutable_lines(0)->set_adjusted_yuan("3002094.97");
    made->evaluation.mutable_budget()->mutable_lines(0)->set_executed_yuan("2879927.69");
    AddTables(made->scheme);
    for (int i = 0; i < 25; ++i) {
      const int kind = i < 10 ? v1::RULE_KIND_AT_LEAST + i : v1::RULE_KIND_AT_LEAST + i % 4;
      AddRow(static_cast<v1::RuleKind>(kind), i, *made);
    }
    Prepare(*made);
    return made;
  }();
  return *form;
}

using CaseOf = Case& (*)();

void ScoreOneForm(benchmark::State& state, CaseOf of) {
  Case& form = of();
  for (auto _ : state) {
    absl::Status status = ScoreForm(*form.plan, form.evaluation, "evaluation", form.score);
    benchmark::DoNotOptimize(status);
  }
}

void ReportForm(benchmark::State& state, CaseOf of, v1::View view) {
  Case& form = of();
  for (auto _ : state) {
    auto report = MakeReport(*form.plan, form.evaluation, form.score, view);
    benchmark::DoNotOptimize(report);
  }
}

void Compile(benchmark::State& state, CaseOf of) {
  Case& form = of();
  for (auto _ : state) {
    auto plan = CompilePlan(form.scheme, form.goals);
    benchmark::DoNotOptimize(plan);
  }
}

void Review(benchmark::State& state, CaseOf of) {
  Case& form = of();
  google::protobuf::RepeatedPtrField<v1::Finding> findings;
  for (auto _ : state) {
    findings.Clear();
    RaiseFindings(*form.plan, form.evaluation, form.score, findings);
    benchmark::DoNotOptimize(findings);
  }
  state.counters["findings"] = findings.size();
}

void Certify(benchmark::State& state, CaseOf of) {
  Case& form = of();
  for (auto _ : state) {
    auto certificate = MakeCertificate(*form.plan, form.evaluation, form.score);
    const std::string hash = CertificateSha256(*certificate);
    benchmark::DoNotOptimize(hash);
  }
}

BENCHMARK_CAPTURE(ScoreOneForm, rows_25, LargeForm);
BENCHMARK_CAPTURE(ScoreOneForm, reference, ReferenceForm);
BENCHMARK_CAPTURE(ReportForm, rows_25_terse, LargeForm, v1::VIEW_TERSE);
BENCHMARK_CAPTURE(ReportForm, rows_25_full, LargeForm, v1::VIEW_FULL);
BENCHMARK_CAPTURE(ReportForm, reference_terse, ReferenceForm, v1::VIEW_TERSE);
BENCHMARK_CAPTURE(ReportForm, reference_full, ReferenceForm, v1::VIEW_FULL);
BENCHMARK_CAPTURE(Compile, rows_25, LargeForm);
BENCHMARK_CAPTURE(Compile, reference, ReferenceForm);
BENCHMARK_CAPTURE(Review, rows_25, LargeForm);
BENCHMARK_CAPTURE(Review, reference, ReferenceForm);
BENCHMARK_CAPTURE(Certify, rows_25, LargeForm);
BENCHMARK_CAPTURE(Certify, reference, ReferenceForm);

}  // namespace
}  // namespace heng

BENCHMARK_MAIN();
