// SPDX-License-Identifier: Apache-2.0
//
// What is generated is accepted by the rules, adds up, and is the same for the same seed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/message_rules.h"
#include "base/testing/status_matchers.h"
#include "scoring/checks.h"
#include "scoring/findings/findings.h"
#include "scoring/form_score.h"
#include "scoring/plan.h"
#include "scoring/scorer.h"
#include "tests/generator/province.h"

namespace heng::generator {
namespace {

constexpr int kForms = 1000;

// Forms of a department, as many as ask for two projects.
constexpr int kFormsOfDepartment = 10;

// Everything of a province in one string.
std::string Bytes(const Province& province) {
  std::string bytes;
  for (int i = 0; i < province.region_count(); ++i) bytes += province.region(i).SerializeAsString();
  for (int d = 0; d < province.options().departments; ++d) {
    bytes += province.department(d).SerializeAsString();
    for (int i = 0; i < kFormsOfDepartment; ++i) {
      const Form form = province.form(d, i);
      bytes += province.goals(d, form.project).SerializeAsString();
      bytes += province.budget(d, form.fiscal_year).SerializeAsString();
      bytes += province.evaluation(form).SerializeAsString();
    }
  }
  return bytes;
}

std::string TextOf(const FieldProblems& problems) { return problems.ToStatus().ToString(); }

// Plans of the shipped schemes, as the service would compile them.
class Scorer {
 public:
  Scorer() {
    for (v1::Scheme& scheme : ShippedSchemes()) {
      const std::string name = scheme.name();
      auto checked = CheckedScheme::Check(std::move(scheme));
      EXPECT_OK(checked);
      schemes_.emplace(name, *checked);
    }
  }
  std::shared_ptr<const Plan> Compile(const v1::Goals& goals) const {
    auto plan = CompilePlan(schemes_.at(goals.scheme()), goals);
    EXPECT_OK(plan);
    return plan.ok() ? *plan : nullptr;
  }

 private:
  std::map<std::string, CheckedScheme> schemes_;
};

// What came of a thousand forms.
struct Scored {
  int count = 0;
  std::set<std::string> names;
  std::map<std::string, int> grades;
  std::map<std::string, int> findings;
  std::set<int> rows;
};

void ScoreInto(const Province& province, const Form& form, const Scorer& scorer, Scored& scored) {
  const auto plan = scorer.Compile(province.goals(form.department, form.project));
  ASSERT_NE(plan, nullptr);
  v1::Evaluation evaluation = province.evaluation(form);
  FieldProblems problems;
  CheckEvaluation(evaluation, "evaluation", problems);
  ASSERT_TRUE(problems.empty()) << TextOf(problems);
  if (!evaluation.has_budget()) {
    *evaluation.mutable_budget() = province.budget(form.department, form.fiscal_year);
  }
  ASSERT_OK_AND_ASSIGN(const v1::ScoreReport report, Score(*plan, evaluation, v1::VIEW_FULL));
  FormScore score;
  ASSERT_OK(ScoreForm(*plan, evaluation, "evaluation", score));
  RaiseFindings(*plan, evaluation, score, *evaluation.mutable_findings());
  ++scored.count;
  ++scored.grades[report.grade_code()];
  for (const v1::Finding& finding : evaluation.findings()) ++scored.findings[finding.code()];
  scored.names.insert(evaluation.name());
  scored.rows.insert(evaluation.results_size());
}

Scored ScoreForms() {
  const Province province({.seed = 7, .departments = kForms / kFormsOfDepartment});
  const Scorer scorer;
  Scored scored;
  for (int d = 0; d < province.options().departments; ++d) {
    for (int i = 0; i < kFormsOfDepartment; ++i) ScoreInto(province, province.form(d, i), scorer, scored);
  }
  return scored;
}

TEST(Province, IsTheSameForTheSameSeed) {
  EXPECT_EQ(Bytes(Province({.seed = 3, .departments = 40})), Bytes(Province({.seed = 3, .departments = 40})));
}

TEST(Province, IsAnotherForAnotherSeed) {
  EXPECT_NE(Bytes(Province({.seed = 3, .departments = 40})), Bytes(Province({.seed = 4, .departments = 40})));
}

// Data that tests and figures rest on must not change by the way; the digest says that it did.
TEST(Province, HasTheBytesItAlwaysHad) {
  EXPECT_EQ(absl::BytesToHexString(Sha256(Bytes(Province({.seed = 1, .departments = 20})))),
            "269524e59cd92f9468d1b922cad767e8f09d920736adb1ec27f26ea96e4a6b85");
}

TEST(Province, ScoresEveryForm) {
  const Scored scored = ScoreForms();
  EXPECT_EQ(scored.count, kForms);
  EXPECT_EQ(scored.names.size(), kForms);
  EXPECT_GE(*scored.rows.begin(), 7);
  EXPECT_LE(*scored.rows.rbegin(), 27);
}

TEST(Province, HasEveryGradeAndTheUsualFindings) {
  const Scored scored = ScoreForms();
  for (const char* grade : {"excellent", "good", "fair"}) {
    EXPECT_EQ(scored.grades.count(grade), 1u) << grade;
  }
  for (const char* code : {"REASON_MISSING", "BAND_WITHOUT_EVIDENCE", "ACTUAL_MISSING", "LOW_EXECUTION"}) {
    EXPECT_EQ(scored.findings.count(code), 1u) << code;
  }
  for (const char* code : {"BUDGET_PARTS_NOT_SUM", "ROW_SHIFT", "ACTUAL_NOT_A_VALUE"}) {
    EXPECT_EQ(scored.findings.count(code), 0u) << code;
  }
}

TEST(Province, PassesTheChecksOfTheCatalogue) {
  const Province province({.seed = 11, .departments = 300});
  FieldProblems problems;
  for (int i = 0; i < province.region_count(); ++i) CheckRegion(province.region(i), "region", problems);
  for (int d = 0; d < province.options().departments; ++d) {
    CheckDepartment(province.department(d), "department", problems);
    CheckBudget(province.budget(d, province.first_year(d)), BudgetUse::kStored, "budget", problems);
    for (const int project : {0, 1}) CheckGoals(province.goals(d, project), "goals", problems);
  }
  EXPECT_TRUE(problems.empty()) << TextOf(problems);
}

TEST(Province, HasDepartmentsWithNamesOfTheirOwn) {
  const Province province({.departments = 2000});
  std::set<std::string> names;
  for (int d = 0; d < province.options().departments; ++d) {
    EXPECT_EQ(province.department(d).name(), province.department_name(d));
    names.insert(province.department_name(d));
  }
  EXPECT_EQ(names.size(), 2000u);
}

TEST(Province, HasZonesAndCountiesThatNameTheirParent) {
  const Province province({});
  int zones = 0, direct = 0;
  for (int i = 0; i < province.region_count(); ++i) {
    const v1::Region region = province.region(i);
    if (region.level() == v1::REGION_LEVEL_ZONE) ++zones;
    if (region.level() == v1::REGION_LEVEL_COUNTY && region.parent() == "regions/620000") ++direct;
  }
  EXPECT_EQ(zones, 2);
  EXPECT_EQ(direct, 3);
}

// A department that continues others begins where they end, so that no year has both or none.
TEST(Province, MergesDepartmentsWithoutAGap) {
  const Province province({.departments = 10000});
  std::map<std::string, int> department_of;
  for (int d = 0; d < province.options().departments; ++d) department_of[province.department_name(d)] = d;
  int continued = 0;
  for (int d = 0; d < province.options().departments; ++d) {
    const v1::Department department = province.department(d);
    for (const std::string& predecessor : department.predecessors()) {
      ASSERT_EQ(department_of.count(predecessor), 1u) << predecessor;
      EXPECT_EQ(province.last_year(department_of[predecessor]) + 1, province.first_year(d));
      ++continued;
    }
  }
  EXPECT_GT(continued, 100);
}

TEST(Province, BudgetsSpreadOverPowersOfTen) {
  const Province province({.departments = 500});
  std::set<size_t> digits;
  for (int d = 0; d < province.options().departments; ++d) {
    const Decimal total = DecimalOf(province.budget(d, 2024).lines(0).adjusted_yuan());
    ASSERT_OK_AND_ASSIGN(const int64_t fen, total.ToUnits(2));
    digits.insert(absl::StrCat(fen).size());
  }
  EXPECT_GE(digits.size(), 4u);
}

}  // namespace
}  // namespace heng::generator
