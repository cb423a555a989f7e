// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "absl/strings/str_cat.h"
#include "base/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "scoring/checks.h"
#include "scoring/testing/problems.h"
#include "scoring/testing/reference_case.h"

namespace heng {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<FieldProblem> ProblemsOf(const v1::Budget& budget, BudgetUse use = BudgetUse::kStored) {
  FieldProblems problems;
  CheckBudget(budget, use, "budget", problems);
  return problems.problems();
}

struct Case {
  const char* what;
  std::function<void(v1::Budget&)> change;
  const char* problem;
  bool refused_in_form;
};

// Lines: 0 total, 1 basic with 2 personnel and 3 public, 4 project with 5 general and 6 key.
const Case kCases[] = {
    {"name missing", [](auto& b) { b.clear_name(); }, "budget.name REQUIRED", false},
    {"name of another kind", [](auto& b) { b.set_name("regions/620602"); }, "budget.name BAD_NAME", true},
    {"no lines", [](auto& b) { b.clear_lines(); }, "budget.lines REQUIRED", false},
    {"code twice",
     [](auto& b) {
       *b.add_lines() = b.lines(6);
       b.mutable_lines(7)->set_memo(true);
     },
     "budget.lines[7].code DUPLICATE_CODE", true},
    {"parent unknown", [](auto& b) { b.mutable_lines(5)->set_parent_code("gone"); },
     "budget.lines[5].parent_code UNKNOWN_CODE", true},
    {"own parent", [](auto& b) { b.mutable_lines(5)->set_parent_code("general-project"); },
     "budget.lines[5].parent_code BAD_TREE", true},
    {"initial amounts do not add up", [](auto& b) { b.mutable_lines(2)->set_initial_yuan("1687279.33"); },
     "budget.lines[1].initial_yuan AMOUNT_SUM", false},
    {"adjusted amounts do not add up", [](auto& b) { b.mutable_lines(0)->set_adjusted_yuan("1"); },
     "budget.lines[0].adjusted_yuan AMOUNT_SUM", false},
    {"executed amounts do not add up", [](auto& b) { b.mutable_lines(6)->set_executed_yuan("0"); },
     "budget.lines[4].executed_yuan AMOUNT_SUM", false},
    {"amount is no decimal", [](auto& b) { b.mutable_lines(5)->set_executed_yuan("1e3"); },
     "budget.lines[5].executed_yuan NOT_A_DECIMAL", true},
    {"no such day",
     [](auto& b) {
       b.mutable_as_of_date()->set_year(2024);
       b.mutable_as_of_date()->set_month(2);
       b.mutable_as_of_date()->set_day(30);
     },
     "budget.as_of_date OUT_OF_RANGE", true},
};

TEST(CheckBudget, PassesTheReferenceBudget) {
  EXPECT_THAT(ProblemsOf(testing::ReferenceBudget()), IsEmpty());
}

TEST(CheckBudget, RefusesEachMistakeByItsField) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.what);
    v1::Budget budget = testing::ReferenceBudget();
    c.change(budget);
    EXPECT_THAT(testing::Brief(ProblemsOf(budget)), ElementsAre(c.problem));
    EXPECT_EQ(testing::Brief(ProblemsOf(budget, BudgetUse::kInForm)).size(), c.refused_in_form ? 1u : 0u);
  }
}

TEST(CheckBudget, ShowsTheSumAndItsParts) {
  v1::Budget budget = testing::ReferenceBudget();
  budget.mutable_lines(2)->set_initial_yuan("1687279.33");
  EXPECT_THAT(testing::Texts(ProblemsOf(budget)),
              HasSubstr("((一)基本支出) its parts add up to 1872546.61, want 1872546.6; see lines 3, 4"));
}

TEST(CheckBudget, LeavesMemoLinesAndEmptyAmountsOutOfSums) {
  v1::Budget budget = testing::ReferenceBudget();
  v1::BudgetLine& memo = *budget.add_lines();
  memo.set_code("by-source");
  memo.set_parent_code("total");
  memo.set_label("其中:当年财政拨款");
  memo.set_memo(true);
  memo.set_executed_yuan("7");
  budget.mutable_lines(5)->clear_initial_yuan();  // 0 before, so the rest still adds up
  budget.mutable_lines(1)->clear_adjusted_yuan();
  budget.mutable_lines(4)->clear_adjusted_yuan();
  EXPECT_THAT(testing::Brief(ProblemsOf(budget)), IsEmpty());
}

TEST(CheckBudget, RefusesTheNinthLevelAndTheLine501) {
  v1::Budget budget;
  budget.set_name(testing::ReferenceBudget().name());
  for (int i = 0; i < 9; ++i) {
    v1::BudgetLine& line = *budget.add_lines();
    line.set_code(absl::StrCat("l", i));
    line.set_label("行");
    if (i > 0) line.set_parent_code(absl::StrCat("l", i - 1));
  }
  EXPECT_THAT(testing::Brief(ProblemsOf(budget)), ElementsAre("budget.lines[8].parent_code BAD_TREE"));
  while (budget.lines_size() <= 500) {
    v1::BudgetLine& line = *budget.add_lines();
    line.set_code(absl::StrCat("m", budget.lines_size()));
    line.set_label("行");
  }
  EXPECT_THAT(testing::Brief(ProblemsOf(budget)), ElementsAre("budget.lines TOO_LONG"));
}

}  // namespace
}  // namespace heng
