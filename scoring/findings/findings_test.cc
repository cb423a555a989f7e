// SPDX-License-Identifier: Apache-2.0
//
// The negative control and its counterpart: against the corrected reference case nothing is said, and for each code there
// is one error that, planted into it, raises this code and no other.
#include "scoring/findings/findings.h"

#include <algorithm>
#include <functional>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "scoring/findings/catalogue.h"
#include "scoring/findings/testing/corrected_reference.h"

namespace heng {
namespace {

using ::heng::testing::CorrectedReference;
using ::heng::testing::FindingsCase;
using ::heng::testing::FindingsOf;
using ::heng::testing::ReferenceFindingsCase;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

std::vector<std::string> Refs(const google::protobuf::RepeatedPtrField<v1::Finding>& findings) {
  std::vector<std::string> refs;
  for (const v1::Finding& finding : findings)
    refs.push_back(absl::StrCat(finding.code(), " ", finding.ref()));
  return refs;
}

v1::IndicatorClaim& ClaimOf(FindingsCase& form, int result) {
  return *form.evaluation.mutable_results(result)->mutable_claim();
}
v1::BudgetLineClaim& LineClaimOf(FindingsCase& form, int line) {
  return *form.evaluation.mutable_claim()->mutable_budget_lines(line);
}

// A line beside the others, which enters no sum.
void AddLine(FindingsCase& form, const char* initial, const char* adjusted, const char* executed,
             const char* reason = "") {
  v1::BudgetLine& line = *form.evaluation.mutable_budget()->add_lines();
  line.set_code("beside");
  line.set_label("往来款");
  line.set_initial_yuan(initial);
  line.set_adjusted_yuan(adjusted);
  line.set_executed_yuan(executed);
  line.set_reason(reason);
}
constexpr char kBeside[] = "budget.lines[7]";

void SetSatisfactionTarget(FindingsCase& form, const std::string& target) {
  form.goals.mutable_indicators(17)->set_target(target);
  ClaimOf(form, 17).set_target_text(absl::StrCat(">=", target, "%"));
}

void SetRow(FindingsCase& form, int result, const char* actual, const char* completion, const char* points) {
  form.evaluation.mutable_results(result)->set_actual(actual);
  form.evaluation.mutable_results(result)->set_reason("说明");
  ClaimOf(form, result).set_actual_text(actual);
  ClaimOf(form, result).set_completion_text(completion);
  ClaimOf(form, result).set_points_text(points);
}

void SetTotal(FindingsCase& form, const char* total) {
  form.evaluation.mutable_claim()->set_total_points_text(total);
}

void DropRow(FindingsCase& form, const char* points) {
  form.scheme.set_not_applicable_policy(v1::NOT_APPLICABLE_POLICY_RESCALE);
  v1::IndicatorResult& result = *form.evaluation.mutable_results(2);
  result.clear_actual();
  result.set_status(v1::RESULT_STATUS_NOT_APPLICABLE);
  result.set_reason("本年没有“三公”预算");
  result.clear_claim();
  ClaimOf(form, 2).set_points_text(points);
  SetTotal(form, "");
}

void AddVeto(FindingsCase& form) {
  form.scheme.mutable_veto()->set_max_total_points("60");
  v1::Indicator& row = *form.goals.add_indicators();
  row.set_code("veto");
  row.set_class_code("satisfaction");
  row.set_display_name("违纪违法情况");
  row.set_rule(v1::RULE_KIND_VETO);
  v1::IndicatorResult& result = *form.evaluation.add_results();
  result.set_code("veto");
  result.set_outcome(v1::OUTCOME_NOT_REACHED);
  result.set_reason("审计发现虚报数据。");
  form.evaluation.mutable_claim()->set_grade_text("中");
}

void ShiftTypedAmounts(FindingsCase& form) {
  auto& claims = *form.evaluation.mutable_claim()->mutable_budget_lines();
  for (int i = claims.size() - 1; i >= 0; --i) {
    const v1::BudgetLineClaim above = i > 0 ? claims.Get(i - 1) : v1::BudgetLineClaim();
    claims.Mutable(i)->set_initial_text(above.initial_text());
    claims.Mutable(i)->set_adjusted_text(above.adjusted_text());
    claims.Mutable(i)->set_executed_text(above.executed_text());
  }
}

struct Plant {
  const char* code;
  std::string ref;
  std::function<void(FindingsCase&)> plant;
  // What the same error cannot but raise as well.
  std::vector<std::string> companions = {};
};

std::vector<Plant> Plants() {
  return {
      {"ROW_SHIFT", "claim.budget_lines", ShiftTypedAmounts},
      {"BUDGET_PARTS_NOT_SUM", "budget.lines[4]",
       [](FindingsCase& f) {
         f.evaluation.mutable_budget()->mutable_lines(6)->set_initial_yuan("700000");
         LineClaimOf(f, 6).set_initial_text("700000");
       }},
      {"ZERO_BUDGET", "budget.lines[5]",
       [](FindingsCase& f) { f.evaluation.mutable_budget()->mutable_lines(5)->clear_reason(); }},
      {"ADJUSTED_MISSING", kBeside, [](FindingsCase& f) { AddLine(f, "", "", "5"); }},
      {"EXECUTED_MISSING", kBeside, [](FindingsCase& f) { AddLine(f, "", "5", ""); }},
      {"OVERSPEND", kBeside, [](FindingsCase& f) { AddLine(f, "", "5", "6"); }},
      {"LOW_EXECUTION",
       kBeside,
       [](FindingsCase& f) { AddLine(f, "", "100", "79"); },
       {absl::StrCat("REASON_MISSING ", kBeside)}},
      {"BUDGET_CHANGE_UNEXPLAINED", kBeside,
       [](FindingsCase& f) {
         f.scheme.mutable_review_limits()->set_reason_execution_percent("80");
         AddLine(f, "100", "110.01", "100");
       }},
      {"BUDGET_FOLLOWS_SPENDING", kBeside, [](FindingsCase& f) { AddLine(f, "100", "95", "95"); }},
      {"SPENDING_ABOVE_INITIAL", kBeside,
       [](FindingsCase& f) {
         f.scheme.mutable_review_limits()->set_reason_execution_percent("80");
         AddLine(f, "100", "105", "104");
       }},
      {"AMOUNT_NOT_AS_TYPED", "budget.lines[0]",
       [](FindingsCase& f) { LineClaimOf(f, 0).set_initial_text("2,672,546.70"); }},
      {"RATE_MISSING", "budget.lines[0]", [](FindingsCase& f) { LineClaimOf(f, 0).clear_rate_text(); }},
      {"EXEC_RATE_NOT_BY_ARITHMETIC", "budget.lines[4]",
       [](FindingsCase& f) { LineClaimOf(f, 4).set_rate_text("94.69%"); }},
      {"EXEC_SCORE_NOT_BY_RULE", "budget.lines[4]",
       [](FindingsCase& f) { LineClaimOf(f, 4).set_points_text("9.47"); }},
      {"REASON_MISSING", "results[4]",
       [](FindingsCase& f) { f.evaluation.mutable_results(4)->set_reason("无"); }},
      {"ACTUAL_MISSING", "results[2]",
       [](FindingsCase& f) {
         SetRow(f, 2, "", "", "0");
         SetTotal(f, "90.56");
       }},
      {"ACTUAL_NOT_A_VALUE", "results[17]", [](FindingsCase& f) { ClaimOf(f, 17).set_actual_text("≥98%"); }},
      {"ACTUAL_NOT_AS_TYPED", "results[17]",
       [](FindingsCase& f) { ClaimOf(f, 17).set_actual_text("９９％"); }},
      {"TARGET_NOT_QUANTIFIED", "results[10]",
       [](FindingsCase& f) { ClaimOf(f, 10).set_target_text("准确"); }},
      {"TARGET_NOT_AS_APPROVED", "results[17]",
       [](FindingsCase& f) { ClaimOf(f, 17).set_target_text(">=95%"); }},
      {"UNIT_MISSING", "results[7]",
       [](FindingsCase& f) {
         f.goals.mutable_indicators(7)->clear_unit();
         ClaimOf(f, 7).clear_unit_text();
         ClaimOf(f, 7).set_target_text("<=100");
       }},
      {"DUPLICATE_INDICATOR_NAME", "results[5]",
       [](FindingsCase& f) {
         f.goals.mutable_indicators(5)->set_display_name(f.goals.indicators(4).display_name());
       }},
      {"SCORE_NOT_BY_RULE_HIGH", "results[0]", [](FindingsCase& f) { ClaimOf(f, 0).set_points_text("2"); }},
      {"SCORE_NOT_BY_RULE_LOW", "results[0]", [](FindingsCase& f) { ClaimOf(f, 0).set_points_text("1.93"); }},
      {"COMPLETION_NOT_BY_ARITHMETIC", "results[0]",
       [](FindingsCase& f) { ClaimOf(f, 0).set_completion_text("100%"); }},
      {"BAND_WITHOUT_EVIDENCE",
       "results[4]",
       [](FindingsCase& f) { f.evaluation.mutable_results(4)->clear_evidence(); },
       {"STRAIGHT_LINING results"}},
      {"SATISFACTION_WITHOUT_SURVEY", "results[17]",
       [](FindingsCase& f) { f.evaluation.mutable_results(17)->clear_evidence(); }},
      {"OVER_COMPLETION", "results[17]", [](FindingsCase& f) { SetSatisfactionTarget(f, "75"); }},
      {"OVER_COMPLETION_NEAR", "results[17]", [](FindingsCase& f) { SetSatisfactionTarget(f, "78"); }},
      {"OVER_COMPLETION_DEDUCTED", "results[17]",
       [](FindingsCase& f) {
         SetSatisfactionTarget(f, "60");
         v1::OverCompletionThreshold& threshold = *f.scheme.mutable_rule_options()->add_over_completion();
         threshold.set_completion_percent("130");
         threshold.set_effect(v1::OVER_COMPLETION_EFFECT_DEDUCT);
         threshold.set_deducted_points("1");
         SetRow(f, 17, "98", "100%", "9");
         SetTotal(f, "91.56");
       }},
      {"NOT_APPLICABLE", "results[2]", [](FindingsCase& f) { DropRow(f, ""); }},
      {"NOT_APPLICABLE_SCORED", "results[2]", [](FindingsCase& f) { DropRow(f, "2"); }},
      {"VETO", "results[21]",
       [](FindingsCase& f) {
         AddVeto(f);
         SetTotal(f, "60");
       }},
      {"CONTRADICTS_TABLE", "results[1]", [](FindingsCase& f) { SetRow(f, 1, "100", "100%", "2"); }},
      {"NOT_VERIFIABLE", "results[3]",
       [](FindingsCase& f) { f.evaluation.mutable_budget()->mutable_carry_over()->clear_opening_yuan(); }},
      {"OVER_STAFFED", "results[7]",
       [](FindingsCase& f) {
         SetRow(f, 7, "110", "90.91%", "1.82");
         SetTotal(f, "92.38");
       }},
      {"EXECUTION_COUNTED_TWICE", "results[1]",
       [](FindingsCase& f) {
         f.goals.mutable_indicators(1)->set_display_name("部门预算执行率");
         SetRow(f, 1, "95.93", "100%", "2");
       }},
      {"STRAIGHT_LINING",
       "results",
       [](FindingsCase& f) { f.evaluation.mutable_results(9)->clear_evidence(); },
       {"BAND_WITHOUT_EVIDENCE results[9]"}},
      {"WEIGHT_SUM_NOT_100", "claim.total_weight_text",
       [](FindingsCase& f) { f.evaluation.mutable_claim()->set_total_weight_text("98"); }},
      {"WEIGHTS_DIFFER_FROM_RULE", "results[3]",
       [](FindingsCase& f) { ClaimOf(f, 3).set_weight_text("3分"); }},
      {"TOTAL_NOT_SUM_OF_PARTS", "claim.total_points_text", [](FindingsCase& f) { SetTotal(f, "92.65"); }},
      {"TOTAL_NOT_BY_RULE",
       "claim.total_points_text",
       [](FindingsCase& f) {
         AddVeto(f);
         f.evaluation.mutable_claim()->set_grade_text("优秀");
       },
       {"VETO results[21]"}},
      {"GRADE_NOT_BY_TOTAL", "claim.grade_text",
       [](FindingsCase& f) { f.evaluation.mutable_claim()->set_grade_text("良好"); }},
      {"PERIOD_NOT_CLOSED", "form_date",
       [](FindingsCase& f) {
         f.evaluation.mutable_form_date()->set_year(2024);
         f.evaluation.mutable_form_date()->set_month(12);
         f.evaluation.mutable_form_date()->set_day(30);
       }},
  };
}

TEST(RaiseFindings, SaysNothingOfTheCorrectedReferenceCase) {
  EXPECT_THAT(Refs(FindingsOf(CorrectedReference())), IsEmpty());
}

TEST(RaiseFindings, RaisesOnlyThePlantedError) {
  for (const Plant& plant : Plants()) {
    SCOPED_TRACE(plant.code);
    FindingsCase form = CorrectedReference();
    plant.plant(form);
    std::vector<std::string> expected = plant.companions;
    expected.push_back(absl::StrCat(plant.code, " ", plant.ref));
    EXPECT_THAT(Refs(FindingsOf(form)), UnorderedElementsAreArray(expected));
  }
}

TEST(RaiseFindings, EveryCodeIsPlantedOnce) {
  std::set<std::string> planted;
  for (const Plant& plant : Plants()) EXPECT_TRUE(planted.insert(plant.code).second) << plant.code;
  for (const findings::CatalogueEntry& entry : findings::Catalogue())
    EXPECT_EQ(planted.count(std::string(entry.name)), 1u) << entry.name;
  EXPECT_EQ(planted.size(), findings::Catalogue().size());
}

TEST(RaiseFindings, FindsWhatTheReferenceCaseIsKnownFor) {
  const std::vector<std::string> refs = Refs(FindingsOf(ReferenceFindingsCase()));
  EXPECT_THAT(refs, IsSupersetOf({"CONTRADICTS_TABLE results[0]", "CONTRADICTS_TABLE results[1]",
                                  "REASON_MISSING budget.lines[0]", "REASON_MISSING results[4]",
                                  "TARGET_NOT_QUANTIFIED results[16]", "BAND_WITHOUT_EVIDENCE results[20]",
                                  "ZERO_BUDGET budget.lines[5]", "ZERO_BUDGET results[2]",
                                  "BUDGET_CHANGE_UNEXPLAINED budget.lines[4]",
                                  "CONTRADICTS_TABLE goal_completions[0]", "NOT_VERIFIABLE results[3]",
                                  "STRAIGHT_LINING results", "BUDGET_FOLLOWS_SPENDING budget.lines[2]",
                                  "PERIOD_NOT_CLOSED report.period", "LOW_EXECUTION budget.lines[3]",
                                  "SPENDING_ABOVE_INITIAL budget.lines[0]"}));
}

TEST(RaiseFindings, ShowsTheArithmetic) {
  for (const v1::Finding& finding : FindingsOf(ReferenceFindingsCase())) {
    if (finding.code() != "CONTRADICTS_TABLE" || finding.ref() != "results[0]") continue;
    EXPECT_EQ(finding.row(), "基本支出预算执行");
    EXPECT_EQ(finding.claimed(), "100");
    EXPECT_EQ(finding.computed(), "96.84%");
    EXPECT_EQ(finding.arithmetic(), "1673387.69 / 1727854.97 = 96.84%");
    EXPECT_EQ(finding.severity(), v1::FINDING_SEVERITY_ERROR);
    EXPECT_EQ(finding.message_zh(), "");
    return;
  }
  FAIL() << "results[0] has no finding";
}

// As the table was published: every row of values stands one line below its label.
void MoveAmountsDown(FindingsCase& form) {
  auto& lines = *form.evaluation.mutable_budget()->mutable_lines();
  for (int i = lines.size() - 1; i >= 0; --i) {
    const v1::BudgetLine above = i > 0 ? lines.Get(i - 1) : v1::BudgetLine();
    lines.Mutable(i)->set_initial_yuan(above.initial_yuan());
    lines.Mutable(i)->set_adjusted_yuan(above.adjusted_yuan());
    lines.Mutable(i)->set_executed_yuan(above.executed_yuan());
  }
  form.evaluation.clear_claim();
}

TEST(RowShift, IsSaidWhereSumsOnlyFitAfterMovingTheLabelsDown) {
  FindingsCase form = CorrectedReference();
  MoveAmountsDown(form);
  const auto found = FindingsOf(form);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].code(), "ROW_SHIFT");
  EXPECT_EQ(found[0].ref(), "budget.lines");
  EXPECT_EQ(found[0].computed(), "+1");
  EXPECT_EQ(found[0].arithmetic(), "1872546.6 + 800000 = 2672546.6");
  for (const v1::Finding& finding : found) EXPECT_NE(finding.code(), "BUDGET_PARTS_NOT_SUM");
}

TEST(RowShift, IsNotSaidWhereOneAmountIsWrong) {
  FindingsCase form = CorrectedReference();
  MoveAmountsDown(form);
  form.evaluation.mutable_budget()->mutable_lines(3)->set_initial_yuan("1");
  const std::vector<std::string> refs = Refs(FindingsOf(form));
  EXPECT_THAT(refs, Not(Contains("ROW_SHIFT budget.lines")));
  EXPECT_THAT(refs, Contains(::testing::StartsWith("BUDGET_PARTS_NOT_SUM")));
}

TEST(OverCompletion, FollowsTheThresholdsOfTheSchemeInPlaceOfTheLimit) {
  FindingsCase form = CorrectedReference();
  SetSatisfactionTarget(form, "75");  // 130.67%
  v1::OverCompletionThreshold& threshold = *form.scheme.mutable_rule_options()->add_over_completion();
  threshold.set_completion_percent("150");
  threshold.set_effect(v1::OVER_COMPLETION_EFFECT_FLAG);
  EXPECT_THAT(Refs(FindingsOf(form)), IsEmpty());

  threshold.set_completion_percent("130");
  EXPECT_THAT(Refs(FindingsOf(form)), ElementsAre("OVER_COMPLETION results[17]"));

  threshold.set_effect(v1::OVER_COMPLETION_EFFECT_REASON);
  EXPECT_THAT(Refs(FindingsOf(form)), ElementsAre("OVER_COMPLETION results[17]"));
  form.evaluation.mutable_results(17)->set_reason("上半年扩大了服务范围。");
  EXPECT_THAT(Refs(FindingsOf(form)), IsEmpty());
}

TEST(RaiseFindings, KeepsTheOrderOfTheForm) {
  const auto found = FindingsOf(ReferenceFindingsCase());
  const auto place = [](const v1::Finding& finding) {
    if (finding.ref().rfind("budget.lines", 0) == 0) return 0;
    return finding.ref().rfind("results[", 0) == 0 ? 1 : 2;
  };
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end(),
                             [&](const auto& a, const auto& b) { return place(a) < place(b); }));
}

TEST(RaiseFindings, RaisesAtMostSoManyAndKeepsWhatWasThere) {
  FindingsCase form = ReferenceFindingsCase();
  for (int i = 0; i < 450; ++i) {
    v1::BudgetLine& line = *form.evaluation.mutable_budget()->add_lines();
    line.set_code(absl::StrCat("line-", i));
    line.set_label("往来款");
    line.set_initial_yuan("1");
    line.set_adjusted_yuan("100");
    line.set_executed_yuan("50");
  }
  EXPECT_EQ(FindingsOf(form).size(), kMaxFindings);
}

TEST(DescribeFinding, SaysTheSentenceInBothLanguages) {
  v1::Finding finding;
  finding.set_code("CONTRADICTS_TABLE");
  finding.set_row("基本支出预算执行");
  finding.set_claimed("100");
  finding.set_computed("96.84%");
  DescribeFinding(finding);
  EXPECT_EQ(finding.message_zh(), "“基本支出预算执行”填报为100，表内数据为96.84%。");
  EXPECT_EQ(finding.message_en(), "\"基本支出预算执行\" says 100, but the form's own figures give 96.84%.");
  finding.set_arithmetic("1673387.69 / 1727854.97 = 96.84%");
  DescribeFinding(finding);
  EXPECT_EQ(finding.message_zh(),
            "“基本支出预算执行”填报为100，表内数据为96.84%（1673387.69 / 1727854.97 = 96.84%）。");
}

TEST(DescribeFinding, SaysTheCodeOfOneItDoesNotKnow) {
  v1::Finding finding;
  finding.set_code("FROM_THE_FUTURE");
  DescribeFinding(finding);
  EXPECT_EQ(finding.message_zh(), "FROM_THE_FUTURE");
  EXPECT_EQ(finding.message_en(), "FROM_THE_FUTURE");
}

}  // namespace
}  // namespace heng
